import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Row.module.css'

/** A list whose rows stand in one frame. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  title: ReactNode
  hint?: ReactNode
  icon?: ReactNode
  /** Buttons or a value at the end. */
  end?: ReactNode
  children?: ReactNode
}

export function Row({ title, hint, icon, end, children }: RowProps) {
  return (
    <li className={styles.row}>
      <Inside title={title} hint={hint} icon={icon} end={end} />
      {children}
    </li>
  )
}

/** A row that leads somewhere: put it into a `Link` of the router inside of an `li`. */
export function Inside({ title, hint, icon, end, leads }: Omit<RowProps, 'children'> & { leads?: boolean }) {
  return (
    <span className={styles.inside}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
      {end && <span className={styles.end}>{end}</span>}
      {leads && <ChevronRight className={styles.chevron} aria-hidden="true" />}
    </span>
  )
}

export const rowLink = styles.link ?? ''
export const rowItem = styles.item ?? ''
