import { useRef } from 'react'
import { onceKey } from './client'
import { Problem } from './problem'

/**
 * Does a deed that is to count once, however often it is tried: as long as the same is sent and no answer came, the server
 * gets the same `Idempotency-Key`, and gives the answer that was lost.
 */
export function useOnce<What>(): <Answer>(
  what: What,
  deed: (key: string) => Promise<Answer>,
) => Promise<Answer> {
  const kept = useRef<{ sent: string; key: string } | null>(null)
  return async (what, deed) => {
    const sent = JSON.stringify(what) ?? ''
    if (kept.current?.sent !== sent) kept.current = { sent, key: onceKey() }
    try {
      const answer = await deed(kept.current.key)
      kept.current = null
      return answer
    } catch (error) {
      if (error instanceof Problem && error.status < 500) kept.current = null
      throw error
    }
  }
}
