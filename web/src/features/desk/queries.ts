import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type Film = Schemas['FilmCase']
export type FilmWhole = Schemas['FilmCaseWhole']
export type Take = Schemas['TakeWaiting']
export type TakeWhole = Schemas['TakeCase']
export type Report = Schemas['ReportCase']
export type Ground = Schemas['Ground']
export type Answer = 'accept' | 'refuse'

const OFTEN = 30_000 // milliseconds; others decide, too

export const filmsQuery = queryOptions({
  queryKey: ['desk', 'films'],
  queryFn: () => body(api.GET('/api/v1/desk/films')),
  refetchInterval: OFTEN,
})

export const takesQuery = queryOptions({
  queryKey: ['desk', 'takes'],
  queryFn: () => body(api.GET('/api/v1/desk/takes')),
  refetchInterval: OFTEN,
})

export const reportsQuery = queryOptions({
  queryKey: ['desk', 'reports'],
  queryFn: () => body(api.GET('/api/v1/desk/reports')),
  refetchInterval: OFTEN,
})

export const filmQuery = (film: string) =>
  queryOptions({
    queryKey: ['desk', 'film', film],
    queryFn: () => body(api.GET('/api/v1/desk/films/{film}', { params: { path: { film } } })),
  })

export const takeQuery = (review: string) =>
  queryOptions({
    queryKey: ['desk', 'take', review],
    queryFn: () => body(api.GET('/api/v1/desk/takes/{review}', { params: { path: { review } } })),
  })

export const reportQuery = (report: string) =>
  queryOptions({
    queryKey: ['desk', 'report', report],
    queryFn: () => body(api.GET('/api/v1/desk/reports/{report}', { params: { path: { report } } })),
  })

/** What settings, looks, costumes and so on are called. */
export const namesQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => body(api.GET('/api/v1/catalogue')),
  staleTime: Number.POSITIVE_INFINITY,
})

export function openFilm(film: string) {
  return body(api.POST('/api/v1/desk/films/{film}/open', { params: { path: { film } } }))
}

export function openTake(review: string) {
  return body(api.POST('/api/v1/desk/takes/{review}/open', { params: { path: { review } } }))
}

export function answerFilm(film: string, answer: Answer, grounds: Ground[], note: string) {
  const request = { params: { path: { film } }, body: { grounds, note } }
  return answer === 'accept'
    ? body(api.POST('/api/v1/desk/films/{film}/accept', request))
    : body(api.POST('/api/v1/desk/films/{film}/refuse', request))
}

export function answerTake(review: string, answer: Answer, grounds: Ground[], note: string) {
  const request = { params: { path: { review } }, body: { grounds, note } }
  return answer === 'accept'
    ? body(api.POST('/api/v1/desk/takes/{review}/accept', request))
    : body(api.POST('/api/v1/desk/takes/{review}/refuse', request))
}

export function decideReport(report: string, decision: Schemas['Ruled']) {
  return body(
    api.POST('/api/v1/desk/reports/{report}/decide', { params: { path: { report } }, body: decision }),
  )
}

export function handOver(report: string) {
  return body(api.POST('/api/v1/desk/reports/{report}/hand-over', { params: { path: { report } } }))
}

export function hearAppeal(report: string, heard: 'upheld' | 'overturned') {
  return body(
    api.POST('/api/v1/desk/reports/{report}/hear', { params: { path: { report } }, body: { heard } }),
  )
}
