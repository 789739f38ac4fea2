import { texts } from '../../i18n/texts'
import { after } from './words/after'
import { before } from './words/before'
import { during } from './words/during'
import { rules } from './words/rules'

export const useTexts = texts('capture', {
  en: {
    ...before.en,
    ...during.en,
    ...after.en,
    ...rules.en,
  },
  ko: {
    ...before.ko,
    ...during.ko,
    ...after.ko,
    ...rules.ko,
  },
})

export type T = ReturnType<typeof useTexts>
