import { Link } from '@tanstack/react-router'
import { Check, ChevronRight, Clapperboard, Popcorn, ScanFace, UserPlus, Users } from 'lucide-react'
import { useMe } from '../../api/me'
import { Button } from '../../design/Button'
import { Empty } from '../../design/States'
import styles from './Nothing.module.css'
import type { Circle } from './queries'
import { useTexts } from './texts'

/** Nobody has shown a film yet: what to do first. */
export function FirstSteps() {
  const t = useTexts()
  const me = useMe()
  const steps = [
    {
      to: '/record',
      icon: <ScanFace />,
      title: t('first_cameo'),
      hint: t('first_cameo_more'),
      done: me.has_cameo,
    },
    {
      to: '/people',
      icon: <UserPlus />,
      title: t('first_friends'),
      hint: t('first_friends_more'),
      done: false,
    },
    {
      to: '/create',
      icon: <Clapperboard />,
      title: t('first_film'),
      hint: t('first_film_more'),
      done: false,
    },
  ]
  return (
    <div className={styles.first}>
      <h2>{t('nothing')}</h2>
      <p className={styles.lead}>{t('nothing_more')}</p>
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          <li key={step.to}>
            <Link to={step.to as '/'} className={step.done ? `${styles.step} ${styles.done}` : styles.step}>
              <span className={styles.icon}>{step.done ? <Check /> : step.icon}</span>
              <span className={styles.words}>
                <b>
                  <span className={styles.place}>{place + 1}</span> {step.title}
                  {step.done && <span className="unseen"> ({t('done')})</span>}
                </b>
                <span>{step.hint}</span>
              </span>
              <ChevronRight aria-hidden="true" className={styles.chevron} />
            </Link>
          </li>
        ))}
      </ol>
    </div>
  )
}

export function NobodyFollowed({ onEverybody }: { onEverybody: () => void }) {
  const t = useTexts()
  return (
    <Empty
      icon={<Users />}
      title={t('nobody_followed')}
      action={
        <div className={styles.buttons}>
          <Link to="/people" className={styles.light}>
            {t('find_people')}
          </Link>
          <Button onPress={onEverybody}>{t('see_everybody')}</Button>
        </div>
      }
    >
      {t('nobody_followed_more')}
    </Empty>
  )
}

export function AllSeen({ circle }: { circle: Circle }) {
  const t = useTexts()
  return (
    <Empty
      icon={<Popcorn />}
      title={t('all_seen')}
      action={
        <Link to="/create" className={styles.light}>
          {t('make_yours')}
        </Link>
      }
    >
      {t(circle === 'following' ? 'all_seen_following' : 'all_seen_more')}
    </Empty>
  )
}
