import { useState } from 'react'
import { Pressable } from '../../design/Button'
import { Sheet } from '../../design/Sheet'
import styles from './Inbox.module.css'
import { useTexts } from './texts'

interface Made {
  production: { id: string; attempt?: number; changed_at: string }
  stills: number
  film: boolean
}

/** What there is to be seen of a film: its stills in a row, or the film itself. */
export function Watch({ film }: { film: Made }) {
  const t = useTexts()
  const [large, setLarge] = useState<number | null>(null)
  const base = `/api/v1/productions/${film.production.id}`
  if (film.film)
    return (
      // biome-ignore lint/a11y/useMediaCaption: what is said is in the sentence and the lines beside it
      <video className={styles.film} controls playsInline preload="metadata" aria-label={t('film')}>
        <source src={`${base}/film#t=0.5`} type="video/mp4" />
      </video>
    )
  if (film.stills === 0) return null
  const version = encodeURIComponent(film.production.changed_at)
  const stills = Array.from({ length: film.stills }, (_, place) => `${base}/stills/${place}?at=${version}`)
  return (
    <>
      <ul className={styles.stills} aria-label={t('storyboard')}>
        {stills.map((still, place) => (
          <li key={still}>
            <Pressable
              className={styles.still ?? ''}
              aria-label={t('shot', { number: place + 1, of: stills.length })}
              onPress={() => setLarge(place)}
            >
              <img src={still} alt="" loading="lazy" />
            </Pressable>
          </li>
        ))}
      </ul>
      <Sheet title={t('storyboard')} open={large !== null} onClose={() => setLarge(null)}>
        <ol className={styles.board}>
          {stills.map((still, place) => (
            <li key={still}>
              <img src={still} alt={t('shot', { number: place + 1, of: stills.length })} />
            </li>
          ))}
        </ol>
      </Sheet>
    </>
  )
}
