import { useEffect, useState } from 'react'
import type { Start } from './draft'

/** What I recorded, by the words of the line. It stays in the memory of this page until the film is sent, and nowhere else. */
export type Readings = ReadonlyMap<string, Blob>

const NONE: Readings = new Map()
const held = new Map<string, Readings>() // of drafts that were left for another screen

interface Reading {
  readings: Readings
  read: (text: string, recording: Blob | null) => void
  forget: () => void
}

/** My recordings of a draft's lines: another screen may be looked at meanwhile, and whoever closes the page is asked first. */
export function useReadings(account: string, start: Start | null): Reading {
  const key = keyOf(account, start)
  const [readings, show] = useState(held.get(key) ?? NONE)
  const any = readings.size > 0
  useEffect(() => {
    if (!any) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [any])
  const keep = (next: Readings) => {
    if (next.size > 0) held.set(key, next)
    else held.delete(key)
    show(next)
  }
  return {
    readings,
    read: (text, recording) => {
      const next = new Map(held.get(key) ?? NONE)
      if (recording) next.set(text, recording)
      else next.delete(text)
      keep(next)
    },
    forget: () => keep(NONE),
  }
}

/** Once a film is sent. */
export function forgetReadings(account: string, start: Start | null): void {
  held.delete(keyOf(account, start))
}

function keyOf(account: string, start: Start | null): string {
  return `${account} ${start?.descent ?? ''} ${start?.production ?? ''}`
}
