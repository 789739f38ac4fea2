import { useSyncExternalStore } from 'react'

/** A yes or no that this browser remembers, the same wherever it is asked. */
export interface Kept {
  use: () => boolean
  now: () => boolean
  set: (on: boolean) => void
}

export function kept(key: string, first: boolean): Kept {
  const watchers = new Set<() => void>()
  const watch = (watcher: () => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }
  const read = () => {
    const text = localStorage.getItem(key)
    return text === null ? first : text === 'yes'
  }
  return {
    use: () => useSyncExternalStore(watch, read),
    now: read,
    set: on => {
      localStorage.setItem(key, on ? 'yes' : 'no')
      for (const watcher of watchers) watcher()
    },
  }
}

export const sound = kept('walkon.sound', true)
export const captions = kept('walkon.captions', false)
