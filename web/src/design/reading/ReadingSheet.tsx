import { Check, Mic, MicOff, Pause, Play, RotateCcw, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { number } from '../../i18n/times'
import { Button } from '../Button'
import { Sheet } from '../Sheet'
import { ErrorRemark, Remark } from '../States'
import { Bars, type BarsHandle } from './Bars'
import { inBars } from './levels'
import styles from './Reading.module.css'
import { useTexts } from './texts'
import { type Recorder, useRecorder } from './useRecorder'

export interface LineToRead {
  text: string
  language?: string
  /** Seconds it usually takes, and the most there is room for, where that is known. */
  usual?: number
  room?: number
}

interface ReadingSheetProps {
  line: LineToRead
  /** What becomes of the recording; what it throws is shown, and the line can be read again. */
  onKeep: (recording: Blob, seconds: number) => Promise<void>
  onClose: () => void
}

/** One line in large letters, and a recorder. What is recorded stays in memory until it is kept. */
export default function ReadingSheet({ line, onKeep, onClose }: ReadingSheetProps) {
  const t = useTexts()
  const bars = useRef<BarsHandle>(null)
  const { state, begin, stop } = useRecorder(height => bars.current?.push(height))
  const [keeping, setKeeping] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { step } = state
  useEffect(() => {
    if (state.step === 'opening') bars.current?.show([])
    if (state.step === 'done') bars.current?.show(inBars(state.heights))
  }, [state])
  const start = () => {
    setError(null)
    void begin()
  }
  const keep = async () => {
    if (state.step !== 'done') return
    setKeeping(true)
    setError(null)
    try {
      await onKeep(state.recording, state.seconds)
      onClose()
    } catch (trouble) {
      setError(trouble)
    }
    setKeeping(false)
  }
  return (
    <Sheet
      title={t('title')}
      open
      onClose={onClose}
      actions={
        step === 'done' && (
          <>
            <Button icon={<RotateCcw />} isDisabled={keeping} onPress={start}>
              {t('again')}
            </Button>
            <Button tone="light" icon={<Check />} busy={keeping} onPress={() => void keep()}>
              {keeping ? t('checking') : t('keep')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.sheet}>
        <blockquote className={styles.words} lang={line.language ?? ''} data-step={step}>
          {line.text}
        </blockquote>
        {step === 'trouble' ? (
          <Remark mood="no" icon={<MicOff />}>
            {t(state.why)}
          </Remark>
        ) : (
          <div className={styles.meter} data-step={step}>
            <Bars ref={bars} live={step === 'recording'} />
            {step === 'counting' && (
              <span key={state.left} className={styles.count} aria-hidden="true">
                {state.left}
              </span>
            )}
          </div>
        )}
        <Said state={state} line={line} />
        <ErrorRemark error={error} />
        <div className={styles.deck}>
          {step === 'done' ? (
            <Player key={state.address} address={state.address} />
          ) : (
            <Round state={state} onBegin={start} onStop={stop} />
          )}
        </div>
        <p className={styles.note}>{step === 'done' ? t('only_here') : t('hint')}</p>
      </div>
    </Sheet>
  )
}

/** How long it is and what to do now; what changes is read out. */
function Said({ state, line }: { state: Recorder; line: LineToRead }) {
  const t = useTexts()
  const long = (seconds: number) => number(Math.round(seconds * 10) / 10)
  const over = state.step === 'recording' && line.room !== undefined && state.seconds > line.room + 0.5
  const told = {
    ready: '',
    opening: t('opening'),
    counting: state.step === 'counting' ? t('counting', { left: state.left }) : '',
    recording: over ? t('over') : t('go'),
    done: state.step === 'done' ? t('recorded', { seconds: long(state.seconds) }) : '',
    trouble: '',
  }[state.step]
  return (
    <div className={styles.said}>
      <p role="status" data-over={over}>
        {told}
      </p>
      {state.step === 'ready' && line.room !== undefined && (
        <p>{t('room', { usual: long(line.usual ?? line.room), room: long(line.room) })}</p>
      )}
      {state.step === 'recording' && (
        <p className={styles.clock} aria-hidden="true">
          {t('so_long', { seconds: state.seconds.toFixed(1) })}
        </p>
      )}
    </div>
  )
}

/** The one button for beginning and ending; it stays where it is, and so does the keyboard. */
function Round({ state, onBegin, onStop }: { state: Recorder; onBegin: () => void; onStop: () => void }) {
  const t = useTexts()
  const { step } = state
  const recording = step === 'recording'
  const label = recording ? t('stop') : step === 'trouble' ? t('try_again') : t('record')
  return (
    <Button
      autoFocus
      size="l"
      tone={recording ? 'ink' : 'light'}
      icon={recording ? <Square /> : <Mic />}
      busy={step === 'opening' || step === 'counting'}
      onPress={recording ? onStop : onBegin}
    >
      {label}
    </Button>
  )
}

/** What was recorded, to be listened to. */
export function Player({ address }: { address: string }) {
  const t = useTexts()
  const sound = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand above it */}
      <audio
        ref={sound}
        src={address}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      <Button
        autoFocus
        size="l"
        icon={playing ? <Pause /> : <Play />}
        onPress={() => (playing ? sound.current?.pause() : void sound.current?.play())}
      >
        {playing ? t('pause') : t('listen')}
      </Button>
    </>
  )
}
