import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'

export const LANGUAGES = ['en', 'ko'] as const
export type LanguageCode = (typeof LANGUAGES)[number]
export const LANGUAGE_NAMES: Record<LanguageCode, string> = { en: 'English', ko: '한국어' }

const KEPT = 'walkon.language'

/** The language to begin with: what was chosen here before, else what the browser asks for. */
export function firstLanguage(): LanguageCode {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'ko' || kept === 'en') return kept
  return navigator.languages.some(tag => tag.toLowerCase().startsWith('ko')) ? 'ko' : 'en'
}

export function startTexts(language: LanguageCode = firstLanguage()): void {
  if (!i18next.isInitialized)
    void i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: 'en',
      resources: {},
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      interpolation: { escapeValue: false }, // React does
    })
  document.documentElement.lang = language
}

export function language(): LanguageCode {
  return i18next.language === 'ko' ? 'ko' : 'en'
}

export async function speak(language: LanguageCode): Promise<void> {
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

export type Values = Record<string, string | number>

/** A key as it is asked for: `films` where there are `films_one` and `films_other`. */
type Asked<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K
type Table = Record<string, string>
/** Every table by the name of its room, for the test that compares languages. */
export const tables = new Map<string, Record<LanguageCode, Table>>()

export type Texts<En extends Table> = (key: Asked<keyof En & string>, values?: Values) => string

/**
 * The texts of one room, in both languages; a key that one of them lacks is a type error.
 * Returns a hook: `const useTexts = texts('inbox', { en, ko })`, then `t('allow', { name })`.
 * Plurals: `films_one`, `films_other`, asked for as `films` with `count`.
 */
export function texts<const En extends Table>(
  room: string,
  both: { en: En; ko: { [K in keyof En]: string } },
): () => Texts<En> {
  startTexts()
  tables.set(room, both as Record<LanguageCode, Table>)
  for (const code of LANGUAGES) i18next.addResourceBundle(code, room, both[code])
  return () => {
    const { t } = useTranslation(room)
    return useCallback((key, values) => t(key, values ?? {}), [t])
  }
}

/** The same outside of components. */
export function textOf(room: string, key: string, values: Values = {}): string {
  return i18next.t(key, { ns: room, ...values })
}
