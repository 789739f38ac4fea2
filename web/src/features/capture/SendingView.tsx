import { CloudOff, CloudUpload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Page } from '../../design/Page'
import { Remark } from '../../design/States'
import styles from './Capture.module.css'
import { useTexts } from './texts'
import type { useRecording } from './useRecording'

/** The last bytes are on their way; a connection that is lost is waited for. */
export function SendingView({ recording }: { recording: ReturnType<typeof useRecording> }) {
  const t = useTexts()
  const [share, setShare] = useState(0)
  useEffect(() => {
    const timer = window.setInterval(() => {
      const progress = recording.upload.current?.upload.progress
      if (progress && progress.size > 0) setShare(progress.arrived / progress.size)
    }, 150)
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('beforeunload', stay)
    }
  }, [recording.upload])
  return (
    <Page title={t('sending')} hideTitle>
      <div className={`${styles.column} ${styles.middle}`} role="status">
        <span className={styles.disc}>{recording.lost ? <CloudOff /> : <CloudUpload />}</span>
        <h2>{t('sending')}</h2>
        <progress className={styles.bar} value={share} max={1} aria-label={t('sending')} />
        {recording.lost ? (
          <Remark mood="warn">{t('waiting_line')}</Remark>
        ) : (
          <p className={styles.fine}>{t('sending_more')}</p>
        )}
      </div>
    </Page>
  )
}
