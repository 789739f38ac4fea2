import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AudioLines, Mic, Pause, Play, RotateCcw, Trash2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { number } from '../../i18n/times'
import { Button, IconButton } from '../Button'
import { ErrorRemark } from '../States'
import { say } from '../Toasts'
import { type FilmLine, keepReading, linesQuery, readAgain, removeReading, soundOf } from './queries'
import styles from './Reading.module.css'
import { useTexts } from './texts'

const ReadingSheet = lazy(() => import('./ReadingSheet'))

interface MyLinesProps {
  production: string
  /** What is shown until they are here. */
  until?: ReactNode
}

/** The lines that I speak in a film, each with the voice it has, and the way to say it myself. Nothing where I say nothing. */
export function MyLines({ production, until = null }: MyLinesProps) {
  const t = useTexts()
  const found = useQuery(linesQuery(production)).data
  const mine = found?.lines.filter(line => line.mine) ?? []
  if (mine.length === 0) return found ? null : until
  return (
    <section className={styles.mine} aria-label={t('yours', { count: mine.length })}>
      <h3>{t('yours', { count: mine.length })}</h3>
      <ul>
        {mine.map(line => (
          <li key={line.place}>
            <MyLine production={production} line={line} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MyLine({ production, line }: { production: string; line: FilmLine }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const fresh = () => queries.invalidateQueries({ queryKey: linesQuery(production).queryKey })
  const removal = useMutation({
    mutationFn: () => removeReading(production, line.place),
    onSuccess: async () => {
      await fresh()
      say(t('removed'))
    },
  })
  const reuse = useMutation({
    mutationFn: () => readAgain(production, line.place),
    onSuccess: async () => {
      await fresh()
      say(t('reused'))
    },
  })
  const { reading } = line
  const voice = !reading
    ? t('made_voice')
    : reading.unsure.length > 0
      ? t('unsure')
      : t('own_voice', { seconds: number(Math.round(reading.seconds * 10) / 10) })
  return (
    <div className={styles.line}>
      <q lang={line.language}>{line.text}</q>
      <p className={styles.voice} data-own={reading !== null}>
        <AudioLines aria-hidden="true" />
        <span>{voice}</span>
      </p>
      <div className={styles.tools}>
        {reading && <Hear address={soundOf(production, line)} label={t('hear')} />}
        {line.can_read && (
          <Button size="s" icon={reading ? <RotateCcw /> : <Mic />} onPress={() => setOpen(true)}>
            {reading ? t('say_again') : t('say_it')}
          </Button>
        )}
        {line.can_read && line.earlier && (
          <Button size="s" busy={reuse.isPending} onPress={() => reuse.mutate()}>
            {t('reuse')}
          </Button>
        )}
        {reading && (
          <IconButton label={t('remove')} onPress={() => removal.mutate()}>
            <Trash2 />
          </IconButton>
        )}
      </div>
      {reading?.why.map(why => (
        <p key={why} className={styles.note}>
          {why}
        </p>
      ))}
      {!line.can_read && line.why_not && !reading && <p className={styles.note}>{line.why_not}</p>}
      <ErrorRemark error={removal.error ?? reuse.error} />
      {open && (
        <Suspense>
          <ReadingSheet
            line={{ text: line.text, language: line.language, usual: line.seconds, room: line.room }}
            onKeep={async recording => {
              await keepReading(production, line, recording)
              await fresh()
              say(t('kept'))
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Hear({ address, label }: { address: string; label: string }) {
  const t = useTexts()
  const sound = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand above it */}
      <audio
        ref={sound}
        src={address}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      <IconButton
        label={playing ? t('pause') : label}
        tone="filled"
        onPress={() => (playing ? sound.current?.pause() : void sound.current?.play())}
      >
        {playing ? <Pause /> : <Play />}
      </IconButton>
    </>
  )
}
