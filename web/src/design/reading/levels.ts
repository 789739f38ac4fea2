/** How many bars show how loud it was. */
export const BARS = 36
const QUIETEST = -54 // dB of full scale, where a bar is lowest

/** Loudness of samples from -1 to 1 as the height of a bar, 0 to 1. */
export function heightOf(samples: Float32Array): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12)
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST))
}

/** All of a recording's heights in as many bars as there are; each is the loudest of its part. */
export function inBars(heights: readonly number[], bars: number = BARS): number[] {
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * heights.length) / bars)
    const to = Math.max(from + 1, Math.floor(((bar + 1) * heights.length) / bars))
    return Math.max(0, ...heights.slice(from, to))
  })
}
