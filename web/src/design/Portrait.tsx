import { useState } from 'react'
import { Avatar } from './Avatar'
import styles from './Portrait.module.css'

/** One's own cameo as it looks, for nobody else; a letter where there is none. */
export function Portrait({ handle, size, label }: { handle: string; size: number; label: string }) {
  const [gone, setGone] = useState(false)
  if (gone) return <Avatar handle={handle} size={size} />
  return (
    <img
      className={styles.portrait}
      src="/api/v1/me/cameo/portrait"
      width={size}
      height={size}
      alt={label}
      onError={() => setGone(true)}
    />
  )
}
