// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem, Unreachable } from '../../../api/problem'
import { ServerClock } from './clock'
import { CueSheet, cueOf } from './cues'
import { type Answered, type Camera, type Desk, type Phase, Run, type World } from './recording'
import type { TakeUpload } from './upload'

describe('the clock of the server', () => {
  it('lies between when was asked and when was answered', () => {
    const clock = new ServerClock()
    expect(clock.began).toBeNull()
    clock.heard(1000, 1400, 0.2) // began between 800 and 1200
    expect(clock.began).toBe(1000)
    clock.heard(2000, 2020, 1.1) // between 900 and 920
    expect(clock.began).toBe(910)
    clock.heard(3000, 3900, 2.5) // says nothing new
    expect(clock.began).toBe(910)
  })
})

const cue = (number: number, at: number) => cueOf({ number, at, seconds: 1, kind: 'still', details: {} })

describe('cues', () => {
  it('are shown at their time, late ones at once, and each once', () => {
    const sheet = new CueSheet()
    sheet.told([cue(0, 0), cue(1, 1.5)])
    sheet.told([cue(1, 1.5), cue(2, 1.8)])
    expect(sheet.last).toBe(2)
    expect(sheet.advance(0.01, 0.4)).toBe(true)
    expect(sheet.advance(1.4, 1.8)).toBe(false)
    expect(sheet.now?.number).toBe(0)
    expect(sheet.advance(2, 2.4)).toBe(true)
    expect(sheet.now?.number).toBe(2)
    expect(sheet.shown).toEqual([0.4, 2.4, 2.4])
  })

  it('of an unknown kind are no cues', () => {
    expect(() => cueOf({ number: 0, at: 0, seconds: 1, kind: 'dance', details: {} })).toThrow(RangeError)
  })
})

/** A server with three cues, a camera whose first picture takes 150 ms to arrive, and time that only the test moves. */
class Stage implements Desk, Camera, World {
  began: number | null = null
  late = 20
  down = false
  broken: Error | null = null
  phases: Phase[] = []
  finished: { shown: readonly number[]; key: string }[] = []
  stopped = 0
  discarded = 0
  readonly times = [0, 1, 1.3]
  readonly upload = {
    append: () => undefined,
    begun: async () => {
      await this.wait(150)
    },
    finish: async () => undefined,
    discard: () => {
      this.discarded++
    },
  } as unknown as TakeUpload
  readonly run = new Run({ id: 'r', seconds: 3, cues: 3 }, this.upload, this, this, this, phase => {
    this.phases.push(phase)
  })

  now = () => performance.now()
  wait = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds))

  async start() {
    return { began: this.now() }
  }

  async stop() {
    this.stopped++
  }

  async cues(_: string, after: number): Promise<Answered> {
    await this.wait(this.late)
    if (this.broken) throw this.broken
    if (this.down) throw new Unreachable()
    this.began ??= this.now()
    const elapsed = (this.now() - this.began) / 1000
    const told = this.times.flatMap((at, number) =>
      number > after && at - 0.3 <= elapsed ? [{ number, at, seconds: 1, kind: 'still', details: {} }] : [],
    )
    return { elapsed, cues: told }
  }

  async finish(_: string, shown: readonly number[], key: string) {
    if (this.down) throw new Unreachable()
    this.finished.push({ shown, key })
    return { id: 't' }
  }

  /** Lets time pass with a picture of the screen every 16 ms. */
  async passes(milliseconds: number) {
    for (let at = 0; at < milliseconds; at += 16) {
      await vi.advanceTimersByTimeAsync(16)
      this.run.advance()
    }
  }
}

describe('a recording', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('shows each cue at its time and says when, in seconds of the recording', async () => {
    const stage = new Stage()
    const going = stage.run.go()
    await stage.passes(5000)
    await going
    expect(stage.phases.at(-1)).toEqual({ name: 'sent', take: 't' })
    const lead = stage.run.lead ?? 0
    expect(lead).toBeGreaterThan(0.15)
    expect(lead).toBeLessThan(0.3)
    stage.finished[0]?.shown.forEach((when, number) => {
      expect(when - (stage.times[number] ?? 0) - lead).toBeLessThan(0.06)
      expect(when - (stage.times[number] ?? 0) - lead).toBeGreaterThanOrEqual(-0.001)
    })
    expect(stage.finished[0]?.shown).toHaveLength(3)
    expect(stage.stopped).toBe(1)
    expect(stage.discarded).toBe(0)
  })

  it('asks at an even pace over a slow connection', async () => {
    const stage = new Stage()
    stage.late = 280
    const going = stage.run.go()
    await stage.passes(6000)
    await going
    const lead = stage.run.lead ?? 0
    stage.finished[0]?.shown.forEach((when, number) => {
      if (number > 0) expect(when - (stage.times[number] ?? 0) - lead).toBeLessThan(0.3)
    })
    expect(stage.phases.at(-1)?.name).toBe('sent')
  })

  it.each(['hidden', 'stopped', 'camera', 'turned'] as const)(
    'ends when it is %s, and nothing is kept',
    async why => {
      const stage = new Stage()
      const going = stage.run.go()
      await stage.passes(800)
      await stage.run.end(why)
      await stage.passes(400)
      await going
      expect(stage.phases.at(-1)).toEqual({ name: 'ended', why })
      expect([stage.stopped, stage.discarded, stage.finished.length]).toEqual([1, 1, 0])
    },
  )

  it('outlives a moment without connection, and ends after a longer one', async () => {
    const stage = new Stage()
    const going = stage.run.go()
    await stage.passes(600)
    stage.down = true
    await stage.passes(800)
    expect(stage.phases.at(-1)?.name).toBe('guided')
    await stage.passes(2500)
    await going
    expect(stage.phases.at(-1)).toEqual({ name: 'ended', why: 'lost' })
  })

  it('says what the server said', async () => {
    const stage = new Stage()
    const going = stage.run.go()
    await stage.passes(600)
    stage.broken = new Problem(404, 'recording_unknown', 'gone')
    await stage.passes(400)
    await going
    expect(stage.phases.at(-1)).toEqual({ name: 'failed', error: stage.broken })
    expect(stage.discarded).toBe(1)
  })

  it('is sent once, however often it has to be said', async () => {
    const stage = new Stage()
    const going = stage.run.go()
    await stage.passes(3450)
    stage.down = true
    await stage.passes(3000)
    expect(stage.phases.at(-1)?.name).toBe('sending')
    await stage.run.end('hidden') // it was recorded: only its bytes are on their way
    stage.down = false
    await stage.passes(9000)
    await going
    expect(stage.phases.at(-1)?.name).toBe('sent')
    expect(new Set(stage.finished.map(one => one.key)).size).toBe(1)
  })
})
