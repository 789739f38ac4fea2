import { texts } from '../../i18n/texts'

export const useTexts = texts('me', {
  en: { title: 'Me' },
  ko: { title: '나' },
})
