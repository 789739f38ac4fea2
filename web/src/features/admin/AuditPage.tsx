import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { Button } from '../../design/Button'
import { Empty, Failed, Waiting } from '../../design/States'
import { moment } from '../../i18n/times'
import styles from './Admin.module.css'
import { AdminPlace } from './Places'
import { auditQuery, type Entry } from './queries'
import { useTexts } from './texts'

export function AuditPage() {
  return (
    <AdminPlace>
      <Audit />
    </AdminPlace>
  )
}

function Audit() {
  const t = useTexts()
  const found = useInfiniteQuery(auditQuery)
  if (found.isPending) return <Waiting />
  if (found.error) return <Failed error={found.error} onAgain={() => void found.refetch()} />
  const entries = found.data.pages.flatMap(page => page.entries)
  if (entries.length === 0) return <Empty icon={<ScrollText />} title={t('audit_empty')} />
  return (
    <div className={styles.stack}>
      <p className={styles.small}>{t('audit_hint')}</p>
      <ol className={styles.audit} aria-label={t('audit')}>
        {entries.map(entry => (
          <Line key={entry.number} entry={entry} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button wide busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Line({ entry }: { entry: Entry }) {
  const t = useTexts()
  return (
    <li className={styles.entry}>
      <span className={styles.number}>{entry.number}</span>
      <div>
        <p>
          {t(`act_${entry.act}`)}
          {entry.code && <code className={styles.id}>{entry.code}</code>}
        </p>
        <p className={styles.small}>
          {moment(entry.at)} · {t('audit_by')}{' '}
          {entry.actor ? <code>{entry.actor.slice(0, 8)}</code> : t('audit_itself')}
          {entry.about && (
            <>
              {' · '}
              {t('audit_about')} <code>{entry.about.slice(0, 8)}</code>
            </>
          )}
        </p>
      </div>
    </li>
  )
}
