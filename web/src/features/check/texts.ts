import { texts } from '../../i18n/texts'

export const useTexts = texts('check', {
  en: { title: 'Check a film' },
  ko: { title: '영상 확인' },
})
