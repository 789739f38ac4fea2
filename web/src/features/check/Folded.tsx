import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Check.module.css'

/** A heading that opens what belongs to it. */
export function Folded({ title, children, open }: { title: string; children: ReactNode; open?: boolean }) {
  return (
    <details className={styles.folded} open={open ?? false}>
      <summary>
        {title}
        <ChevronDown aria-hidden="true" />
      </summary>
      <div className={styles.unfolded}>{children}</div>
    </details>
  )
}

/** Something that is said, by name. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
