import { CameraOff, Globe, Lock, MicOff } from 'lucide-react'
import { Button } from '../../design/Button'
import { Page } from '../../design/Page'
import { Empty } from '../../design/States'
import type { NoMedia } from './media'
import { useTexts } from './texts'

const PICTURES = {
  insecure: <Lock />,
  old_browser: <Globe />,
  refused: <CameraOff />,
  no_camera: <CameraOff />,
  no_microphone: <MicOff />,
  busy: <CameraOff />,
}

/** There is no picture or no sound, why, and what to do about it. */
export function NoMediaView({ why, onAgain }: { why: NoMedia; onAgain: () => void }) {
  const t = useTexts()
  return (
    <Page title={t('check_title')} back>
      <div role="alert">
        <Empty
          icon={PICTURES[why]}
          title={t(why)}
          action={
            <Button tone="ink" onPress={onAgain}>
              {t('again')}
            </Button>
          }
        >
          {t(`${why}_more`)}
        </Empty>
      </div>
    </Page>
  )
}
