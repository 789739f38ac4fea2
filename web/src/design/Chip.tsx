import type { ReactNode } from 'react'
import styles from './Chip.module.css'

type Mood = 'plain' | 'yes' | 'no' | 'warn' | 'light'

/** A word in a small frame: a state, a kind, a count. */
export function Chip({
  children,
  mood = 'plain',
  icon,
}: {
  children: ReactNode
  mood?: Mood
  icon?: ReactNode
}) {
  return (
    <span className={`${styles.chip} ${styles[mood]}`}>
      {icon}
      {children}
    </span>
  )
}

/** How many are waiting; nothing for none. */
export function Badge({ count, label }: { count: number; label: string }) {
  if (count <= 0) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="unseen">{label}</span>
    </span>
  )
}
