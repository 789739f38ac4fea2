import { Check } from 'lucide-react'
import { Page } from '../../design/Page'
import { Spinner } from '../../design/Spinner'
import { Remark } from '../../design/States'
import styles from './Capture.module.css'
import type { Take } from './queries'
import { useTexts } from './texts'

const STAGES = ['sent', 'queue', 'perceive', 'likeness', 'voice'] as const

/** What a worker does with it, live; says so when the server is away for a while. */
export function ProcessingView({ take, away }: { take: Take; away: boolean }) {
  const t = useTexts()
  const at = STAGES.indexOf(take.progress?.stage ?? 'queue')
  return (
    <Page title={t('processing_title')}>
      <div className={styles.column}>
        <p className={styles.lead}>{t('processing_lead')}</p>
        {away && <Remark mood="warn">{t('processing_away')}</Remark>}
        <ol className={styles.stages}>
          {STAGES.map((stage, number) => {
            const state = number < at ? 'done' : number === at ? 'under_way' : 'to_come'
            return (
              <li key={stage} data-state={state} aria-current={state === 'under_way' ? 'step' : undefined}>
                <span className={styles.dot}>
                  {state === 'done' ? <Check /> : state === 'under_way' ? <Spinner /> : null}
                </span>
                <span>{t(`stage_${stage}`)}</span>
                <span className="unseen">{t(state)}</span>
                {state === 'under_way' && take.progress && (
                  <progress
                    className={styles.bar}
                    value={take.progress.share}
                    max={1}
                    aria-label={t(`stage_${stage}`)}
                  />
                )}
              </li>
            )
          })}
        </ol>
      </div>
    </Page>
  )
}
