import { describe, expect, it } from 'vitest'
import { BARS, heightOf, inBars } from './levels'
import { whyOf } from './microphone'

describe('levels', () => {
  it('is nothing for silence and everything for full scale', () => {
    expect(heightOf(new Float32Array(0))).toBe(0)
    expect(heightOf(new Float32Array(512))).toBe(0)
    expect(heightOf(new Float32Array(512).fill(1))).toBe(1)
    const quiet = heightOf(new Float32Array(512).fill(0.01))
    const loud = heightOf(new Float32Array(512).fill(0.1))
    expect(quiet).toBeGreaterThan(0)
    expect(loud).toBeGreaterThan(quiet)
  })

  it('puts a recording of any length into all bars', () => {
    for (const count of [0, 1, BARS - 1, BARS, 500]) {
      const bars = inBars(Array.from({ length: count }, (_, at) => (at === count - 1 ? 1 : 0.1)))
      expect(bars).toHaveLength(BARS)
      expect(bars.every(bar => bar >= 0 && bar <= 1)).toBe(true)
      expect(bars.at(-1)).toBe(count === 0 ? 0 : 1)
    }
  })
})

describe('a microphone that cannot be had', () => {
  it('says why', () => {
    expect(whyOf('NotAllowedError')).toBe('refused')
    expect(whyOf('NotFoundError')).toBe('none')
    expect(whyOf('NotReadableError')).toBe('busy')
    expect(whyOf('')).toBe('busy')
  })
})
