import { Check, Hourglass, X } from 'lucide-react'
import { Avatar } from '../../design/Avatar'
import { Chip } from '../../design/Chip'
import { Row, Rows } from '../../design/Row'
import { day } from '../../i18n/times'
import styles from './Films.module.css'
import type { Production, Progress } from './queries'
import { useTexts } from './texts'

/** Whom it waits for and why, who has answered already, and what they said with it. */
export function WaitingFor({ film, progress }: { film: Production; progress: Progress | undefined }) {
  const t = useTexts()
  const missing = progress?.waits_for ?? []
  const answered = film.answers.filter(answer => !missing.some(one => one.handle === answer.handle))
  if (missing.length === 0 && answered.every(answer => answer.yes && !answer.note)) return null
  return (
    <section className={styles.stack}>
      {missing.length > 0 && (
        <h2>
          {t('waits_for')}{' '}
          {film.expires_at && (
            <span className={styles.until}>{t('waits_until', { day: day(film.expires_at) })}</span>
          )}
        </h2>
      )}
      <Rows label={t('waits_for')}>
        {missing.map(one => (
          <Row
            key={one.handle}
            icon={<Avatar handle={one.handle} size={36} />}
            title={`@${one.handle}`}
            hint={one.why}
            end={<Hourglass aria-hidden="true" size={18} />}
          />
        ))}
        {answered.map(answer => (
          <Row
            key={`${answer.handle} ${answer.stage}`}
            icon={<Avatar handle={answer.handle} size={36} />}
            title={`@${answer.handle}`}
            hint={answer.note}
            end={
              <Chip mood={answer.yes ? 'yes' : 'no'} icon={answer.yes ? <Check /> : <X />}>
                {t(answer.yes ? 'answered_yes' : 'answered_no')}
              </Chip>
            }
          />
        ))}
      </Rows>
    </section>
  )
}
