import { useEffect, useRef } from 'react'
import { useTexts } from './texts'
import styles from './Welcome.module.css'

/** One looping film; it stands still for people who want no motion. */
export function Example() {
  const t = useTexts()
  const film = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)')
    if (!still.matches) void film.current?.play().catch(() => undefined)
  }, [])
  return (
    <figure className={styles.example}>
      <video
        ref={film}
        src="/example.mp4"
        poster="/example.jpg"
        loop
        muted
        playsInline
        preload="metadata"
        aria-label={t('example')}
      />
      <figcaption className={styles.caption}>“{t('example_prompt')}”</figcaption>
    </figure>
  )
}
