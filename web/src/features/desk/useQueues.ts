import { useQueries } from '@tanstack/react-query'
import { filmsQuery, reportsQuery, takesQuery } from './queries'
import type { Queue } from './queues'

export interface Waiting {
  id: string
  to: '/desk/films/$film' | '/desk/takes/$take' | '/desk/reports/$report'
  params: Record<string, string>
}

/** What waits in each queue, and what keeps it from being known. */
export function useQueues() {
  const [films, takes, reports] = useQueries({ queries: [filmsQuery, takesQuery, reportsQuery] })
  const appealed = (reports.data ?? []).filter(report => report.state === 'appealed')
  const reported = (reports.data ?? []).filter(report => report.state !== 'appealed')
  const waiting: Record<Queue, Waiting[]> = {
    films: (films.data ?? []).map(({ id }) => ({ id, to: '/desk/films/$film', params: { film: id } })),
    takes: (takes.data ?? []).map(({ id }) => ({ id, to: '/desk/takes/$take', params: { take: id } })),
    reports: reported.map(({ id }) => ({ id, to: '/desk/reports/$report', params: { report: id } })),
    appeals: appealed.map(({ id }) => ({ id, to: '/desk/reports/$report', params: { report: id } })),
  }
  return {
    films: films.data ?? [],
    takes: takes.data ?? [],
    reports: reported,
    appeals: appealed,
    waiting,
    pending: films.isPending || takes.isPending || reports.isPending,
    error: films.error ?? takes.error ?? reports.error,
    refetch: () => void Promise.all([films.refetch(), takes.refetch(), reports.refetch()]),
  }
}
