import { texts } from '../../i18n/texts'

export const useTexts = texts('feed', {
  en: { title: 'Home' },
  ko: { title: '홈' },
})
