import { getRouteApi, Link } from '@tanstack/react-router'
import { Film, Flag, Scale, ScanFace } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, Chip } from '../../design/Chip'
import { Page } from '../../design/Page'
import { Inside, Rows, rowItem, rowLink } from '../../design/Row'
import { Empty, Failed, Waiting } from '../../design/States'
import { Switch } from '../../design/Switch'
import { Tabs, tab } from '../../design/Tabs'
import { ago } from '../../i18n/times'
import styles from './Desk.module.css'
import type { Film as FilmAtDesk, Report, Take } from './queries'
import { QUEUES, type Queue } from './queues'
import { useTexts } from './texts'
import { useKeys, useKeysOn } from './useKeys'
import { useQueues } from './useQueues'
import { useReasons } from './useReasons'

const route = getRouteApi('/shell/desk')
const PICTURES: Record<Queue, ReactNode> = {
  reports: <Flag />,
  appeals: <Scale />,
  films: <Film />,
  takes: <ScanFace />,
}

export function DeskPage() {
  const t = useTexts()
  const queues = useQueues()
  const { queue: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const queue = asked ?? QUEUES.find(one => queues.waiting[one].length > 0) ?? 'reports'
  const first = queues.waiting[queue][0]
  useKeys({ j: first && (() => void navigate({ to: first.to, params: first.params as never })) })
  return (
    <Page title={t('title')}>
      <Tabs label={t('queues')}>
        {QUEUES.map(one => (
          <Link
            key={one}
            to="/desk"
            search={{ queue: one }}
            className={tab}
            aria-current={one === queue ? 'page' : undefined}
          >
            {PICTURES[one]}
            <span>{t(one)}</span>
            <Badge
              count={queues.waiting[one].length}
              label={t('waiting', { count: queues.waiting[one].length })}
            />
          </Link>
        ))}
      </Tabs>
      {queues.pending ? (
        <Waiting />
      ) : queues.error ? (
        <Failed error={queues.error} onAgain={queues.refetch} />
      ) : queues.waiting[queue].length === 0 ? (
        <Empty icon={PICTURES[queue]} title={t('nothing')}>
          {t(`nothing_${queue}`)}
        </Empty>
      ) : (
        <Rows label={t(queue)}>
          {queue === 'films' && queues.films.map(film => <FilmRow key={film.id} film={film} />)}
          {queue === 'takes' && queues.takes.map(take => <TakeRow key={take.id} take={take} />)}
          {(queue === 'reports' || queue === 'appeals') &&
            queues[queue].map(report => <ReportRow key={report.id} report={report} />)}
        </Rows>
      )}
      <Keys />
    </Page>
  )
}

function FilmRow({ film }: { film: FilmAtDesk }) {
  const t = useTexts()
  const { whyFilm } = useReasons()
  return (
    <li className={rowItem}>
      <Link to="/desk/films/$film" params={{ film: film.id }} className={rowLink}>
        <Inside
          icon={<Film />}
          title={<span className={styles.oneLine}>{film.prompt}</span>}
          hint={[ago(film.waiting_since), t('people', { count: film.people }), film.why.map(whyFilm)[0]]
            .filter(Boolean)
            .join(' · ')}
          leads
        />
      </Link>
    </li>
  )
}

function TakeRow({ take }: { take: Take }) {
  const t = useTexts()
  const { whyTake } = useReasons()
  return (
    <li className={rowItem}>
      <Link to="/desk/takes/$take" params={{ take: take.id }} className={rowLink}>
        <Inside
          icon={<ScanFace />}
          title={take.reasons.map(whyTake)[0] ?? t('take_case')}
          hint={t('asked_at', { when: ago(take.asked_at) })}
          leads
        />
      </Link>
    </li>
  )
}

function ReportRow({ report }: { report: Report }) {
  const t = useTexts()
  const whom = t(`reported_${report.target}`, { handle: report.reported })
  return (
    <li className={rowItem}>
      <Link to="/desk/reports/$report" params={{ report: report.id }} className={rowLink}>
        <Inside
          icon={report.state === 'appealed' ? <Scale /> : <Flag />}
          title={t(`${report.wrong}_wrong`)}
          hint={`${whom} · ${ago(report.at)}`}
          end={
            report.hides ? (
              <Chip mood="warn">{t('hides')}</Chip>
            ) : report.state === 'handed_over' ? (
              <Chip>{t('handed_over')}</Chip>
            ) : null
          }
          leads
        />
      </Link>
    </li>
  )
}

/** Single keys can be switched off: some programs that read aloud use them themselves. */
function Keys() {
  const t = useTexts()
  const [on, setOn] = useKeysOn()
  return (
    <div className={styles.keys}>
      <Switch on={on} onChange={setOn} hint={t('keys_on_hint')}>
        {t('keys_on')}
      </Switch>
    </div>
  )
}
