/**
 * BlazeFace, short range (Bazarevsky et al. 2019, arXiv:1907.05047): where faces are in a picture of 128 x 128 pixels.
 *
 * The weights are those of the Python package `mediapipe` (Apache-2.0), rewritten by factory/face_finder.py. About 30 million
 * multiplications a picture, in plain typed arrays: it needs no WebAssembly, no GPU and nothing from elsewhere.
 */

export const SIDE = 128
const FIRST = 24 // channels of the first layer
const PATCH = 5 * 5 * 3 // numbers it looks at for each of its pixels
/** Channels after each block; a block with `half` halves the picture. */
const BLOCKS: readonly { readonly out: number; readonly half: boolean }[] = [
  { out: 24, half: false },
  { out: 28, half: false },
  { out: 32, half: true },
  { out: 36, half: false },
  { out: 42, half: false },
  { out: 48, half: true },
  { out: 56, half: false },
  { out: 64, half: false },
  { out: 72, half: false },
  { out: 80, half: false },
  { out: 88, half: false },
  { out: 96, half: true },
  { out: 96, half: false },
  { out: 96, half: false },
  { out: 96, half: false },
  { out: 96, half: false },
]
const LAST_OF_FIRST_HEAD = 10 // the block whose picture of 16 x 16 is read, too
const NUMBERS = 16 // of one face: box and six points

interface Plane {
  readonly side: number
  readonly channels: number
  readonly values: Float32Array
}

interface Layer {
  readonly kernel: Float32Array
  readonly bias: Float32Array
}

/** What was found: scores before the sigmoid, and 16 numbers per anchor, in pixels from the anchor. */
export interface Raw {
  readonly scores: Float32Array
  readonly boxes: Float32Array
}

export class Network {
  private readonly first: Layer
  private readonly blocks: { readonly deep: Layer; readonly wide: Layer }[] = []
  private readonly heads: Layer[] = []

  /** @param weights the bytes of finder.data. Throws where they are not whole. */
  constructor(weights: ArrayBuffer) {
    const halves = new DataView(weights)
    let at = 0
    const layer = (kernel: number, bias: number): Layer => {
      const read = (count: number): Float32Array =>
        Float32Array.from({ length: count }, () => half(halves.getUint16(2 * at++, true)))
      return { kernel: read(kernel), bias: read(bias) }
    }
    this.first = layer(PATCH * FIRST, FIRST)
    let channels = FIRST
    for (const { out } of BLOCKS) {
      this.blocks.push({ deep: layer(9 * channels, channels), wide: layer(channels * out, out) })
      channels = out
    }
    for (const [inputs, outputs] of [
      [88, 2],
      [88, 2 * NUMBERS],
      [96, 6],
      [96, 6 * NUMBERS],
    ] as const) {
      this.heads.push(layer(inputs * outputs, outputs))
    }
    if (2 * at !== weights.byteLength) throw new RangeError('not the weights of this network')
  }

  /** @param picture (128, 128, 3) numbers from -1 to 1, red, green, blue. */
  run(picture: Float32Array): Raw {
    let plane = convolved(picture, this.first)
    let middle: Plane = plane
    this.blocks.forEach(({ deep, wide }, number) => {
      plane = block(plane, deep, wide, BLOCKS[number]?.half ?? false)
      if (number === LAST_OF_FIRST_HEAD) middle = plane
    })
    const found = this.heads.map((head, number) => pointwise(number < 2 ? middle : plane, head).values)
    return { scores: joined(found[0], found[2]), boxes: joined(found[1], found[3]) }
  }
}

