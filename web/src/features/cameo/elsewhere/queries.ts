import { queryOptions } from '@tanstack/react-query'
import { api, body, type Schemas } from '../../../api/client'
import { Unreachable } from '../../../api/problem'

export type Brought = Schemas['BroughtShown']

/** A sealed file, and the code that opens it. */
export interface Parcel {
  file: Blob
  code: string
  server: string
  handle: string
}

export const originQuery = queryOptions({
  queryKey: ['me', 'cameo', 'origin'],
  queryFn: async () => (await api.GET('/api/v1/me/cameo/origin')).data ?? null,
})

export async function packed(server: string, handle: string): Promise<Parcel> {
  const { data, response } = await api.POST('/api/v1/me/cameo/parcel', {
    body: { server, handle },
    parseAs: 'blob',
  })
  const code = response.headers.get('Walkon-Code')
  if (!data || !code) throw new Unreachable()
  return { file: data as unknown as Blob, code, server, handle }
}

export function brought(file: File, code: string): Promise<Brought> {
  return body(
    api.POST('/api/v1/me/cameo/brought', {
      params: { header: { 'Walkon-Code': code } },
      body: file as unknown as string,
      bodySerializer: sent => sent as unknown as Blob,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )
}
