import { useCallback, useEffect, useRef, useState } from 'react'
import { say } from '../../design/Toasts'
import { textOf } from '../../i18n/texts'
import { type Choices, screenOf } from './choices'
import { type MediaTrouble, opened } from './media'
import { browserLine, carried } from './protocol/line'
import { BEST, type Rates, ratesFor } from './protocol/rates'
import { release, StreamCamera } from './protocol/recorder'
import { type Ended, type Phase, Run } from './protocol/recording'
import { TakeUpload } from './protocol/upload'
import { type Drawn, desk, drawn } from './queries'

const SECONDS = 3 // of the countdown; then eyes are on the screen, and the camera has found its exposure
const PATIENCE = 1500 // milliseconds after the button; a connection that was not measured by then is a slow one
const STALE = 75_000 // milliseconds before the steps expire in which no recording is begun

export type Stage =
  | { name: 'drawing' }
  | { name: 'ready'; seconds: number }
  | { name: 'opening' }
  | { name: 'countdown'; seconds: number; stream: MediaStream }
  | { name: 'running'; phase: Phase; stream: MediaStream; seconds: number }
  | { name: 'no_media'; error: MediaTrouble }
  | { name: 'failed'; error: unknown }

interface Prepared {
  upload: TakeUpload
  steps: Drawn
  carried: Promise<number | null> // what the connection carries, measured while the screen is read
  rates: Rates
}

/** Everything between “ready?” and a sent recording. `again` draws new steps. */
export function useRecording(choices: Choices) {
  const [stage, setStage] = useState<Stage>({ name: 'drawing' })
  const [lost, setLost] = useState(false)
  const prepared = useRef<Prepared | null>(null)
  const run = useRef<Run | null>(null)
  const visit = useRef(0) // counts how often the screen was left
  const { colours, language, camera, microphone } = choices

  const prepare = useCallback(async (): Promise<Prepared | null> => {
    setStage({ name: 'drawing' })
    const mine = visit.current
    try {
      const upload = await TakeUpload.create(browserLine, () =>
        setLost(prepared.current?.upload.lost ?? false),
      )
      if (visit.current !== mine) return discarded(upload)
      const steps = await drawn(upload.id, language, screenOf(colours === true))
      if (visit.current !== mine) return discarded(upload)
      prepared.current = { upload, steps, carried: carried(browserLine), rates: BEST }
      setStage({ name: 'ready', seconds: steps.seconds })
    } catch (error) {
      if (visit.current === mine) setStage({ name: 'failed', error })
    }
    return prepared.current
  }, [colours, language])

  /** Something came between, before or while it is recorded. */
  const broken = useCallback((why: Ended, stream: MediaStream) => {
    if (run.current !== null) return void run.current.end(why)
    prepared.current?.upload.discard()
    prepared.current = null
    release(stream)
    setStage({ name: 'running', phase: { name: 'ended', why }, stream, seconds: 0 })
  }, [])

  const start = useCallback(async () => {
    let mine = prepared.current
    if (mine === null || mine.steps.expires - Date.now() < STALE) {
      mine?.upload.discard()
      prepared.current = null
      mine = await prepare()
    }
    if (mine === null) return
    prepared.current = mine
    setStage({ name: 'opening' })
    const now = visit.current
    try {
      mine.rates = ratesFor(await Promise.race([mine.carried, WORLD.wait(PATIENCE).then(() => 0)]))
      if (visit.current !== now) return
      const stream = await opened(camera, microphone, mine.rates.size) // anew: one that ran for long may have fallen asleep
      if (visit.current !== now) return release(stream)
      for (const track of stream.getTracks()) track.addEventListener('ended', () => broken('camera', stream))
      setStage({ name: 'countdown', seconds: SECONDS, stream })
    } catch (error) {
      setStage({ name: 'no_media', error: error as MediaTrouble })
    }
  }, [camera, microphone, prepare, broken])

  /** The countdown is over. */
  const record = useCallback(
    (stream: MediaStream) => {
      const mine = prepared.current
      if (mine === null || run.current !== null) return
      if (document.visibilityState === 'hidden') return broken('hidden', stream)
      const seconds = mine.steps.seconds
      const one = new Run(mine.steps, mine.upload, new StreamCamera(stream, mine.rates), desk, WORLD, phase =>
        setStage({ name: 'running', phase, stream, seconds }),
      )
      run.current = one
      performance.mark('walkon:recorder')
      setStage({ name: 'running', phase: one.phase, stream, seconds })
      void one.go()
    },
    [broken],
  )

  const again = useCallback(() => {
    run.current = null
    prepared.current = null
    void prepare()
  }, [prepare])

  useEffect(() => {
    if (prepared.current === null) void prepare()
    return () => {
      visit.current++
      leave(run.current, prepared.current)
      run.current = null
      prepared.current = null
    }
  }, [prepare])

  return { stage, lost, upload: prepared, run, start, record, broken, again }
}

const WORLD = {
  now: () => performance.now(),
  wait: (milliseconds: number) => new Promise<void>(done => window.setTimeout(done, milliseconds)),
}

/** The screen is left, by the browser's way back for example: what was not sent is not kept. */
function leave(run: Run | null, prepared: Prepared | null): void {
  if (run === null) prepared?.upload.discard()
  if (run === null || run.phase.name === 'sent' || run.phase.name === 'ended' || run.phase.name === 'failed')
    return
  void run.end('stopped')
  say(textOf('capture', 'stopped_toast'))
}

function discarded(upload: TakeUpload): null {
  upload.discard()
  return null
}
