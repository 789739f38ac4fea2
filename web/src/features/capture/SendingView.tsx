import { useBlocker } from '@tanstack/react-router'
import { CloudOff, CloudUpload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import { Remark } from '../../design/States'
import styles from './Capture.module.css'
import { useTexts } from './texts'
import type { useRecording } from './useRecording'

const EACH = 150 // milliseconds between two looks
const LONG = 45 // seconds from which on it is said how long it takes

interface SendingProps {
  recording: ReturnType<typeof useRecording>
  /** It has arrived, and the page may be left. */
  arrived: boolean
}

/** The last bytes are on their way; a connection that is lost is waited for, and nobody leaves unasked. */
export function SendingView({ recording, arrived }: SendingProps) {
  const t = useTexts()
  const { share, left, lost } = useShare(recording)
  const [asking, ask] = useState(false)
  useBlocker({
    shouldBlockFn: () => {
      ask(true)
      return true
    },
    disabled: arrived,
    enableBeforeUnload: true,
  })
  return (
    <Page title={t('sending')} titled="within">
      <div className={`${styles.column} ${styles.middle}`}>
        <div className={styles.sending} role="status">
          <span className={styles.disc}>{lost ? <CloudOff /> : <CloudUpload />}</span>
          <h1>{t('sending')}</h1>
          <progress className={styles.bar} value={share} max={1} aria-label={t('sending')} />
          {lost ? (
            <Remark mood="warn">{t('waiting_line')}</Remark>
          ) : (
            <p className={styles.fine}>
              {left > LONG
                ? t('sending_long', { count: Math.max(1, Math.round(left / 60)) })
                : t('sending_more')}
            </p>
          )}
        </div>
        {asking && (
          <div className={styles.leaving} role="alertdialog" aria-label={t('leave_sending')}>
            <h3>{t('leave_sending')}</h3>
            <p>{t('leave_sending_more')}</p>
            <div className={styles.pair}>
              <Button tone="ink" autoFocus onPress={() => ask(false)}>
                {t('leave_sending_stay')}
              </Button>
              <Button tone="no" onPress={() => void recording.run.current?.end('stopped')}>
                {t('leave_sending_do')}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Page>
  )
}

interface Share {
  /** How much has arrived, from 0 to 1. */
  share: number
  /** The seconds that the rest takes as it goes now. */
  left: number
  /** A connection is waited for. */
  lost: boolean
}

function useShare({ upload, run }: SendingProps['recording']): Share {
  const [found, setFound] = useState<Share>({ share: 0, left: 0, lost: false })
  useEffect(() => {
    const began = performance.now()
    const first = upload.current?.upload.progress.arrived ?? 0
    const timer = window.setInterval(() => {
      const progress = upload.current?.upload.progress
      if (progress === undefined || progress.size === 0) return
      const came = (progress.arrived - first) / (performance.now() - began) // bytes per millisecond
      const left = came > 0 ? (progress.size - progress.arrived) / came / 1000 : 0
      const lost = upload.current?.upload.lost || run.current?.away || false
      setFound({ share: progress.arrived / progress.size, left, lost })
    }, EACH)
    return () => window.clearInterval(timer)
  }, [upload, run])
  return found
}
