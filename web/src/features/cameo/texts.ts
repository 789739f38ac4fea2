import { texts } from '../../i18n/texts'

export const useTexts = texts('cameo', {
  en: { title: 'My cameo' },
  ko: { title: '내 카메오' },
})
