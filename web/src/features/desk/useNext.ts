import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { say } from '../../design/Toasts'
import type { Queue } from './queues'
import { useKeys } from './useKeys'
import { useQueues } from './useQueues'

/** The ways between the cases of one queue, by keys, and on to the next one after a decision. */
export function useNext(queue: Queue, id: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { waiting } = useQueues()
  const cases = waiting[queue]
  const here = cases.findIndex(one => one.id === id)
  const to = (place: number) => {
    const found = cases[place]
    if (found) void navigate({ to: found.to, params: found.params as never })
  }
  useKeys({
    j: here < cases.length - 1 ? () => to(here + 1) : undefined,
    k: here > 0 ? () => to(here - 1) : undefined,
  })
  /** Says what was done and goes to the case that stood behind this one, or back to the queue. */
  const done = (words: string) => {
    say(words)
    const next = cases[here + 1] ?? cases[here - 1]
    if (next) void navigate({ to: next.to, params: next.params as never, replace: true })
    else void navigate({ to: '/desk', search: { queue }, replace: true })
    void queries.invalidateQueries({ queryKey: ['desk'] })
  }
  return done
}
