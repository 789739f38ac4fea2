import { describe, expect, test } from 'vitest'
import { mentionsIn, named, opened, typingAt } from './mentions'

describe('what is being typed', () => {
  test.each([
    ['me and @mi', { start: 7, query: 'mi' }],
    ['@', { start: 0, query: '' }],
    ['저와 @미나', { start: 3, query: '미나' }],
    ['me and @MI', { start: 7, query: 'mi' }],
    ['(@jun', { start: 1, query: 'jun' }],
  ])('%s', (text, found) => expect(typingAt(text, text.length)).toEqual(found))

  test.each(['me and mina', 'me and @mina ', 'mina@home', 'I say “hello @mi', 'she says "hey @m', ''])(
    'nothing in %s',
    text => expect(typingAt(text, text.length)).toBeNull(),
  )

  test('the caret counts, not the end', () => {
    expect(typingAt('@mina on Mars', 3)).toEqual({ start: 0, query: 'mi' })
    expect(typingAt('@mina on Mars', 8)).toBeNull()
    expect(typingAt('“hi” @mi', 8)).toEqual({ start: 5, query: 'mi' })
  })
})

describe('naming somebody', () => {
  test('a space follows where none is there', () => {
    expect(named('me and @mi', { start: 7, query: 'mi' }, 10, 'mina')).toEqual({
      text: 'me and @mina ',
      caret: 13,
    })
    expect(named('@mi, on Mars', { start: 0, query: 'mi' }, 3, 'mina')).toEqual({
      text: '@mina, on Mars',
      caret: 5,
    })
  })

  test('the caret goes on behind a space that is there', () => {
    expect(named('@ on Mars', { start: 0, query: '' }, 1, 'mina')).toEqual({
      text: '@mina on Mars',
      caret: 6,
    })
  })

  test('an @ by a button stands apart', () => {
    expect(opened('me and', 6)).toEqual({ text: 'me and @', caret: 8 })
    expect(opened('', 0)).toEqual({ text: '@', caret: 1 })
    expect(opened('me  on Mars', 3)).toEqual({ text: 'me @ on Mars', caret: 4 })
  })
})

test('who is named', () => {
  expect(mentionsIn('me, @mina and @jun, then @mina again')).toEqual(['mina', 'jun'])
  expect(mentionsIn('저와 @mina를 “@nobody야” 하고 불러요')).toEqual(['mina를'])
})
