import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, body, onceKey, type Schemas } from '../../api/client'
import { isProblem } from '../../api/problem'
import type { Audience, Draft, Start, Written } from './draft'
import { choicesOf, written } from './draft'

export type Understanding = Schemas['UnderstandingShown']
export type Player = Schemas['PlayerShown']
export type Template = Schemas['TemplateShown']
export type Candidate = Schemas['CandidateShown']
export type Production = Schemas['ProductionShown']

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () => body(api.GET('/api/v1/templates')),
  staleTime: Number.POSITIVE_INFINITY,
})

export const planQuery = queryOptions({
  queryKey: ['productions', 'plan of mine'],
  queryFn: () => body(api.GET('/api/v1/me/plan')),
})

export const enginesQuery = queryOptions({
  queryKey: ['engines'],
  queryFn: () => body(api.GET('/api/v1/engines')),
  staleTime: 300_000,
})

export function castableQuery(start: string) {
  return queryOptions({
    queryKey: ['requests', 'castable', start],
    queryFn: ({ signal }) => body(api.GET('/api/v1/castable', { params: { query: { start } }, signal })),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })
}

/** What a sentence would become; asked again whenever it has changed. */
export function understandingQuery(form: Written) {
  return queryOptions({
    queryKey: ['grants', 'understanding', form],
    queryFn: ({ signal }) => body(api.POST('/api/v1/understandings', { body: form, signal })),
    enabled: form.prompt.trim() !== '' || form.start != null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  })
}

/** The terms that are asked for: this one film, shown to them before anybody sees it. */
export function termsFor(found: Pick<Understanding, 'kinds'>, draft: Draft, hosted: boolean) {
  return {
    kinds: [...found.kinds],
    forbidden: [],
    purposes: [draft.purpose],
    audience: draft.audience,
    where: [hosted ? ('hosted' as const) : ('here' as const)],
    approval: 'every_video' as const,
    stages: ['storyboard' as const, 'result' as const],
    videos: 1,
  }
}

export async function ask(
  handle: string,
  terms: ReturnType<typeof termsFor>,
  message: string,
): Promise<void> {
  try {
    await api.POST('/api/v1/access-requests', { body: { handle, terms, message } })
  } catch (error) {
    if (!isProblem(error, 'asked_already')) throw error
  }
}

/** Files the film; nobody is asked or told yet. */
export async function propose(
  draft: Draft,
  cast: string[],
  start: Start | null,
  key: string = onceKey(),
): Promise<Production> {
  const headers = { 'Idempotency-Key': key }
  const form = written(draft, start)
  if (start === null) {
    const { start: _none, ...whole } = form
    return body(api.POST('/api/v1/productions', { body: { ...whole, cast }, headers }))
  }
  const { audience, purpose, engine, prompt, seconds } = form
  const wanted = {
    ...{ audience, purpose, engine, prompt, seconds },
    cast,
    choices: choicesOf(draft, start),
  }
  const params = { path: { production: start.production } }
  return body(
    start.descent === 'remix'
      ? api.POST('/api/v1/productions/{production}/remix', { params, body: wanted, headers })
      : api.POST('/api/v1/productions/{production}/extend', { params, body: wanted, headers }),
  )
}

export async function send(production: string): Promise<Production> {
  return body(api.POST('/api/v1/productions/{production}/send', { params: { path: { production } } }))
}

export const AUDIENCES: readonly Audience[] = ['requester', 'cast', 'friends', 'server', 'anyone']
