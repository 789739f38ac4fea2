import type { Checked } from './queries'

export type Mood = 'yes' | 'no' | 'warn' | 'plain'

const MOODS: Record<Checked['verdict'], Mood> = {
  genuine: 'yes',
  withdrawn: 'no',
  signed_elsewhere: 'warn',
  altered: 'no',
  unsigned: 'plain',
}

export function moodOf(found: Checked): Mood {
  return MOODS[found.verdict]
}

type FilmKey = Checked['verdict']
type ReceiptKey = 'receipt_genuine' | 'receipt_signed_elsewhere' | 'receipt_altered'

/** Which sentence says what a check came to, and which one says what that means. */
export function wordsOf(found: Checked) {
  if (found.kind === 'receipt') {
    const key: ReceiptKey =
      found.verdict === 'genuine' || found.verdict === 'signed_elsewhere'
        ? `receipt_${found.verdict}`
        : 'receipt_altered'
    return [key, `${key}_more`] as const
  }
  const key: FilmKey = found.verdict
  if (key === 'genuine' && found.film === null) return ['genuine_link', 'genuine_link_more'] as const
  if (key === 'genuine' && found.since === 'unknown') return ['genuine', 'genuine_unknown'] as const
  return [key, `${key}_more`] as const
}
