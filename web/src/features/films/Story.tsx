import { useNames } from '../../api/catalogue'
import { Section } from '../../design/Page'
import styles from './Films.module.css'
import { type FilmPlan, stillOf } from './queries'
import { useTexts } from './texts'

/** The film shot by shot: its still, who is in it, what is said. */
export function Story({ film, plan }: { film: string; plan: FilmPlan }) {
  const t = useTexts()
  const name = useNames()
  const shots = plan.plan.parts.flatMap(part => part.shots)
  const drawn = plan.stills > 0
  const shape = { aspectRatio: `${plan.plan.width} / ${plan.plan.height}` }
  return (
    <Section title={t('story')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, too */}
      <ol className={styles.story} data-drawn={drawn} tabIndex={0} aria-label={t('story')}>
        {shots.map((shot, place) => (
          <li key={place} className={styles.shot} data-tall={plan.plan.height > plan.plan.width}>
            <span className={styles.shotFrame} style={drawn ? shape : undefined}>
              {place < plan.stills && (
                <img
                  src={stillOf(film, place)}
                  alt={t('shot_number', { number: place + 1 })}
                  loading="lazy"
                />
              )}
              <span className={styles.shotNumber} aria-hidden="true">
                {place + 1}
              </span>
            </span>
            <span className={styles.shotMore}>
              {name('framing', shot.framing)} ·{' '}
              {t('shot_seconds', { seconds: Math.round(shot.seconds * 10) / 10 })}
            </span>
            {shot.lines.map((line, at) => (
              <q key={at} className={styles.said}>
                <span className={styles.sayer}>@{line.handle}</span> {line.text}
              </q>
            ))}
          </li>
        ))}
      </ol>
    </Section>
  )
}
