/** From what the network gives to faces: boxes and six points, in shares of the picture. */

import { type Network, SIDE } from './network'

export interface Point {
  readonly x: number
  readonly y: number
}

/** One face; 0 to 1 over the square that was looked at. `right` and `left` are the person's own. */
export interface Face {
  readonly score: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rightEye: Point
  readonly leftEye: Point
  readonly nose: Point
  readonly mouth: Point
  readonly rightEar: Point
  readonly leftEar: Point
}

const LEAST = 0.5 // score, as MediaPipe's own graph asks for
const SAME = 0.3 // overlap from which two boxes are one face
const NUMBERS = 16

/** Centres of the anchors: two on every pixel of 16 x 16, six on every pixel of 8 x 8. */
const ANCHORS: readonly Point[] = [
  [16, 2],
  [8, 6],
].flatMap(([side = 0, each = 0]) =>
  Array.from({ length: side * side * each }, (_, number) => {
    const pixel = Math.floor(number / each)
    return { x: ((pixel % side) + 0.5) / side, y: (Math.floor(pixel / side) + 0.5) / side }
  }),
)

/** Faces in a square picture, the surest first. @param pixels (128, 128, 4) as of a canvas. */
export function faces(network: Network, pixels: Uint8ClampedArray): Face[] {
  const picture = new Float32Array(SIDE * SIDE * 3)
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    for (let c = 0; c < 3; c++) picture[to + c] = (pixels[from + c] ?? 0) / 127.5 - 1
  }
  const { scores, boxes } = network.run(picture)
  const found: Face[] = []
  ANCHORS.forEach((anchor, number) => {
    const score = 1 / (1 + Math.exp(-(scores[number] ?? -100)))
    if (score >= LEAST)
      found.push(face(score, anchor, boxes.subarray(number * NUMBERS, (number + 1) * NUMBERS)))
  })
  return apart(found.sort((a, b) => b.score - a.score))
}

function face(score: number, anchor: Point, box: Float32Array): Face {
  const point = (number: number): Point => ({
    x: anchor.x + (box[4 + 2 * number] ?? 0) / SIDE,
    y: anchor.y + (box[5 + 2 * number] ?? 0) / SIDE,
  })
  const [dx = 0, dy = 0, w = 0, h = 0] = box
  return {
    score,
    x: anchor.x + (dx - w / 2) / SIDE,
    y: anchor.y + (dy - h / 2) / SIDE,
    width: w / SIDE,
    height: h / SIDE,
    rightEye: point(0),
    leftEye: point(1),
    nose: point(2),
    mouth: point(3),
    rightEar: point(4),
    leftEar: point(5),
  }
}

/** Without those that lie over a surer one. */
function apart(sorted: readonly Face[]): Face[] {
  const kept: Face[] = []
  for (const one of sorted) if (kept.every(other => overlap(one, other) < SAME)) kept.push(one)
  return kept
}

function overlap(a: Face, b: Face): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const both = width * height
  return both / (a.width * a.height + b.width * b.height - both)
}
