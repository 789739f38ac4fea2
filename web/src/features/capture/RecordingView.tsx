import { Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../design/Button'
import { useTitle } from '../../design/Page'
import styles from './Capture.module.css'
import { CueWords, TurnArrow } from './CueWords'
import { type Advice, advice, Coach, Turns } from './coach/coach'
import type { Look } from './coach/measures'
import { paint } from './colours'
import { held, whenTurned } from './holding'
import { Oval } from './Oval'
import type { Cue } from './protocol/cues'
import { useTexts } from './texts'
import type { Stage, useRecording } from './useRecording'
import { useLooks } from './watching'

interface RecordingProps {
  stage: Extract<Stage, { name: 'countdown' | 'running' }>
  recording: ReturnType<typeof useRecording>
  onStop: () => void
}

/** The whole screen is a stage: oneself, what is to be done now, and one hint at a time. */
export function RecordingView({ stage, recording, onStop }: RecordingProps) {
  const t = useTexts()
  useTitle(t('recording'))
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const left = useCountdown(stage, video, recording.record)
  const cue = stage.name === 'running' && stage.phase.name === 'guided' ? stage.phase.cue : null
  const share = useClock(recording, stage.name === 'running' ? stage.seconds : null)
  const { hint, turned } = useCoaching(video, cue)
  useInterruptions(recording, stage)
  useWakefulScreen()
  useHeldScreen()
  const light = cue?.kind === 'light' ? cue : null

  return (
    <main className={styles.stage} data-cue={cue?.kind ?? 'none'}>
      {light && <Light left={paint(light.left)} right={paint(light.right)} />}
      <div className={light ? styles.hidden : styles.set}>
        <Oval stream={stage.stream} onVideo={setVideo} mood={hint ? 'hint' : 'plain'} share={share}>
          {cue?.kind === 'turn' && <TurnArrow direction={cue.direction} share={turned} />}
          {left !== null && (
            <span className={styles.count} aria-hidden="true">
              {left}
            </span>
          )}
        </Oval>
      </div>
      <div className={styles.words} aria-live="assertive">
        {left !== null ? <p className={styles.do}>{t('get_set')}</p> : <CueWords cue={cue} />}
      </div>
      <p className={styles.hint} role="status" data-shown={hint !== null && !light}>
        {hint && t(`advice_${hint}`)}
      </p>
      <div className={light ? styles.hidden : styles.foot}>
        <Button size="s" icon={<Square />} onPress={onStop}>
          {t('stop')}
        </Button>
      </div>
    </main>
  )
}

function Light({ left, right }: { left: string; right: string }) {
  return (
    <div className={styles.light} aria-hidden="true">
      <span style={{ background: left }} />
      <span style={{ background: right }} />
    </div>
  )
}

/** Counts down from the first picture on; null when it is over. */
function useCountdown(
  stage: RecordingProps['stage'],
  video: HTMLVideoElement | null,
  record: (stream: MediaStream) => void,
): number | null {
  const [left, setLeft] = useState(stage.name === 'countdown' ? stage.seconds : 0)
  const { stream } = stage
  const waits = stage.name === 'countdown'
  useEffect(() => {
    if (!waits || video === null) return
    performance.mark('walkon:pictures')
    const timers = [1, 2, 3].map(second =>
      window.setTimeout(() => {
        setLeft(3 - second)
        if (second === 3) record(stream)
      }, 1000 * second),
    )
    return () => timers.forEach(window.clearTimeout)
  }, [waits, video, stream, record])
  return waits ? left : null
}

/** Drives the recording with every picture of the screen. Gives how much is over. */
function useClock(recording: RecordingProps['recording'], seconds: number | null): number {
  const [share, setShare] = useState(0)
  useEffect(() => {
    if (seconds === null) return
    let frame = 0
    let marked = false
    const draw = () => {
      const run = recording.run.current
      if (run !== null) {
        run.advance()
        if (!marked && run.lead !== null) {
          marked = true
          performance.mark('walkon:clock', { startTime: performance.now() - 1000 * run.elapsed })
        }
        const next = Math.min(1, Math.max(0, run.elapsed / seconds))
        setShare(before => (Math.abs(next - before) > 0.004 ? next : before))
      }
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [recording.run, seconds])
  return share
}

/** One hint at a time, and how far the head is turned. */
function useCoaching(video: HTMLVideoElement | null, cue: Cue | null) {
  const coach = useRef(new Coach())
  const turns = useRef(new Turns())
  const [hint, setHint] = useState<Advice | null>(null)
  const [turned, setTurned] = useState(0)
  useLooks(video, (found: Look) => {
    const face = found.faces[0]
    const still = cue === null || cue.kind === 'still'
    setHint(coach.current.hear(cue?.kind === 'light' ? [] : advice(found, still)))
    if (face === undefined) return
    if (still) turns.current.calm(face)
    setTurned(cue?.kind === 'turn' ? turns.current.share(face, cue.direction, cue.degrees) : 0)
  })
  return { hint, turned }
}

/** The screen does not go dark in the middle, where the browser can see to that. */
function useWakefulScreen(): void {
  useEffect(() => {
    const lock = navigator.wakeLock?.request('screen').catch(() => null)
    return () => void lock?.then(held => held?.release())
  }, [])
}

/** The picture stays as it is when the phone is tilted a little, where the browser can see to that. */
function useHeldScreen(): void {
  useEffect(() => held(), [])
}

/** What breaks a recording that must be in one piece. */
function useInterruptions(
  { broken }: RecordingProps['recording'],
  { stream }: RecordingProps['stage'],
): void {
  useEffect(() => {
    const over = new AbortController()
    const { signal } = over
    const hidden = () => document.visibilityState === 'hidden' && broken('hidden', stream)
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    document.addEventListener('visibilitychange', hidden, { signal })
    window.addEventListener('beforeunload', stay, { signal })
    whenTurned(() => broken('turned', stream), signal)
    return () => over.abort()
  }, [broken, stream])
}
