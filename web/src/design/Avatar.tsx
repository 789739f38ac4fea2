import styles from './Avatar.module.css'

/** Somebody's letter on a colour that is always theirs. */
export function Avatar({ handle, size = 40 }: { handle: string; size?: number }) {
  const hue = [...handle].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7)
  return (
    <span
      className={styles.avatar}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.44,
        background: `hsl(${hue} 42% 86%)`,
        color: `hsl(${hue} 46% 24%)`,
      }}
      aria-hidden="true"
    >
      {[...handle][0]?.toUpperCase() ?? '?'}
    </span>
  )
}
