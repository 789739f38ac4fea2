import { Problem, problemOf, Unreachable } from '../../../api/problem'

export const TUS = { 'Tus-Resumable': '1.0.0' }
export const STREAM = 'application/offset+octet-stream'
const LONGEST_TRY = 60_000 // milliseconds after which a silent connection counts as lost
const PROBE = 128 * 1024 // bytes: enough for a fast connection to come up to speed, 1.4 s over 3G

/** What an upload needs of the world; `fetch` and timers in a browser. `now` and `wait` are in milliseconds. */
export interface Line {
  fetch(path: string, init: RequestInit): Promise<Response>
  wait(milliseconds: number): Promise<void>
  now(): number
}

export const browserLine: Line = {
  fetch: (path, init) => fetch(path, { credentials: 'same-origin', ...init }),
  now: () => performance.now(),
  wait: milliseconds =>
    new Promise(done => {
      const over = new AbortController()
      const go = () => {
        over.abort()
        window.clearTimeout(timer)
        done()
      }
      const timer = window.setTimeout(go, milliseconds)
      window.addEventListener('online', go, { signal: over.signal }) // there is a connection again: at once
    }),
}

/** Throws `Problem` and, where there is no answer, `Unreachable`. */
export async function answered(line: Line, path: string, init: RequestInit): Promise<Response> {
  let answer: Response
  try {
    answer = await line.fetch(path, { ...init, signal: AbortSignal.timeout(LONGEST_TRY) })
  } catch {
    throw new Unreachable()
  }
  if (!answer.ok) throw await problemOf(answer)
  return answer
}

/**
 * Bytes per second that the connection carries from here to the server, by an upload of nothing that is thrown away at once.
 * Null where that cannot be told.
 */
export async function carried(line: Line): Promise<number | null> {
  try {
    const asked = line.now()
    const headers = { ...TUS, 'Upload-Length': String(PROBE) }
    const place = (await answered(line, '/api/v1/uploads', { method: 'POST', headers })).headers.get(
      'Location',
    )
    if (place === null) return null
    const began = line.now()
    const sending = { ...TUS, 'Content-Type': STREAM, 'Upload-Offset': '0' }
    try {
      await answered(line, place, {
        method: 'PATCH',
        headers: sending,
        body: new Blob([new Uint8Array(PROBE)]),
      })
    } finally {
      void line.fetch(place, { method: 'DELETE', headers: TUS, keepalive: true }).catch(() => undefined)
    }
    const took = line.now() - began
    const trip = Math.min(began - asked, (3 / 4) * took) // there and back with nothing to carry
    return (1000 * PROBE) / Math.max(took - trip, 1)
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Problem) return null
    throw error
  }
}
