import { texts } from '../../i18n/texts'

export const useTexts = texts('session', {
  en: {
    title: 'You were signed out',
    more: 'Sign in again and go on where you were. What you wrote is still here.',
    sign_in: 'Sign in with a passkey',
    leave: 'Leave this page',
    other: 'Another way, or another account: what was not sent is lost.',
  },
  ko: {
    title: '로그인이 풀렸어요',
    more: '다시 로그인하면 하던 곳에서 이어서 할 수 있어요. 쓰던 내용은 그대로 있어요.',
    sign_in: '패스키로 로그인',
    leave: '이 페이지 나가기',
    other: '다른 방법이나 다른 계정으로 로그인하면, 보내지 않은 내용은 사라져요.',
  },
})
