// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../api/problem'
import { type Line, TakeUpload } from './upload'

/** A server that keeps what arrives, and connections that can be cut after so many bytes. */
class Far implements Line {
  kept = new Uint8Array()
  length: number | null = null
  cuts: number[] = []
  down = false
  refuses: Response | null = null
  asked: string[] = []
  waited = 0

  async wait(milliseconds: number): Promise<void> {
    this.waited += milliseconds
    await Promise.resolve()
  }

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
