import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useMe } from '../../api/me'
import { Chip } from '../../design/Chip'
import { Page, Section } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { Empty, Failed, Remark, Waiting } from '../../design/States'
import { day } from '../../i18n/times'
import { type Strike, type Strikes, strikesQuery } from './queries'
import styles from './Strikes.module.css'
import { useTexts } from './texts'

/** What counts against oneself, what follows from it, and when it ends. */
export function StrikesPage() {
  const t = useTexts()
  const me = useMe()
  const found = useQuery(strikesQuery)
  return (
    <Page title={t('title')} back>
      {found.isPending && <Waiting />}
      {found.error && <Failed error={found.error} onAgain={() => void found.refetch()} />}
      {found.data && me.suspended && found.data.follows !== 'suspended' && (
        <ByDecision alone={found.data.strikes.length === 0} />
      )}
      {found.data &&
        (found.data.strikes.length === 0 ? !me.suspended && <None /> : <Some found={found.data} />)}
    </Page>
  )
}

/** Suspended, and not by a number of strikes. */
function ByDecision({ alone }: { alone: boolean }) {
  const t = useTexts()
  return (
    <Remark mood="no">
      <strong>{t('now_suspended')}</strong>
      <p>{t('by_decision')}</p>
      {alone && (
        <Link className={styles.appeal} to="/me/reports">
          {t('appeal')}
        </Link>
      )}
    </Remark>
  )
}

function None() {
  const t = useTexts()
  return (
    <Empty icon={<ShieldCheck />} title={t('none')}>
      {t('none_more')}
    </Empty>
  )
}

function Some({ found }: { found: Strikes }) {
  const t = useTexts()
  const me = useMe()
  const most = found.suspends_at
  return (
    <>
      {(found.follows !== 'none' || !me.suspended) && (
        <Remark mood={found.follows === 'none' ? 'plain' : found.follows === 'limited' ? 'warn' : 'no'}>
          <strong>{t(`now_${found.follows}`, { count: found.limited_a_day })}</strong>
          {found.eases_at && <p>{t('eases', { day: day(found.eases_at) })}</p>}
        </Remark>
      )}
      <Section
        title={t('ladder')}
        hint={t('ladder_more', { limits: found.limits_at, suspends: found.suspends_at })}
      >
        <div
          className={styles.steps}
          role="img"
          aria-label={t('step', { count: Math.min(found.counted, most), most })}
        >
          {Array.from({ length: most }, (_, place) => (
            <span key={`step ${place + 1}`} className={place < found.counted ? styles.taken : styles.step} />
          ))}
        </div>
      </Section>
      <Section title={t('list')}>
        <Rows label={t('list')}>
          {found.strikes.map(strike => (
            <OneStrike key={`${strike.ruling} ${strike.at}`} strike={strike} />
          ))}
        </Rows>
        <Link className={styles.appeal} to="/me/reports">
          {t('appeal')}
        </Link>
      </Section>
    </>
  )
}

function OneStrike({ strike }: { strike: Strike }) {
  const t = useTexts()
  return (
    <Row
      title={t(`${strike.wrong}_wrong`)}
      hint={
        strike.counts
          ? `${t('about', { day: day(strike.at) })} · ${t('until', { day: day(strike.ends_at) })}`
          : t('about', { day: day(strike.at) })
      }
      end={
        <Chip mood={strike.counts ? 'warn' : 'plain'}>
          {t(strike.taken_back ? 'taken_back' : strike.counts ? 'counts' : 'over')}
        </Chip>
      }
    />
  )
}
