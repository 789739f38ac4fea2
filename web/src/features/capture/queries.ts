import { queryOptions } from '@tanstack/react-query'
import { api, body, onceKey, type Schemas } from '../../api/client'
import type { LanguageCode } from '../../i18n/texts'
import type { Begun, Desk } from './protocol/recording'

export type Take = Schemas['TakeShown']
export type Production = Schemas['ProductionShown']
export type Screen = Schemas['Screen']

const BUSY: readonly Take['state'][] = ['waiting', 'passed']
const MAKING: readonly Production['state'][] = ['storyboard', 'rendering', 'reviewing']
const SOON = 800 // milliseconds
const LATER = 5000 // milliseconds, while people look at it

export const takeQuery = (take: string) =>
  queryOptions({
    queryKey: ['takes', take],
    queryFn: () => body(api.GET('/api/v1/me/takes/{take}', { params: { path: { take } } })),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || BUSY.includes(data.state)) return SOON
      return data.state === 'in_review' ? LATER : false
    },
    staleTime: 0,
  })

export const takesQuery = queryOptions({
  queryKey: ['takes'],
  queryFn: () => body(api.GET('/api/v1/me/takes')),
})

export const helloQuery = (production: string) =>
  queryOptions({
    queryKey: ['productions', production, 'hello'],
    queryFn: () =>
      body(
        api.GET('/api/v1/productions/{production}', { params: { path: { production } } }),
      ) as Promise<Production>,
    refetchInterval: ({ state }) => (state.data && !MAKING.includes(state.data.state) ? false : SOON),
    staleTime: 0,
  })

export const grantsQuery = queryOptions({
  queryKey: ['grants', 'mine'],
  queryFn: () => body(api.GET('/api/v1/me/cameo/grants')),
})

export interface Drawn extends Begun {
  expires: number // milliseconds since 1970
}

/** The steps are drawn, and stay on the server until their time comes. */
export async function drawn(upload: string, language: LanguageCode, screen: Screen): Promise<Drawn> {
  const begun = await body(api.POST('/api/v1/me/recordings', { body: { upload, language, screen } }))
  return { id: begun.id, seconds: begun.seconds, cues: begun.cues, expires: Date.parse(begun.expires_at) }
}

export const desk: Desk = {
  cues: (recording, after) =>
    body(
      api.GET('/api/v1/me/recordings/{recording}/cues', {
        params: { path: { recording }, query: { after } },
      }),
    ),
  finish: (recording, shown, key) =>
    body(
      api.POST('/api/v1/me/recordings/{recording}/finish', {
        params: { path: { recording }, header: { 'Idempotency-Key': key } as never },
        body: { shown: [...shown] },
      }),
    ),
}

/** A film of some seconds, for oneself, by the way that every film goes. */
export async function madeHello(handle: string, prompt: string): Promise<string> {
  const form = { prompt, cast: [handle], seconds: 3, width: 480, height: 480, audience: 'requester' } as const
  const made = await body(
    api.POST('/api/v1/productions', {
      params: { header: { 'Idempotency-Key': onceKey() } as never },
      body: form as never,
    }),
  )
  await api.POST('/api/v1/productions/{production}/send', { params: { path: { production: made.id } } })
  return made.id
}
