// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Face } from '../face/faces'
import { advice, Coach, soundAdvice } from './coach'
import { loudness } from './measures'

function face(x: number, y: number, width: number): Face {
  const at = (dx: number, dy: number) => ({ x: x + dx * width, y: y + dy * width })
  return {
    score: 0.9,
    x: x - width / 2,
    y: y - width / 2,
    width,
    height: width,
    rightEye: at(-0.2, -0.15),
    leftEye: at(0.2, -0.15),
    nose: at(0, 0.1),
    mouth: at(0, 0.25),
    rightEar: at(-0.45, 0),
    leftEar: at(0.45, 0),
  }
}

const good = { light: 0.5, around: 0.5, uneven: 0.1 }

describe('advice', () => {
  it.each([
    ['nothing', { ...good, faces: [face(0.5, 0.5, 0.35)] }, []],
    ['nobody', { ...good, faces: [] }, ['no_face']],
    ['two', { ...good, faces: [face(0.5, 0.5, 0.35), face(0.2, 0.5, 0.3)] }, ['two_faces']],
    ['far', { ...good, faces: [face(0.5, 0.5, 0.1)] }, ['too_far']],
    ['near', { ...good, faces: [face(0.5, 0.5, 0.7)] }, ['too_near']],
    [
      'to the right of the picture: left in the mirror',
      { ...good, faces: [face(0.75, 0.5, 0.35)] },
      ['off_left'],
    ],
    ['to the left of it', { ...good, faces: [face(0.25, 0.5, 0.35)] }, ['off_right']],
    ['low', { ...good, faces: [face(0.5, 0.8, 0.35)] }, ['too_low']],
    ['backlit', { ...good, light: 0.15, around: 0.8, faces: [face(0.5, 0.5, 0.35)] }, ['backlit']],
    ['dark', { ...good, light: 0.1, around: 0.1, faces: [face(0.5, 0.5, 0.35)] }, ['too_dark']],
    ['bright', { ...good, light: 0.97, faces: [face(0.5, 0.5, 0.35)] }, ['too_bright']],
    ['uneven', { ...good, uneven: 0.8, faces: [face(0.5, 0.5, 0.35)] }, ['uneven']],
  ] as const)('%s', (_, found, said) => {
    expect(advice(found)).toEqual(said)
  })

  it('hears noise only where nobody is to speak', () => {
    expect(soundAdvice(-30, true)).toEqual(['noisy'])
    expect(soundAdvice(-30, false)).toEqual([])
    expect(soundAdvice(-60, true)).toEqual([])
    expect(soundAdvice(-2, false)).toEqual(['too_loud'])
    expect(loudness(new Float32Array(480))).toBe(-100)
    expect(loudness(Float32Array.from({ length: 4800 }, (_, i) => Math.sin(i / 5)))).toBeCloseTo(-3, 0)
  })
})

describe('a coach', () => {
  it('says something only after it was wrong for a while, and one thing at a time', () => {
    const coach = new Coach()
    expect(coach.hear(['too_dark'])).toBeNull()
    expect(coach.hear(['too_dark'])).toBeNull()
    expect(coach.hear(['too_dark'])).toBe('too_dark')
    expect(coach.hear(['too_far', 'too_dark'])).toBe('too_dark')
  })

  it('does not flicker, and falls silent when it is well', () => {
    const coach = new Coach()
    for (let i = 0; i < 3; i++) coach.hear(['uneven'])
    expect(coach.hear([])).toBe('uneven')
    expect(coach.hear(['uneven'])).toBe('uneven')
    coach.hear([])
    coach.hear([])
    expect(coach.hear([])).toBeNull()
  })
})
