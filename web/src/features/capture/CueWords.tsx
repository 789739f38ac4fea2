import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react'
import styles from './Capture.module.css'
import type { Cue } from './protocol/cues'
import { useTexts } from './texts'

/** What is to be done now, in words; what is to be read aloud is the largest of all. */
export function CueWords({ cue }: { cue: Cue | null }) {
  const t = useTexts()
  if (cue === null) return <p className={styles.do}>{t('get_set')}</p>
  switch (cue.kind) {
    case 'say':
      return (
        <>
          <p className={styles.small}>{t('step_say')}</p>
          <p key={cue.number} className={cue.words.length > 1 ? styles.sentence : styles.word}>
            {cue.words.join(' ')}
          </p>
        </>
      )
    case 'turn':
      return <p className={styles.do}>{t(`step_turn_${cue.direction}`)}</p>
    case 'blink':
      return <p className={styles.do}>{t('step_blink', { count: cue.times })}</p>
    case 'light':
      return <p className={styles.onlight}>{t('step_light')}</p>
    default:
      return <p className={styles.do}>{t(`step_${cue.kind}`)}</p>
  }
}

const ARROWS = { left: ArrowLeft, right: ArrowRight, up: ArrowUp, down: ArrowDown }

/** Where to turn, in the mirror; it fills as the head turns. */
export function TurnArrow({ direction, share }: { direction: keyof typeof ARROWS; share: number }) {
  const Arrow = ARROWS[direction]
  return (
    <span className={`${styles.arrow} ${styles[direction]}`} data-done={share > 0.75} aria-hidden="true">
      <Arrow style={{ opacity: 0.55 + 0.45 * share }} />
      <span className={styles.fill} style={{ transform: `scaleX(${share})` }} />
    </span>
  )
}
