import { Heart, Play, VolumeX } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../design/Button'
import { Spinner } from '../../design/Spinner'
import { useWords } from '../../design/States'
import { useTexts as useDesignTexts } from '../../design/texts'
import { clock } from '../../i18n/times'
import { Captions } from './Captions'
import styles from './Film.module.css'
import { captions, sound } from './kept'
import { useTexts } from './texts'
import { type Player, usePlayer } from './usePlayer'

const SECOND_TAP = 240 // milliseconds in which a second tap is a like

interface FilmProps {
  film: string
  label: string
  current: boolean
  near: boolean
  onLike: () => void
  /** What is said about it, over its lower edge. */
  children: ReactNode
}

/** One film with its picture before it, its captions, and a touch that pauses or, twice, likes. */
export function Film({ film, label, current, near, onLike, children }: FilmProps) {
  const player = usePlayer(film, current, near)
  const track = useRef<HTMLTrackElement>(null)
  const withCaptions = captions.use()
  const [ready, setReady] = useState(false)
  const [upright, setUpright] = useState(false)
  const poster = `/api/v1/productions/${film}/stills/0`
  return (
    <div
      className={upright ? `${styles.film} ${styles.upright}` : styles.film}
      {...(upright ? { 'data-upright': true } : {})}
    >
      <img className={styles.around} src={poster} alt="" aria-hidden="true" loading="lazy" />
      <img
        className={styles.picture}
        src={poster}
        alt=""
        onLoad={({ currentTarget: it }) => setUpright(it.naturalHeight > it.naturalWidth)}
      />
      {player.src && !player.error && (
        <video
          ref={player.video}
          className={ready ? styles.video : `${styles.video} ${styles.waiting}`}
          src={player.src}
          aria-label={label}
          preload={near ? 'auto' : 'none'}
          loop
          playsInline
          onLoadedData={({ currentTarget: it }) => {
            setReady(true)
            setUpright(it.videoHeight > it.videoWidth)
            player.onLoaded()
          }}
          onError={player.onError}
        >
          <track ref={track} kind="captions" src={`/api/v1/productions/${film}/captions`} />
        </video>
      )}
      {current && !player.error && !ready && (
        <span className={styles.loading}>
          <Spinner large />
        </span>
      )}
      <Touch player={player} onLike={onLike} />
      {player.hushed && <Hushed />}
      {player.error !== null && player.error !== undefined && <Lost player={player} />}
      <div className={styles.below}>
        {withCaptions && current && player.src && <Captions video={player.video} track={track} />}
        {children}
      </div>
      {current && ready && <Progress player={player} />}
    </div>
  )
}

function Touch({ player, onLike }: { player: Player; onLike: () => void }) {
  const t = useTexts()
  const first = useRef(0)
  const [burst, setBurst] = useState<{ x: number; y: number; id: number } | null>(null)
  useEffect(() => () => window.clearTimeout(first.current), [])
  const touched = (event: MouseEvent<HTMLButtonElement>) => {
    if (event.detail === 0) return player.toggle() // by keyboard
    window.clearTimeout(first.current)
    if (event.detail === 1) {
      first.current = window.setTimeout(player.toggle, SECOND_TAP)
    } else if (event.detail === 2) {
      const box = event.currentTarget.getBoundingClientRect()
      setBurst({ x: event.clientX - box.left, y: event.clientY - box.top, id: event.timeStamp })
      onLike()
    }
    return undefined
  }
  return (
    <button
      type="button"
      className={styles.touch}
      onClick={touched}
      aria-label={player.playing ? t('pause') : t('play')}
      data-playing={player.playing}
    >
      {!player.playing && player.src && (
        <span className={styles.big}>
          <Play />
        </span>
      )}
      {burst && (
        <span key={burst.id} className={styles.burst} style={{ left: burst.x, top: burst.y }}>
          <Heart />
        </span>
      )}
    </button>
  )
}

function Hushed() {
  const t = useTexts()
  return (
    <button
      type="button"
      className={styles.hushed}
      onClick={() => {
        sound.set(false)
        sound.set(true)
      }}
    >
      <VolumeX aria-hidden="true" /> {t('tap_for_sound')}
    </button>
  )
}

function Lost({ player }: { player: Player }) {
  const t = useDesignTexts()
  const words = useWords()
  return (
    <div className={styles.lost} role="alert">
      <p>{words(player.error)}</p>
      <Button size="s" onPress={player.again}>
        {t('again')}
      </Button>
    </div>
  )
}

function Progress({ player }: { player: Player }) {
  const t = useTexts()
  const [at, setAt] = useState(0)
  const [whole, setWhole] = useState(0)
  useEffect(() => {
    const video = player.video.current
    if (!video) return undefined
    const show = () => {
      setAt(video.currentTime)
      setWhole(Number.isFinite(video.duration) ? video.duration : 0)
    }
    show()
    video.addEventListener('timeupdate', show)
    return () => video.removeEventListener('timeupdate', show)
  }, [player.video])
  return (
    <input
      type="range"
      className={styles.progress}
      min={0}
      max={whole || 1}
      step={0.1}
      value={Math.min(at, whole || 1)}
      aria-label={t('position')}
      aria-valuetext={t('position_of', { at: clock(at), whole: clock(whole) })}
      onChange={event => {
        if (player.video.current) player.video.current.currentTime = Number(event.target.value)
      }}
    />
  )
}
