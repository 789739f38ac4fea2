import { Link } from '@tanstack/react-router'
import { Gavel } from 'lucide-react'
import type { ReactNode } from 'react'
import { isProblem } from '../../api/problem'
import { Page } from '../../design/Page'
import { Empty, Failed, Waiting } from '../../design/States'
import styles from './Desk.module.css'
import type { Queue } from './queues'
import { useTexts } from './texts'

interface CaseProps {
  title: string
  queue: Queue
  pending: boolean
  error: unknown
  onAgain: () => void
  actions?: ReactNode
  children: ReactNode
}

/** One case: its columns side by side, its answers below, and words for whatever keeps it from being shown. */
export function Case({ title, queue, pending, error, onAgain, actions, children }: CaseProps) {
  const t = useTexts()
  if (isProblem(error) && error.status === 404)
    return (
      <Page title={title} back>
        <Empty
          icon={<Gavel />}
          title={t('not_yours')}
          action={
            <Link to="/desk" search={{ queue }}>
              {t('to_queue')}
            </Link>
          }
        >
          {t('not_yours_more')}
        </Empty>
      </Page>
    )
  return (
    <Page title={title} back wide>
      {error ? <Failed error={error} onAgain={onAgain} /> : pending ? <Waiting /> : children}
      {!error && !pending && actions && <div className={styles.answers}>{actions}</div>}
    </Page>
  )
}

/** One of the columns. */
export function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.column}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** Something that is known, by name. */
export function Known({ facts }: { facts: readonly (readonly [string, ReactNode] | null | false)[] }) {
  return (
    <dl className={styles.known}>
      {facts.map(
        fact =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
