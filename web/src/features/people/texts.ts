import { texts } from '../../i18n/texts'

export const useTexts = texts('people', {
  en: { title: 'People' },
  ko: { title: '사람들' },
})
