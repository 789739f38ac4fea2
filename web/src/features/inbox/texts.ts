import { texts } from '../../i18n/texts'

export const useTexts = texts('inbox', {
  en: { title: 'Inbox' },
  ko: { title: '받은 소식' },
})
