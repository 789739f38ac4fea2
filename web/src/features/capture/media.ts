import { BEST } from './protocol/rates'
import { canRecord, release, wanted } from './protocol/recorder'

/** Why there is no picture or no sound. */
export type NoMedia = 'insecure' | 'old_browser' | 'refused' | 'no_camera' | 'no_microphone' | 'busy'

export class MediaTrouble extends Error {
  constructor(readonly why: NoMedia) {
    super(why)
  }
}

/** Opens camera and microphone anew. Throws `MediaTrouble`. A device that was chosen and is gone is replaced by another. */
export async function opened(
  camera: string | null,
  microphone: string | null,
  size = BEST.size,
): Promise<MediaStream> {
  if (!window.isSecureContext) throw new MediaTrouble('insecure')
  if (!canRecord()) throw new MediaTrouble('old_browser')
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted(camera, microphone, size))
    if (stream.getVideoTracks().length && stream.getAudioTracks().length) return stream
    release(stream)
    throw new MediaTrouble(stream.getVideoTracks().length ? 'no_microphone' : 'no_camera')
  } catch (error) {
    if (error instanceof MediaTrouble) throw error
    const name = error instanceof DOMException ? error.name : ''
    const gone = name === 'OverconstrainedError' || name === 'NotFoundError'
    if (gone && (camera ?? microphone) !== null) return opened(null, null, size)
    throw new MediaTrouble(await reason(name))
  }
}

async function reason(name: string): Promise<NoMedia> {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name !== 'NotFoundError' && name !== 'OverconstrainedError') return 'busy'
  const { cameras } = await devices()
  return cameras.length === 0 ? 'no_camera' : 'no_microphone'
}

export interface Devices {
  cameras: MediaDeviceInfo[]
  microphones: MediaDeviceInfo[]
}

/** What there is to choose from; names are known once somebody has allowed their use. */
export async function devices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? []
  const real = all.filter(one => one.deviceId !== 'default' && one.deviceId !== 'communications')
  return {
    cameras: real.filter(one => one.kind === 'videoinput'),
    microphones: real.filter(one => one.kind === 'audioinput'),
  }
}
