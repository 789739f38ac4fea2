import { useCallback, useEffect, useReducer, useRef } from 'react'
import { heightOf } from './levels'
import { kindOfSound, MicrophoneTrouble, microphone, type NoMicrophone, release } from './microphone'

export const LONGEST = 15 // seconds; the server listens to no more
const COUNT = 3
const BEAT = 800 // milliseconds of each number

export type Recorder =
  | { step: 'ready' }
  | { step: 'opening' }
  | { step: 'counting'; left: number }
  | { step: 'recording'; seconds: number }
  | { step: 'done'; recording: Blob; address: string; seconds: number; heights: readonly number[] }
  | { step: 'trouble'; why: NoMicrophone }

interface Running {
  stream: MediaStream
  sound: AudioContext
  recorder: MediaRecorder | null
  timer: number
  frame: number
  heights: number[]
}

/**
 * Records one voice, in memory only: whatever is left goes when the sheet closes. `onLevel` is called for every picture of
 * the screen while something is recorded, with how loud it is, 0 to 1.
 */
export function useRecorder(onLevel: (height: number) => void) {
  const [state, set] = useReducer((_: Recorder, next: Recorder) => next, { step: 'ready' })
  const running = useRef<Running | null>(null)
  const address = useRef<string | null>(null)
  const asked = useRef(0)

  const end = useCallback(() => {
    const it = running.current
    running.current = null
    if (!it) return
    window.clearTimeout(it.timer)
    cancelAnimationFrame(it.frame)
    if (it.recorder && it.recorder.state !== 'inactive') {
      it.recorder.onstop = null
      it.recorder.stop()
    }
    release(it.stream)
    void it.sound.close()
  }, [])

  const drop = useCallback(() => {
    if (address.current) URL.revokeObjectURL(address.current)
    address.current = null
  }, [])

  useEffect(
    () => () => {
      asked.current += 1
      end()
      drop()
    },
    [end, drop],
  )

  const record = (it: Running) => {
    const chunks: Blob[] = []
    const recorder = new MediaRecorder(it.stream, {
      mimeType: kindOfSound() ?? '',
      audioBitsPerSecond: 96_000,
    })
    const began = performance.now()
    const listener = it.sound.createAnalyser()
    listener.fftSize = 1024
    it.sound.createMediaStreamSource(it.stream).connect(listener)
    const samples = new Float32Array(listener.fftSize)
    const since = () => (performance.now() - began) / 1000
    const look = () => {
      listener.getFloatTimeDomainData(samples)
      const height = heightOf(samples)
      it.heights.push(height)
      onLevel(height)
      set({ step: 'recording', seconds: since() })
      if (since() >= LONGEST) recorder.stop()
      else it.frame = requestAnimationFrame(look)
    }
    recorder.ondataavailable = event => chunks.push(event.data)
    recorder.onstop = () => {
      const recording = new Blob(chunks, { type: recorder.mimeType.split(';')[0] ?? '' })
      const seconds = since()
      end()
      address.current = URL.createObjectURL(recording)
      set({ step: 'done', recording, address: address.current, seconds, heights: it.heights })
    }
    it.recorder = recorder
    recorder.start()
    look()
  }

  const count = (it: Running, left: number) => {
    if (running.current !== it) return
    if (left === 0) return record(it)
    set({ step: 'counting', left })
    it.timer = window.setTimeout(() => count(it, left - 1), BEAT)
  }

  const begin = async () => {
    end()
    drop()
    asked.current += 1
    const mine = asked.current
    set({ step: 'opening' })
    try {
      const stream = await microphone()
      if (mine !== asked.current) return release(stream)
      const it = { stream, sound: new AudioContext(), recorder: null, timer: 0, frame: 0, heights: [] }
      running.current = it
      stream.getAudioTracks()[0]?.addEventListener('ended', () => {
        if (running.current !== it) return
        end()
        set({ step: 'trouble', why: 'busy' })
      })
      count(it, COUNT)
    } catch (error) {
      if (mine !== asked.current) return
      end()
      set({ step: 'trouble', why: error instanceof MicrophoneTrouble ? error.why : 'busy' })
    }
  }

  const stop = () => running.current?.recorder?.stop()
  return { state, begin, stop }
}
