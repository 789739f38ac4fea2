import { expect, test } from 'vitest'
import { type LanguageCode, tables } from './texts'

const rooms = import.meta.glob(['../**/texts.ts', '!./texts.ts'], { eager: true })
const HANGUL = /[가-힣]/
const SAME = /^[\s\d\p{P}\p{S}{}a-z]*$|^(Walkon|English|한국어|@.*)$/u

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(found => found[1] ?? '').sort()
}

test('every room says everything in both languages', () => {
  expect(Object.keys(rooms).length).toBeGreaterThan(0)
  expect(tables.size).toBe(Object.keys(rooms).length)
  const wrong: string[] = []
  for (const [room, both] of tables) {
    const keys = (code: LanguageCode) => Object.keys(both[code]).sort()
    expect(keys('ko'), room).toEqual(keys('en'))
    for (const key of keys('en')) {
      const en = both.en[key] ?? ''
      const ko = both.ko[key] ?? ''
      if (!en.trim() || !ko.trim()) wrong.push(`${room}.${key} says nothing`)
      if (placeholders(en).join() !== placeholders(ko).join() && !key.endsWith('_one'))
        wrong.push(`${room}.${key} has other values`)
      if (HANGUL.test(en) && !SAME.test(en)) wrong.push(`${room}.${key}: Korean in English`)
      if (!HANGUL.test(ko) && !SAME.test(ko)) wrong.push(`${room}.${key}: not in Korean`)
    }
  }
  expect(wrong).toEqual([])
})
