import { useEffect, useRef, useState } from 'react'
import { type Look, look, loudness } from './coach/measures'
import type { Asked, Found } from './face/finder.worker'
import { SIDE } from './face/network'

const PAUSE = 140 // milliseconds between an answer and the next question: about five looks a second
const EACH_SOUND = 100

/** Looks at a film of the camera while it is there, in a worker; tells each look. */
export function useLooks(video: HTMLVideoElement | null, onLook: (look: Look) => void): void {
  const told = useRef(onLook)
  told.current = onLook
  useEffect(() => {
    if (video === null) return
    const worker = new Worker(new URL('./face/finder.worker.ts', import.meta.url), { type: 'module' })
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = SIDE
    const paint = canvas.getContext('2d', { willReadFrequently: true })
    let timer = 0
    const ask = () => {
      const side = Math.min(video.videoWidth, video.videoHeight)
      if (paint === null || side === 0) {
        timer = window.setTimeout(ask, PAUSE)
        return
      }
      const left = (video.videoWidth - side) / 2
      paint.drawImage(video, left, (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE)
      const { data } = paint.getImageData(0, 0, SIDE, SIDE)
      const asked: Asked = { pixels: data }
      worker.postMessage(asked, [data.buffer])
    }
    worker.onmessage = ({ data }: MessageEvent<Found>) => {
      told.current(look(data.faces, data.pixels, SIDE))
      timer = window.setTimeout(ask, PAUSE)
    }
    ask()
    return () => {
      window.clearTimeout(timer)
      worker.terminate()
    }
  }, [video])
}

/** How loud it is, in dB below full scale, ten times a second; null before something was heard. */
export function useLoudness(stream: MediaStream | null): number | null {
  const [decibels, setDecibels] = useState<number | null>(null)
  useEffect(() => {
    if (stream === null || stream.getAudioTracks().length === 0) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 4096
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      setDecibels(loudness(samples))
    }, EACH_SOUND)
    return () => {
      window.clearInterval(timer)
      void context.close()
    }
  }, [stream])
  return decibels
}
