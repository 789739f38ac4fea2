import { Ear, Hand, ScanFace, Sun } from 'lucide-react'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import styles from './Capture.module.css'
import { useTexts } from './texts'
import { Upright } from './Upright'
import type { Stage } from './useRecording'

interface ReadyProps {
  stage: Extract<Stage, { name: 'drawing' | 'ready' | 'opening' }>
  colours: boolean
  onStart: () => void
}

/** The last quiet moment. The steps are drawn while it is read. */
export function ReadyView({ stage, colours, onStart }: ReadyProps) {
  const t = useTexts()
  const seconds = stage.name === 'ready' ? Math.round(stage.seconds) : 25
  return (
    <Page title={t('ready_title')} back>
      <div className={styles.column}>
        <p className={styles.lead}>{t('ready_lead', { seconds })}</p>
        <Upright />
        <ul className={styles.ready}>
          <li>
            <Hand />
            {t('ready_do')}
          </li>
          <li>
            <Ear />
            {t('ready_read')}
          </li>
          <li>
            <ScanFace />
            {t('ready_stay')}
          </li>
          {colours && (
            <li>
              <Sun />
              {t('ready_colours')}
            </li>
          )}
        </ul>
        <Button tone="light" size="l" wide busy={stage.name !== 'ready'} onPress={onStart}>
          {t(stage.name === 'drawing' ? 'drawing' : stage.name === 'opening' ? 'opening' : 'start')}
        </Button>
      </div>
    </Page>
  )
}
