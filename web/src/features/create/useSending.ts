import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { onceKey } from '../../api/client'
import { Unreachable } from '../../api/problem'
import { type Draft, forgetDraft, type Start } from './draft'
import { propose, send, type Understanding } from './queries'

interface Sent {
  draft: Draft
  found: Understanding
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
    mutationFn: async ({ draft, found }: Sent) => {
      const before = filed.current?.draft === draft ? filed.current : null
      if (before !== null) return send(before.id)
      if (once.current?.draft !== draft) once.current = { draft, key: onceKey() }
      const made = await propose(draft, found.cast, start, once.current.key)
      filed.current = { id: made.id, draft }
      return made.state === 'screened' ? send(made.id) : made
    },
    onSuccess: async made => {
      forgetDraft(account, start)
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
