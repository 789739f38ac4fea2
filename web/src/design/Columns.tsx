import type { ReactNode } from 'react'
import styles from './Columns.module.css'

interface ColumnsProps {
  children: ReactNode
  /** What stands below it on a phone, and at its side on a wide screen. */
  beside: ReactNode
  /** The first stays in sight while the other is scrolled. */
  held?: boolean
  /** They stay one above the other, since the first says little. */
  alone?: boolean
}

/** Two parts of a `wide` page. */
export function Columns({ children, beside, held, alone }: ColumnsProps) {
  const classes = [styles.columns, !alone && styles.beside, held && styles.held]
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div>{children}</div>
      <div>{beside}</div>
    </div>
  )
}
