import { useSyncExternalStore } from 'react'
import styles from './Shell.module.css'
import { useTexts } from './texts'

function watch(watcher: () => void): () => void {
  window.addEventListener('online', watcher)
  window.addEventListener('offline', watcher)
  return () => {
    window.removeEventListener('online', watcher)
    window.removeEventListener('offline', watcher)
  }
}

/** Says that there is no connection, for as long as there is none. */
export function Offline() {
  const t = useTexts()
  const online = useSyncExternalStore(watch, () => navigator.onLine)
  return <div role="status">{!online && <p className={styles.offline}>{t('offline')}</p>}</div>
}
