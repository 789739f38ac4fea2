import { beforeEach, expect, test } from 'vitest'
import {
  choicesOf,
  choose,
  emptyDraft,
  forgetDraft,
  isEmpty,
  keepDraft,
  keptDraft,
  onlyFor,
  written,
} from './draft'

beforeEach(() => localStorage.clear())

const draft = { ...emptyDraft(7), prompt: 'me and @mina on Mars' }

test('what is written comes back after a reload, for the same person and film only', () => {
  const chosen = choose(draft, 'look', 'noir')
  keepDraft('mina', null, chosen)
  expect(keptDraft('mina', null)).toEqual(chosen)
  expect(isEmpty(keptDraft('jun', null))).toBe(true)
  expect(isEmpty(keptDraft('mina', { production: 'a', descent: 'remix' }))).toBe(true)
  forgetDraft('mina', null)
  expect(isEmpty(keptDraft('mina', null))).toBe(true)
})

test('an empty draft leaves nothing behind', () => {
  keepDraft('mina', null, draft)
  keepDraft('mina', null, emptyDraft())
  expect(localStorage.length).toBe(0)
})

test.each(['{"aspect":"4:3"}', 'null', '{', '{"seed":"x"}', '[]'])(
  'what cannot be used is left: %s',
  kept => {
    localStorage.setItem('walkon.draft.mina', kept)
    expect(isEmpty(keptDraft('mina', null))).toBe(true)
  },
)

test('a choice and its taking back', () => {
  const once = choose(draft, 'hour', 'night')
  expect(choicesOf(once).hour).toBe('night')
  expect(choicesOf(choose(once, 'hour', null))).toEqual(choicesOf(draft))
})

test('a seed is for new films; a remix keeps that of its original', () => {
  expect(choicesOf(draft).seed).toBe(7)
  expect(choicesOf(draft, { production: 'a', descent: 'remix' }).seed).toBeUndefined()
  expect(written(draft).width).toBe(720)
})

test('a line that is still empty is not sent', () => {
  const lines = [
    { handle: 'mina', text: 'hello' },
    { handle: 'mina', text: ' ' },
  ]
  expect(choicesOf({ ...draft, lines }).lines).toEqual([{ handle: 'mina', text: 'hello' }])
  expect(choicesOf({ ...draft, lines: [] }).lines).toEqual([])
  expect(choicesOf(draft).lines).toBeNull()
})

test('who is gone takes their costume and lines along', () => {
  const both = {
    ...draft,
    wearing: { mina: { costume: 'casual' }, jun: { props: ['fedora'] } },
    lines: [
      { handle: 'mina', text: 'hello' },
      { handle: 'jun', text: 'hi' },
    ],
  }
  const alone = onlyFor(both, ['jun'])
  expect(Object.keys(alone.wearing)).toEqual(['jun'])
  expect(alone.lines).toEqual([{ handle: 'jun', text: 'hi' }])
  expect(onlyFor(both, ['jun', 'mina'])).toBe(both)
})
