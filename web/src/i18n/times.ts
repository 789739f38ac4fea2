import { language } from './texts'

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** "3 minutes ago", "in 2 days". */
export function ago(at: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  for (const [unit, length] of STEPS)
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  return format.format(0, 'second')
}

/** "in 40 seconds", "in 3 hours"; Korean without its particle: "40초 후". */
export function after(seconds: number): string {
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'always' })
  for (const [unit, length] of STEPS)
    if (seconds >= length) return format.format(Math.ceil(seconds / length), unit)
  return format.format(Math.ceil(seconds), 'second')
}

/** A day in words. */
export function day(at: string | Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(new Date(at))
}

/** A day and a time. */
export function moment(at: string | Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** "1:05" of 65 seconds. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

export function number(value: number): string {
  return new Intl.NumberFormat(language(), { notation: value >= 10_000 ? 'compact' : 'standard' }).format(
    value,
  )
}
