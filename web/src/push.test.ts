import { expect, test } from 'vitest'
import { here, told } from './push'

const ORIGIN = 'https://films.example'

test('a push says what the server wrote', () => {
  const text = JSON.stringify({
    event: 'cast',
    title: 'Walkon',
    body: '누군가 나를 영상에 넣었습니다.',
    link: `${ORIGIN}/inbox`,
    language: 'ko',
  })
  expect(told(text, ORIGIN)).toEqual({
    title: 'Walkon',
    body: '누군가 나를 영상에 넣었습니다.',
    link: `${ORIGIN}/inbox`,
    language: 'ko',
  })
})

test.each([undefined, '', 'nonsense', 'null', '[]', '{"link": 3}'])('of %s nothing is believed', text => {
  expect(told(text, ORIGIN)).toEqual({
    title: 'Walkon',
    body: '',
    link: `${ORIGIN}/inbox`,
    language: 'en',
  })
})

test('it leads to these pages and nowhere else', () => {
  expect(here('/settings/notices', ORIGIN)).toBe(`${ORIGIN}/settings/notices`)
  expect(here(`${ORIGIN}/me`, ORIGIN)).toBe(`${ORIGIN}/me`)
  for (const link of [
    'https://elsewhere.example/inbox',
    'javascript:alert(1)',
    '//elsewhere.example',
    'http://[',
    '',
  ])
    expect(here(link, ORIGIN)).toMatch(/^https:\/\/films\.example\/(inbox)?$/)
})
