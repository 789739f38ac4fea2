import { useSyncExternalStore } from 'react'
import styles from './Toasts.module.css'

interface Toast {
  id: number
  words: string
}

const SHOWN = 5000 // milliseconds
let toasts: readonly Toast[] = []
let last = 0
const watchers = new Set<() => void>()

function change(next: readonly Toast[]): void {
  toasts = next
  for (const watcher of watchers) watcher()
}

/** Says something that needs no answer, for some seconds. */
export function say(words: string): void {
  const toast = { id: ++last, words }
  change([...toasts.slice(-2), toast])
  window.setTimeout(() => change(toasts.filter(one => one.id !== toast.id)), SHOWN)
}

export function Toasts() {
  const shown = useSyncExternalStore(
    watcher => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => toasts,
  )
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map(toast => (
        <p key={toast.id} className={styles.toast}>
          {toast.words}
        </p>
      ))}
    </div>
  )
}
