import { useEffect, useSyncExternalStore } from 'react'

const KEPT = 'walkon.desk.keys'
const watchers = new Set<() => void>()

function areOn(): boolean {
  return localStorage.getItem(KEPT) !== 'off'
}

/** Whether single keys do something here, and how that is changed. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(watcher => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }, areOn)
  return [
    on,
    next => {
      if (next) localStorage.removeItem(KEPT)
      else localStorage.setItem(KEPT, 'off')
      for (const watcher of watchers) watcher()
    },
  ]
}

/** Deeds by single keys: not while somebody types, a window is open, or they are switched off. */
export function useKeys(deeds: Record<string, (() => void) | undefined>): void {
  const [on] = useKeysOn()
  useEffect(() => {
    if (!on) return undefined
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, video, [role=dialog], [role=alertdialog]')) return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      const deed = deeds[event.key.toLowerCase()]
      if (!deed) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
