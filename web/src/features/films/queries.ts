import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'
import { isProblem } from '../../api/problem'
import { lookAgain } from './states'

export type Production = Schemas['ProductionShown']
export type Release = Schemas['ReleaseShown']
export type Progress = Schemas['ProgressShown']
export type FilmPlan = Schemas['ProductionPlan']
export type Remixing = Schemas['Remixing']
export type Audience = Schemas['Audience']

export function isWhole(film: Production | Release): film is Production {
  return 'state' in film
}

export function filmQuery(film: string) {
  return queryOptions({
    queryKey: ['productions', film],
    queryFn: ({ signal }) =>
      body(api.GET('/api/v1/productions/{production}', { params: { path: { production: film } }, signal })),
  })
}

/** How far it is; looked at again by itself, also after the server was away. */
export function progressQuery(film: string) {
  return queryOptions({
    queryKey: ['productions', film, 'progress'],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/v1/productions/{production}/progress', {
          params: { path: { production: film } },
          signal,
        }),
      ),
    refetchInterval: query => {
      const { error } = query.state
      if (error) return isProblem(error) && error.status < 500 ? false : 2500 // 502: its server is being restarted
      return query.state.data ? lookAgain(query.state.data.state) : false
    },
    refetchIntervalInBackground: false,
    staleTime: 500,
  })
}

/** Its shots, and what of it is there; `state` because there is more with every state. */
export function planOf(film: string, state: string) {
  return queryOptions({
    queryKey: ['productions', film, 'plan', state],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/v1/productions/{production}/plan', { params: { path: { production: film } }, signal }),
      ),
  })
}

function pages(key: string, path: '/api/v1/productions' | '/api/v1/productions/with-me') {
  return infiniteQueryOptions({
    queryKey: ['productions', key],
    queryFn: ({ pageParam, signal }) =>
      body(api.GET(path, { params: { query: { after: pageParam, limit: 24 } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.after,
  })
}
export const minePages = pages('mine', '/api/v1/productions')
export const withMePages = pages('with me', '/api/v1/productions/with-me')

export function stillOf(film: string, place: number): string {
  return `/api/v1/productions/${film}/stills/${place}`
}
export function videoOf(film: string): string {
  return `/api/v1/productions/${film}/film`
}
export function captionsOf(film: string): string {
  return `/api/v1/productions/${film}/captions`
}

type Deed = 'send' | 'cancel' | 'vary'
/** What its owner does with it. */
export function does(film: string, deed: Deed): Promise<Production> {
  const params = { path: { production: film } }
  if (deed === 'send') return body(api.POST('/api/v1/productions/{production}/send', { params }))
  if (deed === 'vary') return body(api.POST('/api/v1/productions/{production}/vary', { params }))
  return body(api.POST('/api/v1/productions/{production}/cancel', { params }))
}

/** What somebody in it says. */
export function answers(film: string, yes: boolean, note: string): Promise<Production> {
  const params = { path: { production: film } }
  return body(
    yes
      ? api.POST('/api/v1/productions/{production}/approve', { params, body: { note } })
      : api.POST('/api/v1/productions/{production}/refuse', { params, body: { note } }),
  )
}

export function release(film: string, audience: Audience, remixing: Remixing): Promise<Production> {
  const params = { path: { production: film } }
  return body(api.POST('/api/v1/productions/{production}/release', { params, body: { audience, remixing } }))
}

export function chooseRemixing(film: string, remixing: Remixing): Promise<Production> {
  const params = { path: { production: film } }
  return body(api.PUT('/api/v1/productions/{production}/remixing', { params, body: { remixing } }))
}

export function stitch(films: string[], audience: Audience): Promise<Production> {
  return body(api.POST('/api/v1/productions/stitch', { body: { productions: films, audience } as never }))
}
