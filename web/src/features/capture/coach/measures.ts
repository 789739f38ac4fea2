import type { Face } from '../face/faces'

/** What one look at the picture found; shares of the picture unless said. Nothing of it leaves the device. */
export interface Look {
  faces: readonly Face[]
  /** Of the first face: mean brightness, and the mean of what is around it; 0 to 1. */
  light: number
  around: number
  /** How far the brighter side of the face is from the darker one: 0 for the same, 1 for one that is black. */
  uneven: number
}

/** Degrees, roughly: where the nose lies between the eyes. + to the person's left, as in a challenge. */
const DEGREES_PER_EYE_DISTANCE = 70

/** @param pixels (side, side, 4), the square that was looked at. */
export function look(faces: readonly Face[], pixels: Uint8ClampedArray, side: number): Look {
  const face = faces[0]
  if (face === undefined) return { faces, light: 0, around: mean(pixels, side, () => true), uneven: 0 }
  const inside = (x: number, y: number) =>
    x >= face.x && x < face.x + face.width && y >= face.y && y < face.y + face.height
  const middle = (face.rightEye.x + face.leftEye.x) / 2
  const right = mean(pixels, side, (x, y) => inside(x, y) && x < middle)
  const left = mean(pixels, side, (x, y) => inside(x, y) && x >= middle)
  return {
    faces,
    light: (left + right) / 2,
    around: mean(pixels, side, (x, y) => !inside(x, y) && y < face.y + face.height),
    uneven: Math.abs(left - right) / Math.max(left, right, 0.01),
  }
}

function mean(pixels: Uint8ClampedArray, side: number, where: (x: number, y: number) => boolean): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < side; row += 2) {
    for (let column = 0; column < side; column += 2) {
      if (!where(column / side, row / side)) continue
      const at = (row * side + column) * 4
      sum += 0.2126 * pixels[at]! + 0.7152 * pixels[at + 1]! + 0.0722 * pixels[at + 2]!
      count++
    }
  }
  return count ? sum / count / 255 : 0
}

/** Degrees to the person's left (+) or right. */
export function yaw({ rightEye, leftEye, nose }: Face): number {
  const apart = Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y)
  return (DEGREES_PER_EYE_DISTANCE * (nose.x - (rightEye.x + leftEye.x) / 2)) / Math.max(apart, 0.01)
}

/** Where the nose lies from the eyes (0) to the mouth (1): less when looking up. Everybody's own, so compare it with itself. */
export function nod({ rightEye, leftEye, nose, mouth }: Face): number {
  const eyes = (rightEye.y + leftEye.y) / 2
  return (nose.y - eyes) / Math.max(mouth.y - eyes, 0.01)
}

/** Loudness of sound, dB below full scale; -100 for nothing. @param samples -1 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.max(-100, 10 * Math.log10(sum / Math.max(samples.length, 1) + 1e-12))
}
