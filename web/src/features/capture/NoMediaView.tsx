import { CameraOff, Globe, Lock, MicOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
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

/** There is no picture or no sound, why, and what to do about it; tried again by itself when a device comes or is allowed. */
export function NoMediaView({ why, onAgain }: { why: NoMedia; onAgain: () => void }) {
  const t = useTexts()
  useChanges(onAgain)
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

function useChanges(onChange: () => void): void {
  const told = useRef(onChange)
  told.current = onChange
  useEffect(() => {
    const over = new AbortController()
    const { signal } = over
    const change = () => told.current()
    navigator.mediaDevices?.addEventListener('devicechange', change, { signal })
    for (const name of ['camera', 'microphone'] as PermissionName[])
      navigator.permissions
        ?.query({ name })
        .then(status => {
          const look = () => status.state === 'granted' && change()
          if (!signal.aborted) status.addEventListener('change', look, { signal })
        })
        .catch(() => undefined) // not every browser tells of these
    return () => over.abort()
  }, [])
}
