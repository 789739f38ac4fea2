import type { Colour } from './protocol/cues'

/** Light of the screen's primaries, linear, 0 to 1; the same as in walkon.domain.light_code, which judges by them. */
const LIGHT: Record<Colour, readonly [number, number, number]> = {
  magenta: [0.85, 0.07, 0.85],
  azure: [0, 0.3, 1],
  green: [0, 0.39, 0.05],
  orange: [0.72, 0.18, 0.06],
  grey: [0.286, 0.286, 0.286],
  violet: [0.5, 0.13, 1],
}

/** As a style sheet writes it (IEC 61966-2-1). */
export function paint(colour: Colour): string {
  const codes = LIGHT[colour].map(light =>
    Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)),
  )
  return `rgb(${codes.join(' ')})`
}
