/** Finds faces beside the page's own work. Gets pictures of 128 x 128 pixels, answers with faces; keeps nothing. */

import { type Face, faces } from './faces'
import weights from './finder.data?url'
import { Network } from './network'

export interface Asked {
  pixels: Uint8ClampedArray
}

export interface Found {
  faces: Face[]
  pixels: Uint8ClampedArray
}

const network = fetch(weights)
  .then(answer => answer.arrayBuffer())
  .then(bytes => new Network(bytes))

self.onmessage = async ({ data }: MessageEvent<Asked>) => {
  const found: Found = { faces: faces(await network, data.pixels), pixels: data.pixels }
  self.postMessage(found, { transfer: [data.pixels.buffer] })
}
