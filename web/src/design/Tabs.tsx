import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

/** The parts of a place, side by side: `Link`s of the router with the class `tab`, the current one with `aria-current`. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {children}
    </nav>
  )
}

export const tab = styles.tab ?? ''
