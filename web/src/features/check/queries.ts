import { api, body, type Schemas } from '../../api/client'

export type Checked = Schemas['Checked']

/** Bytes of one file that the server looks at. */
export const LARGEST = 256 * 1024 * 1024

export function checkFile(file: Blob): Promise<Checked> {
  return body(
    api.POST('/api/v1/checks', {
      body: file as unknown as string,
      bodySerializer: content => content as unknown as Blob,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )
}

export function checkLink(link: string): Promise<Checked> {
  return body(api.POST('/api/v1/checks/links', { body: { link } }))
}
