import { texts } from '../../i18n/texts'

export const useTexts = texts('admin', {
  en: { title: 'Admin' },
  ko: { title: '관리' },
})
