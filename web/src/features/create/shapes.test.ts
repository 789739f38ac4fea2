import { expect, test } from 'vitest'
import { ASPECTS, lengthsWithin, pixels, SIZES, sizesWithin } from './shapes'

test('sides are even and have their aspect', () => {
  for (const aspect of ASPECTS)
    for (const size of SIZES) {
      const { width, height } = pixels(aspect, size)
      expect([width % 2, height % 2]).toEqual([0, 0])
      expect(Math.min(width, height)).toBe(size)
      const [across, down] = aspect.split(':').map(Number) as [number, number]
      expect(Math.abs(width / height - across / down)).toBeLessThan(0.01)
    }
})

test('no more than a plan has', () => {
  expect(sizesWithin('16:9', 1280 * 720)).toEqual([360, 540, 720])
  expect(sizesWithin('1:1', 1)).toEqual([360])
  expect(lengthsWithin(20)).toEqual([4, 6, 8, 10, 15, 20])
})
