import { BEST, type Rates } from './rates'
import type { Camera } from './recording'

/** In the order of how well they come through: WebM comes in small pieces from the start, MP4 waits for whole groups. */
const WANTED = [
  'video/webm;codecs=vp9,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4;codecs=avc1.42E01F,mp4a.40.2',
  'video/mp4',
]
const PIECE = 200 // milliseconds

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)
}

/** What is asked of a camera and a microphone; `null` for whichever the browser likes. The voice is kept as it is. */
export function wanted(
  camera: string | null,
  microphone: string | null,
  [width, height] = BEST.size,
): MediaStreamConstraints {
  return {
    video: {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: 30 },
      ...(camera === null ? { facingMode: 'user' } : { deviceId: { exact: camera } }),
    },
    audio: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      ...(microphone === null ? {} : { deviceId: { exact: microphone } }),
    },
  }
}

/** Records a stream in small pieces. The time of its first picture is when the recorder says that it has begun. */
export class StreamCamera implements Camera {
  private recorder: MediaRecorder | null = null

  constructor(
    private readonly stream: MediaStream,
    private readonly rates: Rates,
  ) {}

  start(onPiece: (piece: Blob) => void): Promise<{ began: number }> {
    const type = WANTED.find(one => MediaRecorder.isTypeSupported(one))
    const recorder = new MediaRecorder(this.stream, {
      ...(type === undefined ? {} : { mimeType: type }),
      videoBitsPerSecond: this.rates.picture,
      audioBitsPerSecond: this.rates.sound,
    })
    this.recorder = recorder
    recorder.ondataavailable = event => onPiece(event.data)
    return new Promise((begun, failed) => {
      recorder.onstart = () => begun({ began: performance.now() })
      recorder.onerror = () => failed(new DOMException('the recorder stopped', 'NotReadableError'))
      recorder.start(PIECE)
    })
  }

  async stop(): Promise<void> {
    const recorder = this.recorder
    if (recorder !== null && recorder.state !== 'inactive') {
      const stopped = new Promise(done => {
        recorder.onstop = done
      })
      recorder.stop()
      await stopped
    }
    release(this.stream)
  }
}

/** The camera's light goes out. */
export function release(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
