import { texts } from '../../i18n/texts'

export const useTexts = texts('capture', {
  en: { title: 'Become a cameo' },
  ko: { title: '카메오 되기' },
})
