import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Cpu, HardDrive, ListTodo, TriangleAlert } from 'lucide-react'
import { Chip } from '../../design/Chip'
import { Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Failed, Remark, Waiting } from '../../design/States'
import { ago, moment, number } from '../../i18n/times'
import styles from './Admin.module.css'
import { AdminPlace } from './Places'
import { type Server, serverQuery } from './queries'
import { useTexts } from './texts'
import { troublesOf } from './troubles'

const GIGABYTE = 1e9

export function ServerPage() {
  return (
    <AdminPlace>
      <Health />
    </AdminPlace>
  )
}

function Health() {
  const found = useQuery(serverQuery)
  if (found.isPending) return <Waiting />
  if (!found.data) return <Failed error={found.error} onAgain={() => void found.refetch()} />
  return (
    <>
      <Summary server={found.data} />
      <Workers server={found.data} />
      <Queues server={found.data} />
      <Failures server={found.data} />
      <Disks server={found.data} />
      <About server={found.data} />
    </>
  )
}

/** What stands between backticks is something to type. */
function Coded({ words }: { words: string }) {
  return words.split('`').map((part, place) => (place % 2 === 1 ? <code key={part}>{part}</code> : part))
}

/** One sentence: all is well, or what needs somebody. */
function Summary({ server }: { server: Server }) {
  const t = useTexts()
  const troubles = troublesOf(server, new Date())
  if (troubles.length === 0)
    return (
      <Remark mood="yes" icon={<CircleCheck />}>
        {t('well')}
      </Remark>
    )
  return (
    <Remark mood="warn" icon={<TriangleAlert />}>
      <strong>{t('not_well')}</strong>
      <ul>
        {troubles.map(([key, values]) => (
          <li key={key}>
            <Coded words={t(key, values)} />
          </li>
        ))}
      </ul>
    </Remark>
  )
}

function Workers({ server }: { server: Server }) {
  const t = useTexts()
  return (
    <Section title={t('workers')}>
      {server.workers.length === 0 ? (
        <p className={styles.small}>{t('no_workers')}</p>
      ) : (
        <Rows label={t('workers')}>
          {server.workers.map(worker => (
            <Row
              key={worker.name}
              icon={<Cpu />}
              title={worker.name}
              hint={t('worker_seen', { when: ago(worker.seen_at) })}
              end={
                <Chip mood={worker.present ? 'yes' : 'no'}>
                  {t(worker.present ? 'worker_present' : 'worker_missing')}
                </Chip>
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function Queues({ server }: { server: Server }) {
  const t = useTexts()
  return (
    <Section title={t('queues')}>
      <Rows label={t('queues')}>
        {server.queues.map(queue => (
          <Row
            key={queue.name}
            icon={<ListTodo />}
            title={queue.name === 'takes' ? t('queue_takes') : t('queue_engine', { name: queue.name })}
            hint={
              queue.waiting > 0
                ? t('queue_oldest', { seconds: number(Math.round(queue.oldest_seconds)) })
                : queue.begun === 0
                  ? t('queue_empty')
                  : undefined
            }
            end={
              <>
                {queue.waiting > 0 && <Chip mood="warn">{t('queue_waiting', { count: queue.waiting })}</Chip>}
                {queue.begun > 0 && <Chip mood="light">{t('queue_begun', { count: queue.begun })}</Chip>}
              </>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

function Failures({ server }: { server: Server }) {
  const t = useTexts()
  return (
    <Section title={t('failed')}>
      {server.failed.length === 0 ? (
        <p className={styles.small}>{t('no_failed')}</p>
      ) : (
        <Rows label={t('failed')}>
          {server.failed.map(one => (
            <Row
              key={one.production}
              title={<code className={styles.id}>{one.production.slice(0, 12)}</code>}
              hint={moment(one.at)}
              end={<code>{one.why.join(', ')}</code>}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function Disks({ server }: { server: Server }) {
  const t = useTexts()
  return (
    <Section title={t('disks')}>
      <Rows label={t('disks')}>
        {server.disks.map(disk => (
          <Row
            key={disk.what}
            icon={<HardDrive />}
            title={t(`disk_${disk.what as 'home'}`)}
            end={t('disk_free', {
              free: number(Math.round(disk.free / GIGABYTE)),
              total: number(Math.round(disk.total / GIGABYTE)),
            })}
          />
        ))}
      </Rows>
    </Section>
  )
}

function About({ server }: { server: Server }) {
  const t = useTexts()
  return (
    <Section title={t('about')}>
      <Rows label={t('about')}>
        <Row title={t('version')} end={server.version} />
        <Row
          title={t('database')}
          end={t('database_value', { kind: server.database, milliseconds: server.milliseconds.toFixed(1) })}
        />
        <Row
          title={t('films_in')}
          end={t(server.films_in === 'bucket' ? 'films_in_bucket' : 'films_in_folder')}
        />
        <Row title={t('keys_in')} end={t(server.keys_in === 'file' ? 'keys_in_file' : 'keys_in_ring')} />
        <Row title={t('backup')} end={server.backed_up_at ? ago(server.backed_up_at) : t('never')} />
        <Row title={t('undelivered')} end={number(server.undelivered)} />
        <Row title={t('due_to_go')} end={number(server.due_to_go)} />
      </Rows>
    </Section>
  )
}
