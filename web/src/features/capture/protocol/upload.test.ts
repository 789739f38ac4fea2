// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../api/problem'
import { carried, type Line } from './line'
import { BEST, ratesFor } from './rates'
import { TakeUpload } from './upload'

/** A server that keeps what arrives, and connections that can be cut after so many bytes. */
class Far implements Line {
  kept = new Uint8Array()
  length: number | null = null
  cuts: number[] = []
  down = false
  refuses: Response | null = null
  asked: string[] = []
  waited = 0
  time = 0 // milliseconds
  speed = Infinity // bytes in a millisecond
  lasts = false // what is sent takes a while
  sizes: number[] = []

  async wait(milliseconds: number): Promise<void> {
    this.waited += milliseconds
    await Promise.resolve()
  }

  now = () => this.time

  async fetch(_path: string, init: RequestInit): Promise<Response> {
    this.asked.push(init.method ?? 'GET')
    if (this.down) throw new TypeError('no network')
    if (this.refuses) return this.refuses.clone()
    const headers = new Headers(init.headers)
    if (init.method === 'POST')
      return new Response(null, { status: 201, headers: { Location: '/api/v1/uploads/u1' } })
    if (init.method === 'DELETE') return new Response(null, { status: 204 })
    if (init.method === 'HEAD') return this.offset(200)
    if (Number(headers.get('Upload-Offset')) !== this.kept.length) return problem(409, 'wrong_offset')
    const coming = new Uint8Array(await (init.body as Blob).arrayBuffer())
    const cut = coming.length > 0 ? this.cuts.shift() : undefined
    this.time += coming.length / this.speed
    if (this.lasts) await new Promise(done => setTimeout(done, 2))
    this.sizes.push(coming.length)
    this.kept = new Uint8Array([...this.kept, ...coming.slice(0, cut)])
    if (cut !== undefined) throw new TypeError('cut')
    if (headers.get('Upload-Length')) this.length = Number(headers.get('Upload-Length'))
    return this.offset(204)
  }

  private offset(status: number): Response {
    return new Response(null, { status, headers: { 'Upload-Offset': String(this.kept.length) } })
  }
}

function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ code, detail: 'words', fields: {} }), { status, headers })
}

const piece = (...bytes: number[]) => new Blob([new Uint8Array(bytes)])

