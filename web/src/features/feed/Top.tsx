import { Captions, CaptionsOff, Volume2, VolumeX } from 'lucide-react'
import type { ReactNode } from 'react'
import { captions, sound } from './kept'
import type { Circle } from './queries'
import styles from './Reel.module.css'
import { useTexts } from './texts'

/** Above the film: whose films, sound, captions. */
export function Top({ children, quiet }: { children?: ReactNode; quiet?: boolean }) {
  const t = useTexts()
  const loud = sound.use()
  const words = captions.use()
  return (
    <div className={styles.top}>
      <span />
      <div className={styles.circles}>{children}</div>
      <div className={styles.switches}>
        {!quiet && (
          <>
            <button
              type="button"
              className={styles.switch}
              aria-label={t('captions')}
              aria-pressed={words}
              onClick={() => captions.set(!words)}
            >
              {words ? <Captions /> : <CaptionsOff />}
            </button>
            <button
              type="button"
              className={styles.switch}
              aria-label={loud ? t('sound_off') : t('sound_on')}
              onClick={() => sound.set(!loud)}
            >
              {loud ? <Volume2 /> : <VolumeX />}
            </button>
          </>
        )}
      </div>
    </div>
  )
}

export function Circles({ circle, onChoose }: { circle: Circle; onChoose: (circle: Circle) => void }) {
  const t = useTexts()
  const all: Circle[] = ['everybody', 'following']
  return all.map(one => (
    <button
      key={one}
      type="button"
      className={styles.circle}
      aria-pressed={circle === one}
      onClick={() => onChoose(one)}
    >
      {t(one === 'everybody' ? 'circle_everybody' : 'circle_following')}
    </button>
  ))
}
