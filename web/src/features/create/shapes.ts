export const ASPECTS = ['16:9', '9:16', '1:1'] as const
export type Aspect = (typeof ASPECTS)[number]
export const SIZES = [360, 540, 720, 1080] as const
export type Size = (typeof SIZES)[number]

/** Pixels of a film; `size` is the shorter side. Both are even. */
export function pixels(aspect: Aspect, size: Size): { width: number; height: number } {
  const long = Math.round((size * 16) / 9 / 2) * 2
  if (aspect === '1:1') return { width: size, height: size }
  return aspect === '16:9' ? { width: long, height: size } : { width: size, height: long }
}

/** The sizes that a plan makes in this aspect; the smallest always. */
export function sizesWithin(aspect: Aspect, largest: number): Size[] {
  return SIZES.filter((size, place) => {
    const { width, height } = pixels(aspect, size)
    return place === 0 || width * height <= largest
  })
}

export const LENGTHS = [4, 6, 8, 10, 15, 20, 30, 45, 60] as const

/** The lengths to choose from, in seconds. */
export function lengthsWithin(longest: number): number[] {
  return LENGTHS.filter(length => length <= longest)
}
