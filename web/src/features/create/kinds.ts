import type { T } from './texts'

/** Kinds of content in words; everyday things are worth a word only where nothing else is there and it is asked for. */
export function kindsIn(kinds: readonly string[], t: T, always = false): string {
  return kinds
    .filter(kind => always || kind !== 'everyday')
    .map(kind => t(`kind_${kind as 'comedy'}`))
    .join(', ')
}