function joined(one: Float32Array | undefined, other: Float32Array | undefined): Float32Array {
  if (one === undefined || other === undefined) return new Float32Array()
  const all = new Float32Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

/** A half-precision number (IEEE 754 binary16). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024))
}

/** 5 x 5, every second pixel; "same" padding as TensorFlow has it, one before and two behind. Negative becomes nothing. */
function convolved(picture: Float32Array, layer: Layer): Plane {
  const side = SIDE / 2
  const patches = new Float32Array(side * side * PATCH)
  for (let y = 0, to = 0; y < side; y++) {
    for (let x = 0; x < side; x++, to += PATCH) {
      for (let v = 0; v < 5; v++) {
        const row = 2 * y + v - 1
        if (row < 0 || row >= SIDE) continue
        const first = Math.max(0, 2 * x - 1)
        const last = Math.min(SIDE, 2 * x + 4)
        const at = to + (v * 5 + first - 2 * x + 1) * 3
        patches.set(picture.subarray((row * SIDE + first) * 3, (row * SIDE + last) * 3), at)
      }
    }
  }
  const plane = pointwise({ side, channels: PATCH, values: patches }, layer)
  for (let i = 0; i < plane.values.length; i++) if (plane.values[i]! < 0) plane.values[i] = 0
  return plane
}

/** Depthwise, pointwise, the input added to it, negative becomes nothing. */
function block(input: Plane, deep: Layer, wide: Layer, half: boolean): Plane {
  const plane = pointwise(depthwise(input, deep, half ? 2 : 1), wide)
  const kept = half ? pooled(input) : input
  const { values, channels } = plane
  for (
    let pixel = 0, to = 0, from = 0;
    pixel < plane.side ** 2;
    pixel++, to += channels, from += kept.channels
  ) {
    for (let c = 0; c < kept.channels; c++) values[to + c]! += kept.values[from + c]!
    for (let c = 0; c < channels; c++) if (values[to + c]! < 0) values[to + c] = 0
  }
  return plane
}

/** 3 x 3 for each channel by itself; with a step of 2 the padding lies behind, as TensorFlow has it. */
function depthwise(input: Plane, { kernel, bias }: Layer, step: number): Plane {
  const { side: before, channels, values: from } = input
  const side = before / step
  const values = new Float32Array(side * side * channels)
  const early = step === 1 ? 1 : 0
  for (let y = 0, to = 0; y < side; y++) {
    for (let x = 0; x < side; x++, to += channels) {
      for (let c = 0; c < channels; c++) values[to + c] = bias[c]!
      for (let v = 0; v < 3; v++) {
        const row = y * step + v - early
        if (row < 0 || row >= before) continue
        for (let u = 0; u < 3; u++) {
          const column = x * step + u - early
          if (column < 0 || column >= before) continue
          const at = (row * before + column) * channels
          const weights = (v * 3 + u) * channels
          for (let c = 0; c < channels; c++) values[to + c]! += from[at + c]! * kernel[weights + c]!
        }
      }
    }
  }
  return { side, channels, values }
}

/** Every pixel by itself. Four outputs at a time, so that a number is read once for all four. */
function pointwise(input: Plane, { kernel, bias }: Layer): Plane {
  const { side, channels: inputs, values: from } = input
  const channels = bias.length
  const values = new Float32Array(side * side * channels)
  const whole = channels - (channels % 4)
  for (let at = 0, to = 0; at < from.length; at += inputs, to += channels) {
    for (let o = 0; o < whole; o += 4) {
      const first = o * inputs
      const second = first + inputs
      const third = second + inputs
      const fourth = third + inputs
      let a = bias[o]!
      let b = bias[o + 1]!
      let c = bias[o + 2]!
      let d = bias[o + 3]!
      for (let i = 0; i < inputs; i++) {
        const value = from[at + i]!
        a += value * kernel[first + i]!
        b += value * kernel[second + i]!
        c += value * kernel[third + i]!
        d += value * kernel[fourth + i]!
      }
      values[to + o] = a
      values[to + o + 1] = b
      values[to + o + 2] = c
      values[to + o + 3] = d
    }
    for (let o = whole; o < channels; o++) {
      let sum = bias[o]!
      for (let i = 0, w = o * inputs; i < inputs; i++, w++) sum += from[at + i]! * kernel[w]!
      values[to + o] = sum
    }
  }
  return { side, channels, values }
}

/** The largest of every 2 x 2 pixels. */
function pooled({ side: before, channels, values: from }: Plane): Plane {
  const side = before / 2
  const values = new Float32Array(side * side * channels)
  for (let y = 0, to = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = (2 * y * before + 2 * x) * channels
      for (let c = 0; c < channels; c++, to++) {
        const below = at + before * channels + c
        values[to] = Math.max(from[at + c]!, from[at + channels + c]!, from[below]!, from[below + channels]!)
      }
    }
  }
  return { side, channels, values }
}
