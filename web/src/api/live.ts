import type { Schemas } from './client'

export type Notice = Schemas['NoticeShown']
type Listener = (notice: Notice) => void

const listeners = new Set<Listener>()

/** Told of every notice as it comes. Returns the way to stop. */
export function onNotice(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Listens to one's inbox until the returned function is called. The browser reconnects by itself and goes on where it was;
 * where it gives up (the server said no), it is tried again more and more slowly.
 */
export function listen(): () => void {
  let source: EventSource | null = null
  let timer = 0
  let tries = 0
  const open = () => {
    source = new EventSource('/api/v1/notices/live')
    source.onopen = () => {
      tries = 0
    }
    source.onmessage = tell
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return
      timer = window.setTimeout(open, Math.min(60_000, 2000 * 2 ** tries++))
    }
  }
  open()
  return () => {
    window.clearTimeout(timer)
    source?.close()
  }
}

function tell(event: MessageEvent<string>): void {
  const notice = JSON.parse(event.data) as Notice
  for (const listener of listeners) listener(notice)
}
