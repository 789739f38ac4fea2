import { texts } from '../../i18n/texts'

export const useTexts = texts('desk', {
  en: { title: 'Review desk' },
  ko: { title: '검토 데스크' },
})
