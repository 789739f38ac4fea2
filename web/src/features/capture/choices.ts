import type { LanguageCode } from '../../i18n/texts'

/** What somebody decided on the way to a recording; lives as long as the page. */
export interface Choices {
  agreed: boolean
  /** null until they have chosen: colours can trouble people, so nobody is given them unasked. */
  colours: boolean | null
  language: LanguageCode
  camera: string | null
  microphone: string | null
}

/** What lights the face: a window that is wider than high shows another colour on each half. */
export function screenOf(colours: boolean): 'none' | 'narrow' | 'wide' {
  if (!colours) return 'none'
  return window.innerWidth >= 900 && window.innerWidth > window.innerHeight ? 'wide' : 'narrow'
}
