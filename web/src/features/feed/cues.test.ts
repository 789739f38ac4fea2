import { expect, test } from 'vitest'
import { spokenIn } from './cues'

test('a cue tells who says what', () => {
  expect(spokenIn('<v mina>안녕하세요')).toEqual({ who: 'mina', words: '안녕하세요' })
})

test('signs of the format are read back', () => {
  expect(spokenIn('<v jun>1 &lt; 2 &amp;amp; 3 &gt; 2')).toEqual({ who: 'jun', words: '1 < 2 &amp; 3 > 2' })
})

test('a cue may keep its speaker to itself', () => {
  expect(spokenIn('Hello')).toEqual({ who: null, words: 'Hello' })
})
