import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepFocus } from './focus'

const PAGE = `
  <div id="root"><nav><a href="/me" id="nav">Me</a></nav><main id="content" tabindex="-1">
    <div id="page"><h1>Inbox</h1>
      <ul id="cards"><li id="first"><button id="yes">Yes</button></li><li id="second"><button id="no">No</button></li></ul>
      <div id="save"><button id="keep">Save</button></div>
    </div>
  </main></div>`

const at = (id: string) => document.getElementById(id)!
const settled = () => new Promise(done => setTimeout(done, 120))

describe('what has the focus goes', () => {
  let stop: () => void
  beforeEach(() => {
    document.body.innerHTML = PAGE
    stop = keepFocus()
  })
  afterEach(() => stop())

  it('with its frame: what stood before it is next', async () => {
    at('keep').focus()
    at('save').remove()
    await settled()
    expect(document.activeElement).toBe(at('no'))
  })

  it('as the first of a list: what is left of the list is next', async () => {
    at('yes').focus()
    at('first').remove()
    await settled()
    expect(document.activeElement).toBe(at('no'))
  })

  it('with the whole screen: the heading of the new one is next', async () => {
    at('yes').focus()
    at('page').remove()
    at('content').innerHTML = '<div><h1 id="new">Films</h1><button>Make one</button></div>'
    await settled()
    expect(document.activeElement).toBe(at('new'))
  })

  it('and something else has it by then: nothing is done', async () => {
    at('yes').focus()
    at('first').remove()
    at('nav').focus()
    await settled()
    expect(document.activeElement).toBe(at('nav'))
  })

  it('never, where nothing had it', async () => {
    at('first').remove()
    await settled()
    expect(document.activeElement).toBe(document.body)
  })
})
