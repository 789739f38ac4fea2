import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, body, onceKey, type Schemas } from '../../api/client'
import { useOnce } from '../../api/once'

export type Waiting = Schemas['Waiting']
export type FilmWaiting = Schemas['FilmWaiting']
export type Asked = Schemas['AccessShown']
export type Film = Schemas['ProductionShown']
export type Notice = Schemas['NoticeShown']

/** What waits for my answer. */
export const waitingQuery = queryOptions({
  queryKey: ['requests', 'waiting'],
  queryFn: () => body(api.GET('/api/v1/inbox/waiting')),
})

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'list'],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam }) =>
    body(api.GET('/api/v1/notices', { params: { query: pageParam === null ? {} : { after: pageParam } } })),
  getNextPageParam: page => page.after,
})

export const filmQuery = (production: string) =>
  queryOptions({
    queryKey: ['productions', production],
    queryFn: () => body(api.GET('/api/v1/productions/{production}', { params: { path: { production } } })),
  })

/** Its shots and lines, and what of it is there; more with every state. */
export const planQuery = (production: string, state: string) =>
  queryOptions({
    queryKey: ['productions', production, 'plan', state],
    queryFn: () =>
      body(api.GET('/api/v1/productions/{production}/plan', { params: { path: { production } } })),
  })

/** Every film with me in it, of everybody and wherever it is. */
export const withMeQuery = infiniteQueryOptions({
  queryKey: ['productions', 'with-me'],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/productions/with-me', {
        params: { query: pageParam === null ? {} : { after: pageParam } },
      }),
    ),
  getNextPageParam: page => page.after,
})

/** Everything that an answer changes. Nobody waits for it: what says that it worked may go with the answered card. */
function useFresh() {
  const queries = useQueryClient()
  return () => {
    for (const key of ['requests', 'productions', 'grants', 'notices', 'me'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
}

const path = (production: string) => ({ path: { production } })

export function useAllow(production: string) {
  const fresh = useFresh()
  const once = useOnce<{ lasting: 'this_one' | 'always'; approval: 'none' | 'every_video' }>()
  return useMutation({
    mutationFn: (yes: { lasting: 'this_one' | 'always'; approval: 'none' | 'every_video' }) =>
      once(yes, key =>
        body(
          api.POST('/api/v1/productions/{production}/allow', {
            params: path(production),
            body: { ...yes, note: '' },
            headers: { 'Idempotency-Key': key },
          }),
        ),
      ),
    onSuccess: fresh,
  })
}

export function useRefuse(production: string) {
  const fresh = useFresh()
  const once = useOnce<string>()
  return useMutation({
    mutationFn: (note: string) =>
      once(note, key =>
        body(
          api.POST('/api/v1/productions/{production}/refuse', {
            params: path(production),
            body: { note },
            headers: { 'Idempotency-Key': key },
          }),
        ),
      ),
    onSuccess: fresh,
  })
}

export function useAskChange(production: string) {
  const fresh = useFresh()
  const once = useOnce<string>()
  return useMutation({
    mutationFn: (words: string) =>
      once(words, key =>
        body(
          api.POST('/api/v1/productions/{production}/ask-change', {
            params: path(production),
            body: { words },
            headers: { 'Idempotency-Key': key },
          }),
        ),
      ),
    onSuccess: fresh,
  })
}

/** Writes a film anew, if its sentence is another one, and asks everybody in it again. */
export function useSendAgain(film: Film) {
  const fresh = useFresh()
  return useMutation({
    mutationFn: async (prompt: string) => {
      if (prompt.trim() !== film.prompt) {
        const written = await body(
          api.POST('/api/v1/productions/{production}/rewrite', {
            params: path(film.id),
            body: { prompt: prompt.trim(), choices: { people: [] } },
          }),
        )
        if (written.state === 'refused') return written
      }
      return body(
        api.POST('/api/v1/productions/{production}/send', {
          params: path(film.id),
          headers: { 'Idempotency-Key': onceKey() },
        }),
      )
    },
    onSettled: fresh,
  })
}

export function useAccept(request: Asked) {
  const fresh = useFresh()
  const once = useOnce<Schemas['TermsForm']>()
  return useMutation({
    mutationFn: (terms: Schemas['TermsForm']) =>
      once(terms, key =>
        api.POST('/api/v1/access-requests/{request}/accept', {
          params: { path: { request: request.id } },
          body: { terms },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    onSuccess: fresh,
  })
}

export function useDecline(request: Asked) {
  const fresh = useFresh()
  const once = useOnce<string>()
  return useMutation({
    mutationFn: () =>
      once(request.id, key =>
        api.POST('/api/v1/access-requests/{request}/decline', {
          params: { path: { request: request.id } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    onSuccess: fresh,
  })
}

/** Marks notices as read, up to one; what is shown keeps its marks until the list is fetched again. */
export async function readUpTo(id: number): Promise<void> {
  await api.POST('/api/v1/notices/read', { body: { id } })
}
