// @vitest-environment node
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { advice, Turns } from '../coach/coach'
import { look, nod, yaw } from '../coach/measures'
import { type Face, faces } from './faces'
import { Network, SIDE } from './network'

const here = (name: string) => readFileSync(new URL(name, import.meta.url))
const weights = here('./finder.data')
const network = new Network(
  weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length) as ArrayBuffer,
)

/** Five drawn pictures of one stand-in: frontal, 25 degrees to her left, to her right, 15 degrees up, down. */
const drawn = gunzipSync(here('./drawn.rgb.gz'))

function picture(number: number, change: (value: number) => number = value => value): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255)
  for (let i = 0; i < SIDE * SIDE; i++)
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = change(drawn[3 * (number * SIDE * SIDE + i) + c] ?? 0)
  return pixels
}

function only(number: number): Face {
  const found = faces(network, picture(number))
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('the face finder', () => {
  it('finds what the original finds', () => {
    // MediaPipe 0.10.21 on the same picture: score .913; it averages overlapping boxes, so places differ by some pixels
    const face = only(0)
    expect(face.score).toBeCloseTo(0.913, 2)
    expect([face.x, face.y, face.width]).toEqual([
      expect.closeTo(0.339, 1),
      expect.closeTo(0.316, 1),
      expect.closeTo(0.323, 1),
    ])
    expect(Math.hypot(face.leftEye.x - 0.566, face.leftEye.y - 0.419)).toBeLessThan(0.02)
    expect(Math.hypot(face.nose.x - 0.502, face.nose.y - 0.515)).toBeLessThan(0.02)
  })

  it('finds nothing where nobody is', () => {
    const empty = new Uint8ClampedArray(SIDE * SIDE * 4).map((_, i) => ((i >> 2) * 7919) % 256)
    expect(faces(network, empty)).toEqual([])
    expect(faces(network, new Uint8ClampedArray(SIDE * SIDE * 4).fill(128))).toEqual([])
  })

  it('refuses weights that are not whole', () => {
    expect(() => new Network(new ArrayBuffer(1000))).toThrow(RangeError)
    expect(() => new Network(new Uint8Array([...weights, 0, 0]).buffer)).toThrow(RangeError)
  })
})

describe('what is measured of a face', () => {
  it('knows which way a head is turned', () => {
    expect(Math.abs(yaw(only(0)))).toBeLessThan(6)
    expect(yaw(only(1))).toBeGreaterThan(15)
    expect(yaw(only(2))).toBeLessThan(-15)
    expect(nod(only(3))).toBeLessThan(nod(only(0)))
    expect(nod(only(4))).toBeGreaterThan(nod(only(0)))
  })

  it('measures a turn against how the head is held', () => {
    const turns = new Turns()
    turns.calm(only(0))
    expect(turns.share(only(1), 'left', 25)).toBeGreaterThan(0.7)
    expect(turns.share(only(1), 'right', 25)).toBe(0)
    expect(turns.share(only(2), 'right', 25)).toBeGreaterThan(0.7)
    expect(turns.share(only(3), 'up', 15)).toBeGreaterThan(0.5)
    expect(turns.share(only(4), 'down', 15)).toBeGreaterThan(0.2)
    expect(turns.share(only(0), 'left', 25)).toBeLessThan(0.1)
  })

  it('has nothing to say of a good picture, and says what is wrong with others', () => {
    const seen = (pixels: Uint8ClampedArray) => look(faces(network, pixels), pixels, SIDE)
    expect(advice(seen(picture(0)))).toEqual([])
    expect(advice(seen(picture(0, value => value * 0.3)))).toContain('too_dark')
    expect(advice(seen(picture(1)))).toContain('turned')
    expect(advice(seen(picture(1)), false)).not.toContain('turned')
  })
})
