/** How large and how fine a recording is: pixels of the picture, bits per second of both. */
export interface Rates {
  size: readonly [number, number]
  picture: number
  sound: number
}

export const BEST: Rates = { size: [1280, 720], picture: 4_000_000, sound: 128_000 }
const SMALL = [640, 480] as const
const SMALL_SOUND = 96_000
const LEAST = 300_000 // bits per second of a picture in which a face can still be judged
const FINE = 1_500_000 // bits per second from which on a large picture is worth it
const SPARE = 0.05 // of the connection, for the questions that are asked meanwhile

/**
 * What a connection of so many bytes per second carries while it is recorded: a recording that arrives much later than its
 * end could have been worked on, and a line that is full makes the steps late. Null: nobody knows.
 */
export function ratesFor(carried: number | null): Rates {
  if (carried === null) return BEST
  const bits = 8 * carried * (1 - SPARE)
  if (bits >= BEST.picture + BEST.sound) return BEST
  const picture = Math.round(Math.min(Math.max(bits - SMALL_SOUND, LEAST), BEST.picture))
  return { size: picture < FINE ? SMALL : BEST.size, picture, sound: SMALL_SOUND }
}
