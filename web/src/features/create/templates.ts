import { type LanguageCode, language } from '../../i18n/texts'
import { type Draft, emptyDraft, FIELDS, type Field, type Wearing } from './draft'
import type { Template } from './queries'

/** The sentence with its gaps filled by examples; where a friend belongs stands an `@` to go on from. */
export function filled(template: Template, code: LanguageCode = language()): { text: string; caret: number } {
  const examples = Object.fromEntries(template.gaps.map(gap => [gap.id, gap.example[code]]))
  let caret = -1
  let text = ''
  let last = 0
  for (const gap of template.sentence[code].matchAll(/\{([a-z]+)\}/g)) {
    text += template.sentence[code].slice(last, gap.index)
    last = gap.index + gap[0].length
    if (gap[1] === 'friend') {
      text += '@'
      if (caret < 0) caret = text.length
    } else text += examples[gap[1] ?? ''] ?? ''
  }
  text += template.sentence[code].slice(last)
  return { text, caret: caret < 0 ? text.length : caret }
}

/** Every lone `@` of a template is somebody: once one is filled in, the others are the same person. */
export function friendEverywhere(text: string, handle: string): string {
  return text.replaceAll(/@(?![\p{L}\p{N}_])/gu, `@${handle}`)
}

/** A new draft that begins with a template. */
export function draftFrom(template: Template, before: Draft, code: LanguageCode = language()): Draft {
  const chosen: Partial<Record<Field, string>> = {}
  for (const [field, value] of Object.entries(template.choices))
    if (FIELDS.includes(field as Field)) chosen[field as Field] = value
  return {
    ...emptyDraft(before.seed),
    aspect: before.aspect,
    size: before.size,
    audience: before.audience,
    engine: before.engine,
    prompt: filled(template, code).text,
    seconds: null,
    chosen,
  }
}

/** What everybody wears in a template, once it is known who is in it. */
export function wearingFor(template: Template, cast: readonly string[]): Record<string, Wearing> {
  const { costume } = template.choices
  if (costume === undefined) return {}
  return Object.fromEntries(cast.map(handle => [handle, { costume }]))
}
