import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../design/Button'
import { captions, sound } from './kept'
import type { Release } from './queries'
import styles from './Reel.module.css'
import { Scene } from './Scene'
import { useTexts } from './texts'

interface ReelProps {
  releases: readonly Release[]
  /** Called when the last films come near. */
  onNearEnd?: () => void
  /** What stands after the last film. */
  end?: ReactNode
}

const STEPS: Record<string, number> = { ArrowDown: 1, PageDown: 1, j: 1, ArrowUp: -1, PageUp: -1, k: -1 }

/** Films one under the other, each as large as the screen: by swipe, wheel, arrow keys or the two buttons. */
export function Reel({ releases, onNearEnd, end }: ReelProps) {
  const t = useTexts()
  const { list, at, go } = useReel(releases.length)
  const current = releases[at]
  useEffect(() => {
    if (at >= releases.length - 3) onNearEnd?.()
  }, [at, releases.length, onNearEnd])
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (document.activeElement?.matches('body, h1, main')) onKey(event, go)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [go])
  return (
    <section className={styles.reel} aria-label={t('films')}>
      <p className="unseen" aria-live="polite">
        {current && t('now_showing', { handle: current.owner, place: at + 1 })}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys inside of it; every step has a button too */}
      <div className={styles.list} ref={list} onKeyDown={event => onKey(event, go)}>
        {releases.map((release, place) => (
          <Scene key={release.id} release={release} current={place === at} near={Math.abs(place - at) <= 1} />
        ))}
        {end && (
          <div className={styles.end} inert={at < releases.length}>
            {end}
          </div>
        )}
      </div>
      <div className={styles.steps}>
        <IconButton label={t('previous')} tone="filled" isDisabled={at === 0} onPress={() => go(-1)}>
          <ChevronUp />
        </IconButton>
        <IconButton
          label={t('next')}
          tone="filled"
          isDisabled={at >= releases.length - (end ? 0 : 1)}
          onPress={() => go(1)}
        >
          <ChevronDown />
        </IconButton>
      </div>
    </section>
  )
}

function onKey(event: KeyboardEvent | globalThis.KeyboardEvent, go: (by: number) => void): void {
  const target = event.target
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (target instanceof HTMLElement && target.closest('input, textarea, [role=dialog], [role=alertdialog]'))
    return
  const step = STEPS[event.key]
  if (step !== undefined) go(step)
  else if (event.key === 'm') sound.set(!sound.now())
  else if (event.key === 'c') captions.set(!captions.now())
  else if (event.key === ' ' && !(target instanceof HTMLButtonElement)) press('[data-playing]')
  else if (event.key === 'l') press('[aria-pressed][data-like]')
  else return
  event.preventDefault()
}

/** The button of the film that is shown. */
function press(button: string): void {
  document.querySelector<HTMLElement>(`article:not([inert]) ${button}`)?.click()
}

/** Which film is shown, and the way to the next. */
function useReel(count: number) {
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  useEffect(() => {
    const root = list.current
    if (!root || count === 0) return undefined
    const places = [...root.children]
    const seen = new IntersectionObserver(
      entries => {
        const shown = entries.find(entry => entry.isIntersecting)
        if (shown) setAt(places.indexOf(shown.target))
      },
      { root, threshold: 0.6 },
    )
    for (const place of places) seen.observe(place)
    return () => seen.disconnect()
  }, [count])
  const go = useCallback((by: number) => {
    const root = list.current
    if (!root) return
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const next = Math.round(root.scrollTop / root.clientHeight) + by
    root.scrollTo({ top: next * root.clientHeight, behavior: still ? 'instant' : 'smooth' })
  }, [])
  return { list, at: Math.min(at, count), go }
}
