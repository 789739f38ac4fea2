/** What the server said was wrong: `code` for programs, `message` a sentence for people in their language. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, unknown> = {},
    /** Seconds until it may be asked again, where the server says so. */
    readonly wait: number | null = null,
  ) {
    super(message)
  }
}

/** No answer came at all: no connection, or the server is being restarted. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The problem that an answer tells. */
export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get('Retry-After'))
  const told: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const body = (typeof told === 'object' && told !== null ? told : {}) as Record<string, unknown>
  return new Problem(
    response.status,
    typeof body.code === 'string' ? body.code : 'server_error',
    typeof body.detail === 'string' ? body.detail : '',
    (body.fields ?? {}) as Record<string, unknown>,
    Number.isFinite(wait) && wait > 0 ? wait : null,
  )
}

export function isProblem(error: unknown, ...codes: string[]): error is Problem {
  return error instanceof Problem && (codes.length === 0 || codes.includes(error.code))
}
