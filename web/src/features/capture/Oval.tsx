import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import styles from './Capture.module.css'
import { useTexts } from './texts'

const RING = 'M150 4a146 196 0 0 1 0 392a146 196 0 0 1 0 -392' // from the top, clockwise

interface OvalProps {
  stream: MediaStream | null
  /** Gets the element once it shows pictures. */
  onVideo?: (video: HTMLVideoElement | null) => void
  /** How the frame looks: a hint is being given, all is well, or nothing is known. */
  mood?: 'plain' | 'well' | 'hint'
  /** 0 to 1: how much of the recording is over. */
  share?: number
  children?: ReactNode
}

/** Oneself in a mirror, in the oval that a face belongs into. */
export function Oval({ stream, onVideo, mood = 'plain', share, children }: OvalProps) {
  const t = useTexts()
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef(onVideo)
  told.current = onVideo
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.srcObject = stream
    if (stream === null) return
    const shows = () => told.current?.(element)
    element.addEventListener('loadeddata', shows, { once: true })
    void element.play().catch(() => undefined)
    return () => {
      element.removeEventListener('loadeddata', shows)
      told.current?.(null)
    }
  }, [stream])
  return (
    <div className={`${styles.oval} ${styles[mood] ?? ''}`}>
      <video
        ref={video as Ref<HTMLVideoElement>}
        className={styles.mirror}
        muted
        playsInline
        aria-label={t('mirror')}
      />
      <svg className={styles.ring} viewBox="0 0 300 400" aria-hidden="true">
        <path d={RING} className={styles.rim} />
        {share !== undefined && (
          <path d={RING} pathLength="1" strokeDasharray={`${share} 1`} className={styles.arc} />
        )}
      </svg>
      {children}
    </div>
  )
}
