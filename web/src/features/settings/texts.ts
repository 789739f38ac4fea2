import { texts } from '../../i18n/texts'

export const useTexts = texts('settings', {
  en: { title: 'Settings' },
  ko: { title: '설정' },
})
