import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { EyeOff } from 'lucide-react'
import { Chip } from '../../design/Chip'
import { Remark } from '../../design/States'
import { ago, day } from '../../i18n/times'
import { Case, Column, Known } from './Case'
import { Columns } from './Columns'
import styles from './Desk.module.css'
import { useOpening } from './Opening'
import { filmQuery, openFilm, type Report, reportQuery } from './queries'
import { Ruling } from './Ruling'
import { useTexts } from './texts'
import { useNext } from './useNext'

const route = getRouteApi('/shell/desk/reports/$report')

export function ReportCase() {
  const { report } = route.useParams()
  return <OneReport key={report} id={report} />
}

function OneReport({ id }: { id: string }) {
  const t = useTexts()
  const found = useQuery(reportQuery(id))
  const report = found.data
  const appealed = report?.state === 'appealed'
  const next = useNext(appealed ? 'appeals' : 'reports', id)
  return (
    <Case
      title={t(appealed ? 'heard' : 'report_case')}
      queue={appealed ? 'appeals' : 'reports'}
      pending={found.isPending}
      error={found.error}
      onAgain={() => void found.refetch()}
    >
      {report && (
        <>
          <div className={styles.columns}>
            <What report={report} />
            <Column title={t('the_reported')}>
              <Reported report={report} />
            </Column>
            <Column title={t('decide')}>
              <Ruling report={report} onDone={next} />
            </Column>
          </div>
          {report.release && <FilmOf release={report.release} />}
        </>
      )}
    </Case>
  )
}

function What({ report }: { report: Report }) {
  const t = useTexts()
  return (
    <Column title={t('wrong')}>
      <p className={styles.wrong}>{t(`${report.wrong}_wrong`)}</p>
      {report.comment !== null && <blockquote className={styles.sentence}>{report.comment}</blockquote>}
      {report.note ? (
        <Known facts={[[t('note'), <q key="q">{report.note}</q>]]} />
      ) : (
        <p className={styles.small}>{t('no_note')}</p>
      )}
      {report.hides && (
        <Remark mood="warn" icon={<EyeOff />}>
          {t('hides')}
        </Remark>
      )}
      {report.ruling && (
        <Known
          facts={[
            [
              t('decided_before'),
              <>
                {t(`ruling_${report.ruling}`)}
                {report.strike && ` · ${t('with_strike')}`}
                {report.words && <q className={styles.quoted}>{report.words}</q>}
              </>,
            ],
            report.state === 'appealed' && [
              t('appeal_words'),
              <q key="q">{report.appeal || t('no_note')}</q>,
            ],
          ]}
        />
      )}
      <p className={styles.small}>
        {day(report.at)}, {ago(report.at)}. {t('reporter_hidden')}
      </p>
    </Column>
  )
}

function Reported({ report }: { report: Report }) {
  const t = useTexts()
  return (
    <>
      <p className={styles.wrong}>@{report.reported}</p>
      <div className={styles.chips}>
        <Chip mood={report.reported_strikes > 0 ? 'warn' : 'plain'}>
          {report.reported_strikes > 0 ? t('strikes', { count: report.reported_strikes }) : t('no_strikes')}
        </Chip>
        {report.reported_suspended && <Chip mood="no">{t('suspended_now')}</Chip>}
      </div>
      {report.in_office && <Remark>{t('in_office')}</Remark>}
    </>
  )
}

/** The film that was reported, to be opened as at the desk for films. */
function FilmOf({ release }: { release: string }) {
  const t = useTexts()
  const found = useQuery(filmQuery(release))
  const opening = useOpening(() => openFilm(release))
  if (found.isPending) return null
  return (
    <section className={styles.filmOf} aria-label={t('film_of_it')}>
      {found.data ? (
        <Columns film={found.data} opening={opening} />
      ) : (
        <p className={styles.small}>{t('film_gone')}</p>
      )}
    </section>
  )
}
