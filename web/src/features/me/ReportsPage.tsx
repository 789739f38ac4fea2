import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client'
import { Button } from '../../design/Button'
import { Chip } from '../../design/Chip'
import { Field } from '../../design/Field'
import { Page, Section } from '../../design/Page'
import { Sheet } from '../../design/Sheet'
import { Empty, ErrorRemark } from '../../design/States'
import { day } from '../../i18n/times'
import styles from './Me.module.css'
import { type Report, type Ruling, reportsQuery, rulingsQuery } from './queries'
import { useTexts } from './texts'

/** What I reported, and what was decided against me; each decision can be appealed once. */
export function ReportsPage() {
  const t = useTexts()
  const { data: reports } = useSuspenseQuery(reportsQuery)
  const { data: rulings } = useSuspenseQuery(rulingsQuery)
  const [appealing, setAppealing] = useState<Ruling | null>(null)
  return (
    <Page title={t('reports')} back>
      {reports.length + rulings.length === 0 && (
        <Empty icon={<Flag />} title={t('no_reports')}>
          {t('no_reports_more')}
        </Empty>
      )}
      {rulings.length > 0 && (
        <Section title={t('rulings')} hint={t('rulings_more')}>
          <ul className={styles.reports}>
            {rulings.map(ruling => (
              <RulingItem key={ruling.id} ruling={ruling} onAppeal={() => setAppealing(ruling)} />
            ))}
          </ul>
        </Section>
      )}
      {reports.length > 0 && (
        <Section title={t('my_reports')}>
          <ul className={styles.reports}>
            {reports.map(report => (
              <ReportItem key={report.id} report={report} />
            ))}
          </ul>
        </Section>
      )}
      <Appeal ruling={appealing} onDone={() => setAppealing(null)} />
    </Page>
  )
}

function ReportItem({ report }: { report: Report }) {
  const t = useTexts()
  return (
    <li className={styles.report}>
      <span className={styles.words}>
        <strong>{t(`reported_${report.target}`)}</strong>
        <span className={styles.small}>{day(report.at)}</span>
        {report.note && <q>{report.note}</q>}
        {report.words && <p>{report.words}</p>}
      </span>
      <Chip mood={report.ruling === null ? 'plain' : report.ruling === 'dismiss' ? 'no' : 'yes'}>
        {report.ruling === null
          ? t('being_read')
          : report.ruling === 'dismiss'
            ? t('nothing_wrong')
            : t('acted_on')}
      </Chip>
    </li>
  )
}

function RulingItem({ ruling, onAppeal }: { ruling: Ruling; onAppeal: () => void }) {
  const t = useTexts()
  const open = ruling.state === 'ruled' && new Date(ruling.appeal_by) > new Date()
  return (
    <li className={styles.report}>
      <span className={styles.words}>
        <strong>{t(`ruled_${ruling.target}`)}</strong>
        <span className={styles.small}>{day(ruling.at)}</span>
        {ruling.words && <p>{ruling.words}</p>}
        {ruling.strike_until && <StrikeUntil until={ruling.strike_until} />}
        {open && <span className={styles.small}>{t('appeal_by', { day: day(ruling.appeal_by) })}</span>}
      </span>
      {open ? (
        <Button size="s" onPress={onAppeal}>
          {t('appeal')}
        </Button>
      ) : (
        <Chip>{t(ruling.heard === null ? 'final' : `heard_${ruling.heard}`)}</Chip>
      )}
    </li>
  )
}

/** How long a strike counts that came with a decision; the ladder stands on a page of its own. */
function StrikeUntil({ until }: { until: string }) {
  const t = useTexts()
  const over = new Date(until) <= new Date()
  return (
    <span className={styles.strike}>
      <Chip mood={over ? 'plain' : 'warn'}>
        {t(over ? 'strike_over' : 'strike_until', { day: day(until) })}
      </Chip>
      {!over && <Link to="/me/strikes">{t('strike_means')}</Link>}
    </span>
  )
}

function Appeal({ ruling, onDone }: { ruling: Ruling | null; onDone: () => void }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const appealing = useMutation({
    mutationFn: (id: string) =>
      api.POST('/api/v1/me/rulings/{ruling}/appeal', { params: { path: { ruling: id } }, body: { note } }),
    onSuccess: () => {
      onDone()
      return queries.invalidateQueries({ queryKey: rulingsQuery.queryKey })
    },
  })
  return (
    <Sheet
      title={t('appeal')}
      open={ruling !== null}
      onClose={onDone}
      actions={
        <>
          <Button onPress={onDone}>{t('cancel')}</Button>
          <Button tone="ink" busy={appealing.isPending} onPress={() => ruling && appealing.mutate(ruling.id)}>
            {t('appeal_send')}
          </Button>
        </>
      }
    >
      <div className={styles.appeal}>
        <p>{t('appeal_more')}</p>
        <Field label={t('appeal_why')} rows={4} value={note} onChange={setNote} maxLength={2000} />
        <ErrorRemark error={appealing.error} />
      </div>
    </Sheet>
  )
}
