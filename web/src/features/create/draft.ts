import type { Schemas } from '../../api/client'
import { ASPECTS, type Aspect, pixels, SIZES, type Size } from './shapes'

export type Audience = Schemas['Audience']
export type Chosen = Schemas['Chosen']
export type Written = Schemas['SentenceWritten']

/** The fields that can be chosen by a chip of their own. */
export const FIELDS = ['setting', 'hour', 'weather', 'action', 'look', 'mood', 'framing', 'move'] as const
export type Field = (typeof FIELDS)[number]

export interface Wearing {
  costume?: string
  props?: string[]
}
export interface Speaking {
  handle: string
  text: string
}
export interface Start {
  production: string
  descent: 'remix' | 'extend'
}

/** A film while it is written; kept on the device until it is sent. */
export interface Draft {
  prompt: string
  chosen: Partial<Record<Field, string>>
  wearing: Record<string, Wearing>
  /** null: as the sentence says. */
  lines: Speaking[] | null
  seconds: number | null
  aspect: Aspect
  size: Size
  audience: Audience
  purpose: Schemas['Purpose']
  engine: string | null
  seed: number
}

export function emptyDraft(seed: number = newSeed()): Draft {
  return {
    prompt: '',
    chosen: {},
    wearing: {},
    lines: null,
    seconds: null,
    aspect: '9:16',
    size: 720,
    audience: 'cast',
    purpose: 'personal',
    engine: null,
    seed,
  }
}

export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! >>> 1
}

/** What is sent to be understood, or made. */
export function written(draft: Draft, start: Start | null = null): Written {
  const shape = pixels(draft.aspect, draft.size)
  return {
    prompt: draft.prompt,
    ...shape,
    seconds: draft.seconds,
    audience: draft.audience,
    purpose: draft.purpose,
    ...(draft.engine === null ? {} : { engine: draft.engine }),
    choices: choicesOf(draft, start),
    start,
  } as Written
}

export function choicesOf(draft: Draft, start: Start | null = null): Chosen {
  const people = Object.entries(draft.wearing)
    .filter(([, worn]) => worn.costume !== undefined || worn.props !== undefined)
    .map(([handle, worn]) => ({ handle, ...worn }))
  return {
    ...draft.chosen,
    people,
    lines: draft.lines?.filter(line => line.text.trim() !== '') ?? null,
    ...(start === null ? { seed: draft.seed } : {}),
  } as Chosen
}

/** The draft with one thing chosen, or left to the sentence again where `value` is null. */
export function choose(draft: Draft, field: Field, value: string | null): Draft {
  const chosen = { ...draft.chosen }
  if (value === null) delete chosen[field]
  else chosen[field] = value
  return { ...draft, chosen }
}

/** The draft without what was chosen for people who are not in it any more. */
export function onlyFor(draft: Draft, cast: readonly string[]): Draft {
  const here = (handle: string) => cast.includes(handle)
  const wearing = Object.fromEntries(Object.entries(draft.wearing).filter(([handle]) => here(handle)))
  const lines = draft.lines?.filter(line => here(line.handle)) ?? null
  const same =
    Object.keys(wearing).length === Object.keys(draft.wearing).length && lines?.length === draft.lines?.length
  return same ? draft : { ...draft, wearing, lines }
}

export function isEmpty(draft: Draft): boolean {
  return (
    draft.prompt.trim() === '' &&
    draft.lines === null &&
    Object.keys(draft.chosen).length === 0 &&
    Object.keys(draft.wearing).length === 0
  )
}

function keyOf(account: string, start: Start | null): string {
  return start === null
    ? `walkon.draft.${account}`
    : `walkon.draft.${account}.${start.descent}.${start.production}`
}

export function keepDraft(account: string, start: Start | null, draft: Draft): void {
  try {
    if (isEmpty(draft)) localStorage.removeItem(keyOf(account, start))
    else localStorage.setItem(keyOf(account, start), JSON.stringify(draft))
  } catch {
    // a full or forbidden store: the draft lives as long as the page
  }
}

export function forgetDraft(account: string, start: Start | null): void {
  localStorage.removeItem(keyOf(account, start))
}

/** What was kept, as far as it can still be used. */
export function keptDraft(account: string, start: Start | null): Draft {
  const empty = emptyDraft()
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account, start)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return empty
    const draft = { ...empty, ...(kept as Partial<Draft>) }
    const sound =
      typeof draft.prompt === 'string' &&
      ASPECTS.includes(draft.aspect) &&
      SIZES.includes(draft.size) &&
      Number.isInteger(draft.seed)
    return sound ? draft : empty
  } catch {
    return empty
  }
}
