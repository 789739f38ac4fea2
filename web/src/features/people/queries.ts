import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type Person = Schemas['PersonShown']
export type Page = Schemas['PersonPage']
export type Terms = Schemas['TermsForm']
export type Role = 'maker' | 'cast'

export const searchQuery = (start: string) =>
  queryOptions({
    queryKey: ['people', 'search', start],
    queryFn: () => body(api.GET('/api/v1/people', { params: { query: { start, limit: 30 } } })),
    enabled: start !== '',
    placeholderData: keepPreviousData,
  })

export const tiedQuery = (tie: 'following' | 'blocked') =>
  infiniteQueryOptions({
    queryKey: ['people', tie],
    queryFn: ({ pageParam }) => {
      const asked = { params: { query: pageParam ? { after: pageParam } : {} } }
      return body(
        tie === 'following' ? api.GET('/api/v1/me/following', asked) : api.GET('/api/v1/me/blocked', asked),
      )
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.after,
  })

export const personQuery = (handle: string) =>
  queryOptions({
    queryKey: ['people', 'one', handle],
    queryFn: () => body(api.GET('/api/v1/people/{handle}/page', { params: { path: { handle } } })),
  })

export const filmsQuery = (handle: string, role: Role) =>
  infiniteQueryOptions({
    queryKey: ['releases', 'of', handle, role],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/people/{handle}/releases', {
          params: {
            path: { handle },
            query: { role, limit: 24, ...(pageParam ? { after: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.after,
  })

export const invitesQuery = queryOptions({
  queryKey: ['invites'],
  queryFn: () => body(api.GET('/api/v1/me/invites')),
})

/** Following and blocking, and the ends of both; whatever shows people or films is asked for anew. */
export function useTie(handle: string) {
  const queries = useQueryClient()
  const params = { params: { path: { handle } } }
  return useMutation({
    mutationFn: (deed: 'follow' | 'unfollow' | 'block' | 'unblock') => {
      switch (deed) {
        case 'follow':
          return api.PUT('/api/v1/me/following/{handle}', params)
        case 'unfollow':
          return api.DELETE('/api/v1/me/following/{handle}', params)
        case 'block':
          return api.PUT('/api/v1/me/blocked/{handle}', params)
        case 'unblock':
          return api.DELETE('/api/v1/me/blocked/{handle}', params)
      }
    },
    onSuccess: () =>
      Promise.all([['people'], ['releases']].map(queryKey => queries.invalidateQueries({ queryKey }))),
  })
}

export function useInvites() {
  const queries = useQueryClient()
  const done = () => queries.invalidateQueries({ queryKey: ['invites'] })
  const make = useMutation({
    mutationFn: (wanted: { uses: number; days: number }) =>
      body(api.POST('/api/v1/me/invites', { body: wanted })),
    onSuccess: done,
  })
  const end = useMutation({
    mutationFn: (invite: string) =>
      api.DELETE('/api/v1/me/invites/{invite}', { params: { path: { invite } } }),
    onSuccess: done,
  })
  return { make, end }
}

export function useAsk(handle: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: Schemas['AccessWanted']) => api.POST('/api/v1/access-requests', { body: wanted }),
    onSuccess: () =>
      Promise.all(
        [['people', 'one', handle], ['requests']].map(queryKey => queries.invalidateQueries({ queryKey })),
      ),
  })
}