describe('an upload while it is recorded', () => {
  it('sends everything in order, and tells the length at the end', async () => {
    const far = new Far()
    const upload = await TakeUpload.create(far)
    expect(upload.id).toBe('u1')
    upload.append(piece(1, 2))
    upload.append(piece())
    await upload.begun()
    upload.append(piece(3))
    upload.append(piece(4, 5))
    await upload.finish()
    expect([...far.kept]).toEqual([1, 2, 3, 4, 5])
    expect(far.length).toBe(5)
    expect(upload.progress).toEqual({ size: 5, arrived: 5 })
  })

  it('goes on after a cut connection with what has not arrived', async () => {
    const far = new Far()
    far.cuts = [1, 0, 3]
    const upload = await TakeUpload.create(far)
    for (let i = 0; i < 10; i++) upload.append(piece(2 * i, 2 * i + 1))
    await upload.finish()
    expect([...far.kept]).toEqual([...Array(20).keys()])
    expect(far.length).toBe(20)
    expect(far.asked.filter(one => one === 'HEAD')).toHaveLength(3)
    expect(upload.lost).toBe(false)
  })

  it('sends what piled up in slices, and what is left of a lost one only', async () => {
    const far = new Far()
    const upload = await TakeUpload.create(far)
    far.down = true
    const whole = new Uint8Array(1_300_000).map((_, place) => place % 251)
    upload.append(new Blob([whole]))
    const sent = upload.finish()
    while (far.waited < 2000) await Promise.resolve()
    far.asked = []
    far.cuts = [200_000]
    far.down = false
    await sent
    expect(Buffer.compare(far.kept, whole)).toBe(0)
    expect(far.length).toBe(whole.length)
    expect(far.asked.filter(one => one === 'PATCH')).toHaveLength(4)
  })

  it('waits while there is no connection, longer and longer, and says so', async () => {
    const far = new Far()
    const states: boolean[] = []
    let seen: TakeUpload | null = null
    const upload = await TakeUpload.create(far, () => states.push(seen?.lost ?? false))
    seen = upload
    far.down = true
    upload.append(piece(1, 2, 3))
    const sent = upload.finish()
    while (far.waited < 20_000) await Promise.resolve()
    far.down = false
    await sent
    expect([...far.kept]).toEqual([1, 2, 3])
    expect(states).toContain(true)
    expect(states.at(-1)).toBe(false)
    expect(far.asked.length).toBeLessThan(40)
  })

  it('is told what the server will not take', async () => {
    const far = new Far()
    const upload = await TakeUpload.create(far)
    far.refuses = problem(429, 'quota_reached')
    upload.append(piece(1))
    await expect(upload.finish()).rejects.toMatchObject({ code: 'quota_reached', message: 'words' })
    far.refuses = problem(401, 'not_signed_in')
    await expect(TakeUpload.create(far)).rejects.toBeInstanceOf(Problem)
  })

  it('waits as long as the server asks for', async () => {
    const far = new Far()
    const upload = await TakeUpload.create(far)
    far.refuses = problem(429, 'too_many_requests', { 'Retry-After': '7' })
    upload.append(piece(1))
    while (far.waited < 7000) await Promise.resolve()
    far.refuses = null
    await upload.finish()
    expect([...far.kept]).toEqual([1])
  })

  it('has begun when something has arrived, however much more there is', async () => {
    const far = new Far()
    far.lasts = true
    const upload = await TakeUpload.create(far)
    let over = false
    const recording = (async () => {
      while (!over) {
        upload.append(new Blob([new Uint8Array(20_000)])) // faster than it is sent
        await new Promise(done => setTimeout(done))
      }
    })()
    await upload.begun()
    expect(far.kept.length).toBeGreaterThan(0)
    expect(upload.progress.size).toBeGreaterThan(far.kept.length)
    over = true
    await recording
    await upload.finish()
    expect(far.kept.length).toBe(upload.progress.size)
  })

  it('sends small slices over a slow connection while it is recorded, and large ones afterwards', async () => {
    const far = new Far()
    far.speed = 94 // 3G: 750 kbit/s
    far.lasts = true
    const upload = await TakeUpload.create(far)
    for (let i = 0; i < 40; i++) upload.append(new Blob([new Uint8Array(50_000)]))
    while (far.sizes.length < 8) await new Promise(done => setTimeout(done, 1))
    expect(far.sizes[0]).toBe(8192)
    expect(Math.max(...far.sizes.slice(0, 8))).toBeLessThan(80_000)
    far.sizes = []
    await upload.finish()
    expect(Math.max(...far.sizes)).toBe(512 * 1024)
    expect(far.kept.length).toBe(2_000_000)
  })

  it('is destroyed when it is not wanted', async () => {
    const far = new Far()
    const upload = await TakeUpload.create(far)
    far.down = true
    upload.append(piece(1))
    upload.discard()
    await upload.begun()
    expect(far.asked).toContain('DELETE')
  })
})

describe('what a connection carries', () => {
  it('is measured by bytes that are thrown away', async () => {
    const far = new Far()
    far.speed = 94
    expect(await carried(far)).toBeCloseTo(94_000, -2)
    expect(far.asked).toEqual(['POST', 'PATCH', 'DELETE'])
  })

  it('is not known where the server takes nothing, or nobody answers', async () => {
    const far = new Far()
    far.refuses = problem(429, 'too_many_uploads')
    expect(await carried(far)).toBeNull()
    far.refuses = null
    far.down = true
    expect(await carried(far)).toBeNull()
  })

  it('decides how fine a recording is', () => {
    expect(ratesFor(null)).toEqual(BEST)
    expect(ratesFor(10_000_000)).toEqual(BEST)
    const slow = ratesFor(93_750)
    expect(slow.size).toEqual([640, 480])
    expect(slow.picture + slow.sound).toBeLessThan(8 * 93_750)
    expect(slow.picture).toBeGreaterThan(500_000)
    expect(ratesFor(0).picture).toBe(300_000)
    for (let speed = 0; speed < 1_000_000; speed += 10_000)
      expect(ratesFor(speed + 10_000).picture).toBeGreaterThanOrEqual(ratesFor(speed).picture)
  })
})
