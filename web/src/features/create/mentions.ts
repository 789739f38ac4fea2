/** What is being typed behind an `@`: where the `@` stands, and what follows it so far. */
export interface Typing {
  start: number
  query: string
}

const LETTERS = '\\p{L}\\p{N}_'
const OPEN = new RegExp(`(?<![${LETTERS}])@([${LETTERS}]{0,30})$`, 'u')
const MENTION = new RegExp(`@([${LETTERS}]{1,30})`, 'gu')
const QUOTED = /“[^”]*”|"[^"]*"|「[^」]*」|‘[^’]*’/gu

/** The mention that ends at the caret, or null where none does; words in quotation marks name nobody. */
export function typingAt(text: string, caret: number): Typing | null {
  const before = text.slice(0, caret)
  const found = OPEN.exec(before)
  if (found === null || inQuotes(before)) return null
  return { start: found.index, query: (found[1] ?? '').toLowerCase() }
}

/** The text with somebody named where `typing` was, and where the caret goes. */
export function named(
  text: string,
  typing: Typing,
  caret: number,
  handle: string,
): { text: string; caret: number } {
  const after = text.slice(caret)
  const space = /^[\s,.!?)]/u.test(after) ? '' : ' '
  const word = `@${handle}${space}`
  const over = after.startsWith(' ') ? 1 : 0
  return { text: text.slice(0, typing.start) + word + after, caret: typing.start + word.length + over }
}

/** The text with an `@` at the caret, apart from what stands before it. */
export function opened(text: string, caret: number): { text: string; caret: number } {
  const before = text.slice(0, caret)
  const space = before === '' || /\s$/u.test(before) ? '' : ' '
  return { text: `${before}${space}@${text.slice(caret)}`, caret: before.length + space.length + 1 }
}

/** Words behind an `@`, each once, in their order; a Korean particle may still hang on them. */
export function mentionsIn(text: string): string[] {
  const plain = text.replaceAll(QUOTED, quoted => ' '.repeat(quoted.length))
  return [...new Set([...plain.matchAll(MENTION)].map(found => (found[1] ?? '').toLowerCase()))]
}

function inQuotes(before: string): boolean {
  const open = before.replaceAll(QUOTED, '')
  return /[“「‘]/u.test(open) || (open.match(/"/g) ?? []).length % 2 === 1
}
