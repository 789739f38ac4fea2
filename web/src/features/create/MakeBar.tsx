import { Link } from '@tanstack/react-router'
import { Clapperboard } from 'lucide-react'
import { useMe } from '../../api/me'
import { isProblem } from '../../api/problem'
import { Button } from '../../design/Button'
import { ErrorRemark, Remark } from '../../design/States'
import { number } from '../../i18n/times'
import styles from './Create.module.css'
import type { Draft, Start } from './draft'
import { kindsIn } from './kinds'
import type { Understanding } from './queries'
import { useTexts } from './texts'
import type { Readings } from './useReadings'
import { useSending } from './useSending'

interface MakeBarProps {
  draft: Draft
  start: Start | null
  found: Understanding
  asked: ReadonlySet<string>
  readings: Readings
  /** What is shown is what is written. */
  ready: boolean
}

/** What stands in the way, who will be asked, what is left of the day, and the button. */
export function MakeBar({ draft, start, found, asked, readings, ready }: MakeBarProps) {
  const t = useTexts()
  const me = useMe()
  const { sending, filed } = useSending(me.id, start)
  const missing = found.people.filter(player => player.standing === 'ask')
  const asking = missing.map(player => player.handle).filter(handle => !asked.has(handle))
  const impossible = found.people.some(player => player.standing === 'unknown' || player.standing === 'no')
  const kinds = kindsIn(found.kinds, t)
  const stopped =
    !ready || impossible || found.bars.length > 0 || found.troubles.length > 0 || found.cast.length === 0
  return (
    <div className={styles.make}>
      {kinds && found.bars.length === 0 && <p className={styles.small}>{t('touches', { kinds })}</p>}
      {found.troubles.map(trouble => (
        <Remark key={trouble.code} mood="warn">
          {trouble.why}
        </Remark>
      ))}
      {asking.length > 0 && found.bars.length === 0 && (
        <Remark>
          {t('asks', {
            count: asking.length,
            people: asking.map(handle => `@${handle}`).join(', '),
          })}
        </Remark>
      )}
      <ErrorRemark error={sending.error} />
      {isProblem(sending.error, 'reading_refused') && <p className={styles.small}>{t('reading_refused')}</p>}
      {filed && (
        <p className={styles.small}>
          {t('not_sent')}{' '}
          <Link to="/films/$film" params={{ film: filed }}>
            {t('open_draft')}
          </Link>
        </p>
      )}
      <p className={styles.left}>
        {t('length_now', { seconds: Math.round(found.plan.seconds * 10) / 10 })}
        {' · '}
        {t('left', { films: number(found.left.productions), seconds: number(found.left.seconds) })}
      </p>
      <div className={styles.button}>
        <Button
          tone="light"
          size="l"
          wide
          icon={<Clapperboard />}
          isDisabled={stopped}
          busy={sending.isPending}
          onPress={() => sending.mutate({ draft, found, readings })}
        >
          {sending.isPending ? t('sending') : asking.length > 0 ? t('make_and_ask') : t('make')}
        </Button>
      </div>
    </div>
  )
}
