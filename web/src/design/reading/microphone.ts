/** Why nothing can be recorded. */
export type NoMicrophone = 'insecure' | 'old_browser' | 'refused' | 'none' | 'busy'

export class MicrophoneTrouble extends Error {
  constructor(readonly why: NoMicrophone) {
    super(why)
  }
}

const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm']

/** What this browser records sound as; null: nothing. */
export function kindOfSound(): string | null {
  if (typeof MediaRecorder === 'undefined') return null
  return KINDS.find(kind => MediaRecorder.isTypeSupported(kind)) ?? null
}

/** The microphone, opened for one voice. Throws `MicrophoneTrouble`. */
export async function microphone(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new MicrophoneTrouble('insecure')
  if (kindOfSound() === null || !navigator.mediaDevices?.getUserMedia)
    throw new MicrophoneTrouble('old_browser')
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
    })
  } catch (error) {
    throw new MicrophoneTrouble(whyOf(error instanceof DOMException ? error.name : ''))
  }
}

export function whyOf(name: string): NoMicrophone {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy'
}

export function release(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
