import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import './design/pops'
import './design/tokens.css'
import './design/base.css'
import { tellAnew } from './app/anew'
import { queries } from './app/queries'
import { fetchScreen, router } from './app/router'
import { startTheme } from './app/theme'
import { Toasts } from './design/Toasts'
import { startTexts } from './i18n/texts'

startTexts()
startTheme()
fetchScreen()
tellAnew()

function Walkon() {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={i18n.language === 'ko' ? 'ko-KR' : 'en-US'}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </I18nProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Walkon />
  </StrictMode>,
)

if (import.meta.env.PROD && 'serviceWorker' in navigator)
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js'))

void import('./app/focus').then(({ keepFocus }) => keepFocus())
