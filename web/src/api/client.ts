import createClient, { type Middleware } from 'openapi-fetch'
import { language } from '../i18n/texts'
import { problemOf, Unreachable } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

type Listener = () => void
const goneListeners = new Set<Listener>()

/** Told when the server no longer knows who is asking, who was signed in before. Returns the way to stop. */
export function whenSignedOut(listener: Listener): () => void {
  goneListeners.add(listener)
  return () => goneListeners.delete(listener)
}

export function tellSignedOut(): void {
  for (const listener of goneListeners) listener()
}

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    return request
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok || response.status === 304) return undefined
    const problem = await problemOf(response)
    if (problem.code === 'not_signed_in' && schemaPath !== '/api/v1/me') tellSignedOut()
    throw problem
  },
  onError({ error }) {
    return error instanceof DOMException ? undefined : new Unreachable()
  },
}

/** Walkon's HTTP interface; whatever is no yes is thrown as `Problem` or `Unreachable`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' })
api.use(manners)

/** What was answered; for answers that always have a body. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call
  if (data === undefined) throw new Unreachable()
  return data
}

/** A key for a request that may be sent twice and shall count once: pass it as `Idempotency-Key`. */
export function onceKey(): string {
  return crypto.randomUUID()
}
