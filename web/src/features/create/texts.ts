import { texts } from '../../i18n/texts'

export const useTexts = texts('create', {
  en: { title: 'Create' },
  ko: { title: '만들기' },
})
