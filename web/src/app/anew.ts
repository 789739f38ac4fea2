import { say } from '../design/Toasts'
import { textOf } from '../i18n/texts'

const MARK = 'tanstack_router_reload:' // by which the router remembers, too, that it loaded the page anew
const MISSING = /dynamically imported module|Importing a module script|preload CSS/

/** Whether a part of the app could not be fetched: the server has another version of it by now, or the connection is lost. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING.test(error.message)
}

/** Loads the page anew, once for each part that is missing. */
export function loadedAnew(error: Error): void {
  const key = MARK + error.message
  if (!navigator.onLine || sessionStorage.getItem(key)) return
  sessionStorage.setItem(key, '1')
  window.location.reload()
}

/** After the page was loaded anew by itself: says so, once. */
export function tellAnew(): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(MARK) && sessionStorage.getItem(key) === '1') {
      sessionStorage.setItem(key, 'told')
      say(textOf('app', 'anew'))
    }
}
