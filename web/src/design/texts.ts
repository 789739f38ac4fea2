import { texts } from '../i18n/texts'

export const useTexts = texts('design', {
  en: {
    close: 'Close',
    back: 'Back',
    again: 'Try again',
    loading: 'Loading',
    unreachable: 'Walkon cannot be reached. Check your connection; what you wrote is still here.',
    went_wrong: 'Something went wrong on our side. Try again in a moment.',
    wait: 'You can try again {{when}}.',
    more: 'More',
  },
  ko: {
    close: '닫기',
    back: '뒤로',
    again: '다시 시도',
    loading: '불러오는 중',
    unreachable: 'Walkon에 연결할 수 없어요. 인터넷 연결을 확인해 주세요. 쓰던 내용은 그대로 있어요.',
    went_wrong: '저희 쪽에서 문제가 생겼어요. 잠시 후 다시 시도해 주세요.',
    wait: '{{when}}에 다시 시도할 수 있어요.',
    more: '더 보기',
  },
})
