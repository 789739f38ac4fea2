import { expect, test } from 'vitest'
import { emptyDraft } from './draft'
import type { Template } from './queries'
import { draftFrom, filled, friendEverywhere, wearingFor } from './templates'

const template: Template = {
  id: 'inside_joke',
  group: 'celebrate',
  title: { en: 'Inside joke', ko: '농담' },
  about: { en: 'Two of us', ko: '우리 둘' },
  sentence: {
    en: 'Me and {friend} as detectives. I say “{line}” and {friend} says “{answer}”',
    ko: '저와 {friend} 둘이 탐정. 제가 “{line}”, {friend} 님은 “{answer}”',
  },
  with_friend: true,
  gaps: [
    { id: 'line', name: { en: 'Line', ko: '말' }, example: { en: 'Who was it?', ko: '누구야?' } },
    { id: 'answer', name: { en: 'Answer', ko: '대답' }, example: { en: 'Not me.', ko: '나 아니야.' } },
  ],
  settings: ['noir_office'],
  choices: { look: 'noir', costume: 'casual' },
  seconds: 10,
}

test('gaps are filled, and the caret waits where a friend belongs', () => {
  const { text, caret } = filled(template, 'en')
  expect(text).toBe('Me and @ as detectives. I say “Who was it?” and @ says “Not me.”')
  expect(text.slice(0, caret)).toBe('Me and @')
  expect(filled(template, 'ko').text).toContain('“누구야?”')
})

test('one friend is named everywhere', () => {
  expect(friendEverywhere('@ and @jun and @.', 'mina')).toBe('@mina and @jun and @mina.')
})

test('a template keeps the shape of the film and brings its own look along', () => {
  const draft = draftFrom(template, { ...emptyDraft(3), aspect: '1:1', lines: [] }, 'en')
  expect([draft.aspect, draft.chosen, draft.lines]).toEqual(['1:1', { look: 'noir' }, null])
  expect(wearingFor(template, ['mina'])).toEqual({ mina: { costume: 'casual' } })
})
