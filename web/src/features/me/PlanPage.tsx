import { useSuspenseQuery } from '@tanstack/react-query'
import { Meter } from 'react-aria-components'
import { useMe } from '../../api/me'
import { Page } from '../../design/Page'
import { Row, Rows } from '../../design/Row'
import { number } from '../../i18n/times'
import styles from './Me.module.css'
import { planQuery } from './queries'
import { useTexts } from './texts'

const GIGABYTE = 1024 ** 3
const P_OF = 16 / 9 // a picture of so many pixels is told by its height

interface Measured {
  limit: number
  used: number
  left: number
}

/** What one's plan has, and what is left of it today. */
export function PlanPage() {
  const t = useTexts()
  const me = useMe()
  const { data: plan } = useSuspenseQuery(planQuery)
  const whole = (value: number) => number(Math.round(value))
  const height = Math.round(Math.sqrt(plan.largest_picture / P_OF))
  return (
    <Page title={t('plan')} back>
      <p className={styles.lead}>{t('plan_is', { tier: t(`tier_${me.tier}`) })}</p>
      <div className={styles.meters}>
        <Used name={t('plan_productions')} of={plan.productions} words={whole} />
        <Used
          name={t('plan_seconds')}
          of={plan.seconds}
          words={value => t('seconds', { count: whole(value) })}
        />
        <Used name={t('plan_at_work')} of={plan.at_work} words={whole} />
        <Used
          name={t('plan_bytes')}
          of={plan.bytes}
          words={value => t('gigabytes', { count: (value / GIGABYTE).toFixed(1) })}
        />
      </div>
      <Rows>
        <Row title={t('plan_longest')} end={t('seconds', { count: whole(plan.longest_film) })} />
        <Row title={t('plan_picture')} end={`${height}p`} />
        <Row
          title={t('plan_queue')}
          hint={t('plan_queue_more')}
          end={t('minutes', { count: whole(plan.queue_minutes) })}
        />
      </Rows>
    </Page>
  )
}

function Used({ name, of, words }: { name: string; of: Measured; words: (value: number) => string }) {
  const t = useTexts()
  const share = of.limit > 0 ? Math.min(1, of.used / of.limit) : 0
  return (
    <Meter
      className={styles.meter ?? ''}
      aria-label={name}
      value={of.used}
      maxValue={Math.max(of.limit, 1)}
      valueLabel={t('used_of', { used: words(of.used), limit: words(of.limit) })}
    >
      <span className={styles.over}>
        <span>{name}</span>
        <span className={styles.left}>{t('left', { count: words(of.left) })}</span>
      </span>
      <span className={styles.track}>
        <span
          className={share > 0.85 ? `${styles.fill} ${styles.full}` : styles.fill}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className={styles.small}>{t('used_of', { used: words(of.used), limit: words(of.limit) })}</span>
    </Meter>
  )
}
