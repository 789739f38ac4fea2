import type { ReactNode } from 'react'
import styles from './Deeds.module.css'

/** What can be done with something, one under the other, in a sheet. */
export function Deeds({ children }: { children: ReactNode }) {
  return <div className={styles.deeds}>{children}</div>
}

interface DeedProps {
  icon: ReactNode
  children: ReactNode
  hint?: ReactNode
  onPress: () => void
  /** It takes something away. */
  grave?: boolean
  disabled?: boolean
}

export function Deed({ icon, children, hint, onPress, grave, disabled }: DeedProps) {
  return (
    <button
      type="button"
      className={grave ? `${styles.deed} ${styles.grave}` : styles.deed}
      onClick={onPress}
      disabled={disabled}
    >
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={styles.words}>
        <span>{children}</span>
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </button>
  )
}
