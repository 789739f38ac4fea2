import { Problem, Unreachable } from '../../../api/problem'
import { answered, type Line, STREAM, TUS } from './line'

const FIRST_WAIT = 300 // milliseconds until the first new try
const LONGEST_WAIT = 4000
const FIRST = 8 * 1024 // bytes of the first slice: the steps begin when something has arrived
const SLICE = 512 * 1024 // bytes at most at once: what is on its way when a connection is lost has to be sent again
const LEAST = 16 * 1024 // bytes at least
const PACE = 800 // milliseconds that a slice is to take while steps are asked for over the same connection
const PASSING = new Set([409, 423, 429, 500, 502, 503, 504]) // statuses after which another try may go well

/**
 * A recording on its way, while it is made: tus 1.0 with a length that is told at the end.
 *
 * One piece is sent at a time; what is recorded meanwhile goes with the next. Nothing is thrown away before the whole has
 * arrived, so that a lost connection costs only time: what has arrived is asked for, and the rest is sent.
 */
export class TakeUpload {
  private readonly pieces: Blob[] = []
  private size = 0
  private arrived = 0
  private whole = false
  private told = false // the server knows how long the whole is
  private slice = FIRST
  private running: Promise<void> | null = null
  private came!: () => void
  private failed!: (error: unknown) => void
  private readonly first = new Promise<void>((came, failed) => {
    this.came = came
    this.failed = failed
  })
  private stopped = false

  private constructor(
    private readonly line: Line,
    private readonly path: string,
    private readonly changed: () => void,
  ) {
    this.first.catch(() => undefined) // told to whoever asks, by `begun` or `finish`
  }

  /** Throws `Problem` (also `quota_reached`, `too_many_uploads`) and `Unreachable`. */
  static async create(line: Line, changed: () => void = () => undefined): Promise<TakeUpload> {
    const answer = await answered(line, '/api/v1/uploads', {
      method: 'POST',
      headers: { ...TUS, 'Upload-Defer-Length': '1' },
    })
    const place = answer.headers.get('Location')
    if (place === null) throw new Unreachable()
    return new TakeUpload(line, place, changed)
  }

  get id(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1)
  }

  /** Bytes: recorded, and arrived for good. */
  get progress(): { size: number; arrived: number } {
    return { size: this.size, arrived: this.arrived }
  }

  /** Whether a connection is being waited for. */
  lost = false

  append(piece: Blob): void {
    if (piece.size === 0) return
    this.pieces.push(piece)
    this.size += piece.size
    void this.go().catch(() => undefined) // told by `finish`
  }

  /** Settles when something has arrived, or when it is clear that nothing will. */
  begun(): Promise<void> {
    return this.first
  }

  /** All was recorded; settles when all has arrived. Throws `Problem` where the server takes no more of it. */
  async finish(): Promise<void> {
    this.whole = true
    await this.running?.catch(() => undefined)
    await this.go()
  }

  /** Nothing of it is wanted: it is destroyed, here and there. */
  discard(): void {
    this.stopped = true
    this.came()
    this.pieces.length = 0
    void this.line
      .fetch(this.path, { method: 'DELETE', headers: TUS, keepalive: true })
      .catch(() => undefined)
  }

  private go(): Promise<void> {
    this.running ??= this.send()
      .catch(error => {
        this.failed(error)
        throw error
      })
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  private async send(): Promise<void> {
    let wait = FIRST_WAIT
    while (!this.stopped && (this.arrived < this.size || (this.whole && !this.told))) {
      if (this.whole) this.slice = SLICE
      const last = this.whole && this.size - this.arrived <= SLICE
      try {
        await this.patch(last)
        this.told = last
        wait = FIRST_WAIT
        this.lost = false
        if (this.arrived > 0) this.came()
      } catch (error) {
        if (!passes(error)) throw error
        this.lost = error instanceof Unreachable
        this.changed()
        await this.line.wait(error instanceof Problem && error.wait !== null ? 1000 * error.wait : wait)
        wait = Math.min(2 * wait, LONGEST_WAIT)
        await this.ask()
      }
      this.changed()
    }
  }

  private async patch(last: boolean): Promise<void> {
    const rest = new Blob(this.pieces).slice(this.arrived, this.arrived + this.slice)
    const headers: Record<string, string> = {
      ...TUS,
      'Content-Type': STREAM,
      'Upload-Offset': String(this.arrived),
    }
    if (last) headers['Upload-Length'] = String(this.size)
    const began = this.line.now()
    const answer = await answered(this.line, this.path, { method: 'PATCH', headers, body: rest })
    this.slice = sliceFor(rest.size, this.line.now() - began, this.slice)
    this.arrived = Number(answer.headers.get('Upload-Offset'))
  }

  /** How much has arrived; a connection that is still lost is no error here. */
  private async ask(): Promise<void> {
    try {
      const answer = await answered(this.line, this.path, { method: 'HEAD', headers: TUS })
      this.arrived = Number(answer.headers.get('Upload-Offset'))
    } catch (error) {
      if (!passes(error)) throw error
    }
  }
}

/** The next slice, after one of `size` bytes took so long: one that was full tells what the connection carries. */
function sliceFor(size: number, took: number, slice: number): number {
  const carries = (size * PACE) / Math.max(took, 1)
  if (carries > slice && size < slice) return slice
  return Math.round(Math.min(Math.max(carries, LEAST), SLICE))
}

function passes(error: unknown): boolean {
  return (
    error instanceof Unreachable || (error instanceof Problem && PASSING.has(error.status) && !isFinal(error))
  )
}

/** A day's quota is used up: that passes too late. */
function isFinal(error: Problem): boolean {
  return error.code === 'quota_reached'
}
