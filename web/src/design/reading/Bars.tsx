import { type Ref, useImperativeHandle, useRef } from 'react'
import { BARS } from './levels'
import styles from './Reading.module.css'

export interface BarsHandle {
  /** How loud it is now; older bars move on to the left. */
  push: (height: number) => void
  /** All of a recording at once; nothing: flat. */
  show: (heights: readonly number[]) => void
}

const EACH = 4 // pictures of the screen that one bar stands for

/** How loud it was a moment ago. Says nothing to those who do not see it; the words beside it do. */
export function Bars({ ref, live }: { ref: Ref<BarsHandle>; live: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const heights = useRef<number[]>([])
  const count = useRef(0)
  const draw = () => {
    const bars = box.current?.children ?? []
    for (let at = 0; at < bars.length; at += 1) {
      const height = heights.current[at + heights.current.length - bars.length] ?? 0
      ;(bars[at] as HTMLElement).style.setProperty('--height', height.toFixed(3))
    }
  }
  useImperativeHandle(ref, () => ({
    push: height => {
      const known = heights.current
      if (count.current % EACH === 0 || known.length === 0) known.push(height)
      else known[known.length - 1] = Math.max(height, known.at(-1) ?? 0)
      count.current += 1
      if (known.length > BARS) known.shift()
      draw()
    },
    show: all => {
      heights.current = [...all]
      count.current = 0
      draw()
    },
  }))
  return (
    <div ref={box} className={styles.bars} data-live={live} aria-hidden="true">
      {Array.from({ length: BARS }, (_, at) => (
        <i key={at} />
      ))}
    </div>
  )
}
