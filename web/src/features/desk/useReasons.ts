import { useTexts } from './texts'

const TAKES = [
  'unsteady',
  'standing',
  'light_undecided',
  'light_one_sided',
  'no_light_code',
  'not_witnessed',
  'resembles',
  'owner_unsure',
] as const
const FILMS = [
  'person_missing',
  'stranger_seen',
  'words_unplanned',
  'voice_exchanged',
  'without_consent',
] as const
const KINDS = [
  'everyday',
  'comedy',
  'romance',
  'swimwear',
  'violence',
  'horror',
  'alcohol',
  'politics',
  'religion',
  'news',
  'advertising',
] as const

/** Codes of why something is at the desk, in words; a code that has none is told as it is. */
export function useReasons() {
  const t = useTexts()
  const kind = (code: string) => {
    const found = KINDS.find(one => one === code)
    return found ? t(`kind_${found}`) : code
  }
  return {
    kind,
    whyTake: (code: string) => {
      const found = TAKES.find(one => one === code)
      return found ? t(`reason_${found}`) : code
    },
    whyFilm: (code: string) => {
      const found = FILMS.find(one => one === code)
      if (found) return t(`why_${found}`)
      return KINDS.some(one => one === code) ? t('why_kind', { kind: kind(code) }) : code
    },
  }
}
