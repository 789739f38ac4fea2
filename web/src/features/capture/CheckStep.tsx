import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../../design/Button'
import { Choice } from '../../design/Choice'
import { Page } from '../../design/Page'
import { Waiting } from '../../design/States'
import styles from './Capture.module.css'
import type { Choices } from './choices'
import { type Advice, advice, Coach, soundAdvice } from './coach/coach'
import { type Devices, devices, MediaTrouble, opened } from './media'
import { NoMediaView } from './NoMediaView'
import { Oval } from './Oval'
import { release } from './protocol/recorder'
import { useTexts } from './texts'
import { Upright } from './Upright'
import { useLooks, useLoudness } from './watching'

interface CheckProps {
  choices: Choices
  onChange: (choices: Choices) => void
  onDone: () => void
}

/** Camera and microphone, before anything is recorded. Nothing here is sent. */
export function CheckStep({ choices, onChange, onDone }: CheckProps) {
  const t = useTexts()
  const { stream, error, again } = useStream(choices.camera, choices.microphone)
  const found = useDevices(stream)
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const { said, seen } = useAdvice(video, stream)
  const face = seen && said.filter(one => !LIGHT.has(one) && !SOUND.has(one))
  const well = seen && said.length === 0

  if (error) return <NoMediaView why={error.why} onAgain={again} />
  return (
    <Page title={t('check_title')} back>
      <div className={styles.column}>
        <p className={styles.lead}>{stream ? t('check_lead') : t('asking')}</p>
        <Upright />
        <Oval stream={stream} onVideo={setVideo} mood={well ? 'well' : seen ? 'hint' : 'plain'}>
          {!stream && <Waiting />}
        </Oval>
        <p className={styles.said} role="status">
          {said[0] ? t(`advice_${said[0]}`) : well ? t('all_well') : stream ? t('looking') : ''}
        </p>
        <ul className={styles.checks}>
          <Check name={t('check_face')} well={face ? face.length === 0 : null} />
          <Check name={t('check_light')} well={seen ? !said.some(one => LIGHT.has(one)) : null} />
          <Check name={t('check_sound')} well={stream ? !said.some(one => SOUND.has(one)) : null} />
        </ul>
        {found.cameras.length > 1 && (
          <Choice
            label={t('camera')}
            value={choices.camera ?? stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null}
            onChange={camera => onChange({ ...choices, camera })}
            options={found.cameras.map((one, number) => ({
              value: one.deviceId,
              label: one.label || t('camera_number', { number: number + 1 }),
            }))}
          />
        )}
        {found.microphones.length > 1 && (
          <Choice
            label={t('microphone')}
            value={choices.microphone ?? found.microphones[0]?.deviceId ?? null}
            onChange={microphone => onChange({ ...choices, microphone })}
            options={found.microphones.map((one, number) => ({
              value: one.deviceId,
              label: one.label || t('microphone_number', { number: number + 1 }),
            }))}
          />
        )}
        <Button tone="light" size="l" wide isDisabled={!stream} onPress={onDone}>
          {t(well || !seen ? 'to_ready' : 'to_ready_anyway')}
        </Button>
        <p className={styles.fine}>{t('on_device')}</p>
      </div>
    </Page>
  )
}

const LIGHT: ReadonlySet<Advice> = new Set(['backlit', 'too_dark', 'too_bright', 'uneven'])
const SOUND: ReadonlySet<Advice> = new Set(['noisy', 'too_loud'])

function Check({ name, well }: { name: string; well: boolean | null }) {
  const t = useTexts()
  const word = well === null ? t('looking') : well ? t('fine') : t('could_be_better')
  return (
    <li data-well={well ?? 'unknown'}>
      {well === null ? <CircleDashed /> : well ? <CircleCheck /> : <CircleAlert />}
      <span>{name}</span>
      <span className={styles.word}>{word}</span>
    </li>
  )
}

function useStream(camera: string | null, microphone: string | null) {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [error, setError] = useState<MediaTrouble | null>(null)
  const [tries, setTries] = useState(0)
  const again = useCallback(() => setTries(count => count + 1), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another opening
  useEffect(() => {
    let mine: MediaStream | null = null
    let left = false
    setError(null)
    opened(camera, microphone).then(
      found => {
        if (left) return release(found)
        mine = found
        for (const track of found.getTracks()) track.addEventListener('ended', again) // unplugged, or taken
        setStream(found)
      },
      (trouble: unknown) =>
        !left && setError(trouble instanceof MediaTrouble ? trouble : new MediaTrouble('busy')),
    )
    return () => {
      left = true
      release(mine)
      setStream(null)
    }
  }, [camera, microphone, tries])
  return { stream, error, again }
}

function useDevices(stream: MediaStream | null): Devices {
  const [found, setFound] = useState<Devices>({ cameras: [], microphones: [] })
  useEffect(() => {
    if (stream === null) return
    const look = () => void devices().then(setFound)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [stream])
  return found
}

/** What could be better now: one thing about the picture, and one about the sound. */
function useAdvice(video: HTMLVideoElement | null, stream: MediaStream | null) {
  const coach = useRef(new Coach())
  const ears = useRef(new Coach())
  const [seen, setSeen] = useState(false)
  const [picture, setPicture] = useState<Advice | null>(null)
  const decibels = useLoudness(stream)
  useLooks(video, found => {
    setSeen(true)
    setPicture(coach.current.hear(advice(found)))
  })
  const [sound, setSound] = useState<Advice | null>(null)
  useEffect(() => {
    if (decibels !== null) setSound(ears.current.hear(soundAdvice(decibels, true)))
  }, [decibels])
  return { seen, said: [picture, sound].filter(one => one !== null) }
}
