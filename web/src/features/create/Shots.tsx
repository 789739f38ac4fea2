import { useNames } from '../../api/catalogue'
import type { Schemas } from '../../api/client'
import { Avatar } from '../../design/Avatar'
import styles from './Create.module.css'
import { useTexts } from './texts'

const SIZE = { wide: 0, medium: 30, close: 44 } as const // pixels of a face

/** How the film is cut: one frame per shot, as long as it lasts. */
export function Shots({ plan }: { plan: Schemas['FilmPlan'] }) {
  const t = useTexts()
  const name = useNames()
  const shots = plan.parts.flatMap(part => part.shots)
  return (
    <ol className={styles.shots} aria-label={t('shots')}>
      {shots.map((shot, place) => (
        <li
          key={place}
          className={styles.shot}
          style={{ flexGrow: shot.seconds }}
          aria-label={t('shot', {
            number: place + 1,
            seconds: Math.round(shot.seconds * 10) / 10,
            framing: name('framing', shot.framing),
            people: shot.people.map(handle => `@${handle}`).join(', ') || t('empty_place'),
          })}
        >
          <span className={styles.frame} aria-hidden="true">
            {shot.people.map(handle => (
              <Avatar key={handle} handle={handle} size={SIZE[shot.framing] || 18} />
            ))}
          </span>
          <span className={styles.shotWords} aria-hidden="true">
            {t('length_now', { seconds: Math.round(shot.seconds * 10) / 10 })}
          </span>
        </li>
      ))}
    </ol>
  )
}
