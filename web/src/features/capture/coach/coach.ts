import type { Face } from '../face/faces'
import { type Look, nod, yaw } from './measures'

/** What to say, the most urgent first. */
export type Advice =
  | 'no_face'
  | 'two_faces'
  | 'too_far'
  | 'too_near'
  | 'off_left' // the face is too far to the left of the mirror
  | 'off_right'
  | 'too_high'
  | 'too_low'
  | 'backlit'
  | 'too_dark'
  | 'too_bright'
  | 'uneven'
  | 'turned' // not facing the camera where nothing is asked
  | 'noisy'
  | 'too_loud'

/** Where each limit lies; the server measures by its own, more exact ones, so these are a little narrower. */
export const LIMITS = {
  narrow: 0.2, // width of a face's box, share of the picture's shorter side
  wide: 0.62,
  aside: 0.16, // distance of the face's middle from the picture's
  high: 0.2,
  dark: 0.2,
  bright: 0.9,
  behind: 0.35, // how much brighter what is around may be
  uneven: 0.55,
  turned: 18, // degrees
  noise: -45, // dB, while nobody speaks
  loud: -6, // dB
} as const

/** What could be better in one look. @param facing whether the person is to look straight ahead just now. */
export function advice(found: Look, facing = true): Advice[] {
  const face = found.faces[0]
  if (face === undefined) return ['no_face']
  const said: Advice[] = []
  if (found.faces.length > 1) said.push('two_faces')
  if (face.width < LIMITS.narrow) said.push('too_far')
  else if (face.width > LIMITS.wide) said.push('too_near')
  said.push(...place(face))
  if (found.around - found.light > LIMITS.behind) said.push('backlit')
  else if (found.light < LIMITS.dark) said.push('too_dark')
  else if (found.light > LIMITS.bright) said.push('too_bright')
  else if (found.uneven > LIMITS.uneven && facing) said.push('uneven')
  if (facing && Math.abs(yaw(face)) > LIMITS.turned) said.push('turned')
  return said
}

function place(face: Face): Advice[] {
  const right = face.x + face.width / 2 - 0.5
  const down = face.y + face.height / 2 - 0.5
  if (Math.abs(right) > LIMITS.aside) return [right > 0 ? 'off_left' : 'off_right'] // the person sees a mirror
  if (Math.abs(down) > LIMITS.high) return [down > 0 ? 'too_low' : 'too_high']
  return []
}

/** What is wrong with the sound; `quiet`: nobody is to speak just now. */
export function soundAdvice(decibels: number, quiet: boolean): Advice[] {
  if (decibels > LIMITS.loud) return ['too_loud']
  return quiet && decibels > LIMITS.noise ? ['noisy'] : []
}

const SAID_AFTER = 3 // looks in a row in which something is wrong
const FORGOTTEN_AFTER = 2 // looks in which it is not

/** Says one thing at a time, and does not change its mind with every look. */
export class Coach {
  private counts = new Map<Advice, number>()
  private said: Advice | null = null

  /** Gives what to say now, or null. */
  hear(found: readonly Advice[]): Advice | null {
    for (const one of found) this.counts.set(one, Math.min((this.counts.get(one) ?? 0) + 1, SAID_AFTER))
    for (const [one, count] of this.counts)
      if (!found.includes(one)) this.counts.set(one, Math.max(0, count - SAID_AFTER / FORGOTTEN_AFTER))
    if (this.said !== null && (this.counts.get(this.said) ?? 0) > 0) return this.said
    this.said = found.find(one => (this.counts.get(one) ?? 0) >= SAID_AFTER) ?? null
    return this.said
  }
}

const CALM = 8 // looks from which one's own neutral is known
const DEGREES_PER_NOD = 200 // of drawn heads: .08 for 15 degrees

/** How far a head is turned, against how it is held when nothing is asked. */
export class Turns {
  private yaws: number[] = []
  private nods: number[] = []

  calm(face: Face): void {
    if (this.yaws.length >= CALM) return
    this.yaws.push(yaw(face))
    this.nods.push(nod(face))
  }

  /** Share of the asked angle, 0 to 1.  */
  share(face: Face, direction: 'left' | 'right' | 'up' | 'down', degrees: number): number {
    const sideways = yaw(face) - middle(this.yaws, 0)
    const upwards = DEGREES_PER_NOD * (middle(this.nods, nod(face)) - nod(face))
    const angle = { left: sideways, right: -sideways, up: upwards, down: -upwards }[direction]
    return Math.min(1, Math.max(0, angle / degrees))
  }
}

function middle(numbers: readonly number[], none: number): number {
  if (numbers.length === 0) return none
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? none
}
