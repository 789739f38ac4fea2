import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'

export type FilmLine = Schemas['FilmLine']

export function linesQuery(production: string) {
  return queryOptions({
    queryKey: ['productions', production, 'lines'],
    queryFn: ({ signal }) =>
      body(api.GET('/api/v1/productions/{production}/lines', { params: { path: { production } }, signal })),
  })
}

/** The same, asked for now. */
export async function linesOf(production: string): Promise<FilmLine[]> {
  const path = { production }
  return (await body(api.GET('/api/v1/productions/{production}/lines', { params: { path } }))).lines
}

/** Where what I read for a line is heard. */
export function soundOf(production: string, line: FilmLine): string {
  const when = encodeURIComponent(line.reading?.made_at ?? '')
  return `/api/v1/productions/${production}/lines/${line.place}/reading?at=${when}`
}

/** Sends a recording of a line; the server listens to it and says what does not fit. */
export function keepReading(production: string, line: FilmLine, recording: Blob): Promise<FilmLine> {
  return body(
    api.PUT('/api/v1/productions/{production}/lines/{place}/reading', {
      params: { path: { production, place: line.place }, query: { words: line.words } },
      body: recording as unknown as string,
      bodySerializer: sound => sound as unknown as Blob,
      headers: { 'Content-Type': recording.type || 'application/octet-stream' },
    }),
  )
}

export async function removeReading(production: string, place: number): Promise<void> {
  const params = { path: { production, place } }
  await api.DELETE('/api/v1/productions/{production}/lines/{place}/reading', { params })
}

export async function readAgain(production: string, place: number): Promise<void> {
  const params = { path: { production, place } }
  await api.POST('/api/v1/productions/{production}/lines/{place}/reading/again', { params })
}
