import { type RefObject, useEffect, useState } from 'react'
import { type Spoken, spokenIn } from './cues'
import styles from './Film.module.css'

interface CaptionsProps {
  video: RefObject<HTMLVideoElement | null>
  track: RefObject<HTMLTrackElement | null>
}

/** What is said at this moment, above the words about the film rather than behind them. */
export function Captions({ video, track }: CaptionsProps) {
  const [lines, show] = useState<Spoken[]>([])
  useEffect(() => {
    const list = track.current?.track
    if (!list || !video.current) return undefined
    list.mode = 'hidden' // loaded and timed, but drawn by us
    const change = () =>
      show([...(list.activeCues ?? [])].map(cue => spokenIn('text' in cue ? String(cue.text) : '')))
    list.addEventListener('cuechange', change)
    return () => {
      list.removeEventListener('cuechange', change)
      list.mode = 'disabled'
    }
  }, [video, track])
  if (lines.length === 0) return null
  return (
    <p className={styles.captions}>
      {lines.map(line => (
        <span key={line.words}>
          {line.who && <b>@{line.who} </b>}
          {line.words}
        </span>
      ))}
    </p>
  )
}
