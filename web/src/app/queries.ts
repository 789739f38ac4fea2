import { QueryClient } from '@tanstack/react-query'
import { onNotice } from '../api/live'
import { Problem } from '../api/problem'

const TRIES = 2

/** What the server said, kept while it is fresh; what it refused is not asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => !(error instanceof Problem && error.status < 500) && count < TRIES,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** What a notice makes stale. Screens that show something else listen with `onNotice` themselves. */
onNotice(() => {
  for (const key of ['me', 'notices', 'productions', 'requests', 'grants', 'releases'])
    void queries.invalidateQueries({ queryKey: [key] })
})
