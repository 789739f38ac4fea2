import { type ReactNode, useState } from 'react'
import { Example } from './Example'
import styles from './Welcome.module.css'

/** A page of few words; where there is room, the welcome page's film goes on beside it. */
export function Beside({ children }: { children: ReactNode }) {
  const [wide] = useState(() => window.matchMedia('(min-width: 960px)').matches)
  return (
    <div className={styles.welcome}>
      <div className={styles.paper}>{children}</div>
      {wide && <Example />}
    </div>
  )
}
