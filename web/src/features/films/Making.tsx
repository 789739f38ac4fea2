import { Label, ProgressBar } from 'react-aria-components'
import { Remark } from '../../design/States'
import styles from './Films.module.css'
import type { Progress } from './queries'
import { type T, useTexts } from './texts'

/** How far it is, in words and as a bar; says so when the server is away for a while. */
export function Making({ progress, away }: { progress: Progress | undefined; away: boolean }) {
  const t = useTexts()
  const share = progress?.share ?? 0
  const stage = stageOf(progress, t)
  return (
    <div className={styles.making}>
      {away && <Remark mood="warn">{t('away')}</Remark>}
      <ProgressBar className={styles.bar ?? ''} value={share * 100} isIndeterminate={!progress?.busy}>
        {({ percentage, valueText }) => (
          <>
            <span className={styles.barWords}>
              <Label>{stage}</Label>
              <span className={styles.left}>
                {progress?.busy ? [leftOf(progress, t), valueText].filter(Boolean).join(' · ') : ''}
              </span>
            </span>
            <span className={styles.track}>
              <span
                className={styles.filled}
                style={{ width: progress?.busy ? `${percentage ?? 0}%` : '18%' }}
                data-unknown={!progress?.busy}
              />
            </span>
          </>
        )}
      </ProgressBar>
    </div>
  )
}

const STAGES = new Set(['start', 'speak', 'draw', 'storyboard', 'sound', 'review'])

export function stageOf(progress: Progress | undefined, t: T): string {
  if (!progress?.busy) return t('queued')
  const stage = progress.stage === 'open' ? 'start' : progress.stage === 'encode' ? 'sound' : progress.stage
  const words = t(`stage_${STAGES.has(stage ?? '') ? (stage as 'draw') : 'draw'}`)
  if (progress.shot === null || progress.shot === undefined || stage !== 'draw') return words
  return `${words} · ${t('shot_of', { shot: progress.shot + 1, shots: progress.shots })}`
}

export function leftOf(progress: Progress, t: T): string {
  const { seconds_left: left } = progress
  if (left === null || left === undefined) return ''
  if (left >= 90) return t('minutes_left', { count: Math.round(left / 60) })
  return t('seconds_left', { count: Math.max(1, left > 10 ? Math.round(left / 5) * 5 : Math.round(left)) })
}
