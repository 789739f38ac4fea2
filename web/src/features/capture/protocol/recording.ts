import { isProblem, Problem, Unreachable } from '../../../api/problem'
import { ServerClock } from './clock'
import { type Cue, CueSheet, cueOf, type Told } from './cues'
import type { TakeUpload } from './upload'

export const EVERY = 100 // milliseconds between two questions for cues
const AT_ONCE = 4 // questions that may wait for their answers
const SILENT = 2500 // milliseconds without an answer after which nobody can be guided any more
const TAIL = 400 // milliseconds recorded beyond the end of the last step

export interface Begun {
  id: string
  seconds: number
  cues: number
}

export interface Answered {
  elapsed: number | null
  cues: readonly Told[]
}

/** What a recording asks the server; each throws `Problem` and `Unreachable`. */
export interface Desk {
  cues(recording: string, after: number): Promise<Answered>
  finish(recording: string, shown: readonly number[], key: string): Promise<{ id: string }>
}

/** A camera that records: `began` is when, in milliseconds on the clock of `World.now`. */
export interface Camera {
  start(onPiece: (piece: Blob) => void): Promise<{ began: number }>
  /** Settles when the last piece was given. */
  stop(): Promise<void>
}

export interface World {
  now(): number
  wait(milliseconds: number): Promise<void>
}

export type Ended =
  | 'hidden' // the page was left, or the screen locked
  | 'lost' // the connection, while there was something to be shown
  | 'camera' // the camera or the microphone went away
  | 'stopped' // by the person
  | 'turned' // the phone was turned

export type Phase =
  | { name: 'starting' }
  | { name: 'guided'; elapsed: number; cue: Cue | null }
  | { name: 'sending' }
  | { name: 'sent'; take: string }
  | { name: 'ended'; why: Ended }
  | { name: 'failed'; error: unknown }

/** One recording from the first picture to the last byte. It happens once; another try is another recording. */
export class Run {
  private readonly clock = new ServerClock()
  private readonly sheet = new CueSheet()
  private began = 0
  private heard = 0
  private over = false
  private asking = 0
  private failure: unknown = null
  phase: Phase = { name: 'starting' }
  /** All has arrived but the word that it has, which a lost connection keeps back. */
  away = false

  constructor(
    private readonly begun: Begun,
    private readonly upload: TakeUpload,
    private readonly camera: Camera,
    private readonly desk: Desk,
    private readonly world: World,
    private readonly changed: (phase: Phase) => void,
  ) {}

  /** Seconds on the challenge's clock; negative before it began. */
  get elapsed(): number {
    return this.clock.began === null ? -1 : (this.world.now() - this.clock.began) / 1000
  }

  /** Seconds that the recording had run when the challenge began; null before. */
  get lead(): number | null {
    return this.clock.began === null ? null : (this.clock.began - this.began) / 1000
  }

  /** Settles when it has been sent, has ended or has failed. */
  async go(): Promise<void> {
    try {
      this.began = (await this.camera.start(piece => this.upload.append(piece))).began
      if (this.over) return
      await this.upload.begun()
      await this.guided()
      if (this.over) return
      await this.world.wait(TAIL)
      await this.camera.stop()
      if (this.over) return
      this.become({ name: 'sending' })
      await this.upload.finish()
      const take = await this.finished()
      this.over = true
      this.become({ name: 'sent', take: take.id })
    } catch (error) {
      if (!this.over) await this.close({ name: 'failed', error })
    }
  }

  /** It is no recording any more; nothing of it is kept. After the end of the last step only the sending can be ended. */
  async end(why: Ended): Promise<void> {
    if (this.over || (this.phase.name === 'sending' && why !== 'stopped')) return
    await this.close({ name: 'ended', why })
  }

  /** To be called for every picture of the screen. Gives whether something else is to be shown. */
  advance(): boolean {
    if (this.over || this.clock.began === null) return false
    const fresh = this.sheet.advance(this.elapsed, (this.world.now() - this.began) / 1000)
    if (fresh) this.become({ name: 'guided', elapsed: this.elapsed, cue: this.sheet.now })
    return fresh
  }

  /** Asks at an even pace, however long an answer takes: a slow connection makes cues late once, not each by another time. */
  private async guided(): Promise<void> {
    this.heard = this.world.now()
    while (!this.over && this.elapsed < this.begun.seconds) {
      if (this.failure !== null) throw this.failure
      if (this.asking < AT_ONCE) void this.ask()
      if (this.world.now() - this.heard > SILENT) return this.end('lost')
      await this.world.wait(EVERY)
    }
  }

  private async ask(): Promise<void> {
    const asked = this.world.now()
    this.asking++
    try {
      const found = await this.desk.cues(this.begun.id, this.sheet.last)
      this.heard = this.world.now()
      if (found.elapsed !== null) this.clock.heard(asked, this.heard, found.elapsed)
      this.sheet.told(found.cues.map(cueOf))
    } catch (error) {
      const passes = error instanceof Unreachable || (error instanceof Problem && error.status >= 500)
      if (!passes) this.failure = error
    } finally {
      this.asking--
    }
  }

  /** Asked again until it was heard; the key makes it count once. */
  private async finished(): Promise<{ id: string }> {
    const key = crypto.randomUUID()
    for (let wait = 500; ; wait = Math.min(2 * wait, 8000)) {
      try {
        return await this.desk.finish(this.begun.id, this.sheet.shown, key)
      } catch (error) {
        if (this.over || !(error instanceof Unreachable || (isProblem(error) && error.status >= 500)))
          throw error
        this.away = true
        await this.world.wait(wait)
      }
    }
  }

  private async close(phase: Phase): Promise<void> {
    this.over = true
    this.become(phase)
    this.upload.discard()
    await this.camera.stop().catch(() => undefined)
  }

  private become(phase: Phase): void {
    this.phase = phase
    this.changed(phase)
  }
}
