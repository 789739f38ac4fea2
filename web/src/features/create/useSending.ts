import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { onceKey } from '../../api/client'
import { Unreachable } from '../../api/problem'
import { keepReading, linesOf } from '../../design/reading/queries'
import { type Draft, forgetDraft, type Start } from './draft'
import { propose, send, type Understanding } from './queries'
import { forgetReadings, type Readings } from './useReadings'

interface Sent {
  draft: Draft
  found: Understanding
  readings: Readings
}

/**
 * Files the film and sends it, which asks everybody in it. Sent twice over a bad connection it is still one film. What was
 * filed and could not be sent stays a draft of the server, which `filed` names; trying again sends that one.
 */
export function useSending(account: string, start: Start | null) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const once = useRef<{ draft: Draft; key: string } | null>(null)
  const filed = useRef<{ id: string; draft: Draft } | null>(null)
  const sending = useMutation({
    mutationFn: async ({ draft, found, readings }: Sent) => {
      const before = filed.current?.draft === draft ? filed.current : null
      if (before !== null) {
        await keepReadings(before.id, readings)
        return send(before.id)
      }
      if (once.current?.draft !== draft) once.current = { draft, key: onceKey() }
      const made = await propose(draft, found.cast, start, once.current.key)
      filed.current = { id: made.id, draft }
      if (made.state !== 'screened') return made
      await keepReadings(made.id, readings)
      return send(made.id)
    },
    onSuccess: async made => {
      forgetDraft(account, start)
      forgetReadings(account, start)
      once.current = null
      filed.current = null
      await navigate({ to: '/films/$film', params: { film: made.id } })
      void queries.invalidateQueries({ queryKey: ['productions'] })
    },
    onError: error => {
      if (!(error instanceof Unreachable)) once.current = null
    },
  })
  return { sending, filed: sending.isError ? (filed.current?.id ?? null) : null }
}

/** Hands over what I read for my lines, once the film is filed and before anybody is asked; what fits is kept. */
async function keepReadings(film: string, readings: Readings): Promise<void> {
  if (readings.size === 0) return
  for (const line of await linesOf(film)) {
    const recording = readings.get(line.text)
    if (recording && line.can_read && !line.read) await keepReading(film, line, recording)
  }
}
