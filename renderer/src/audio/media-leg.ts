import type { CodecName } from '../../../shared/domain/codec.ts'
import type { MediaReply } from '../../../shared/domain/media.ts'
import { hasDevice, outputs } from './devices.ts'
import type { OutgoingMix } from './outgoing-mix.ts'

/** One call's media in the page. */
export type Leg = {
  readonly connection: RTCPeerConnection
  readonly transceiver: RTCRtpTransceiver
  readonly element: HTMLAudioElement
  track: MediaStreamTrack | null
  mode: 'live' | 'mute' | 'off'
  /** The line's record asks for echo cancellation, whatever the user's switch says. */
  echoCancellation: boolean
  /** Legs whose audio is mixed with the microphone. */
  mix: readonly number[]
  beep: boolean
  outgoing: OutgoingMix | null
}

/** The phone process names a leg that this page does not have: it was loaded anew. */
export class NoLeg extends Error {
  override readonly name = 'NoLeg'
}

/** Order of preference in our offers and answers. */
const order = ['pcma', 'pcmu', 'g722', 'opus', 'telephone-event']
/** ms. */
const GATHERING_LIMIT = 500

/** Puts our codecs in order, and leaves out all others. */
function preferCodecs(transceiver: RTCRtpTransceiver): void {
  const capabilities = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []
  transceiver.setCodecPreferences(order.flatMap((name) => capabilities.filter((c) => c.mimeType.toLowerCase() === `audio/${name}`)))
}

/** Sends with another of the negotiated codecs, without a new offer. */
export async function sendCodec({ sender }: RTCRtpTransceiver, codec: CodecName): Promise<void> {
  const parameters = sender.getParameters()
  const chosen = parameters.codecs.find((c) => c.mimeType.toLowerCase() === `audio/${codec.toLowerCase()}`)
  const [encoding] = parameters.encodings
  if (!chosen || !encoding) return
  ;(encoding as RTCRtpEncodingParameters & { codec?: RTCRtpCodec }).codec = chosen
  await sender.setParameters(parameters)
}

/** A leg whose audio is not sent yet. */
export function newLeg({ connection, element }: Pick<Leg, 'connection' | 'element'>, transceiver: RTCRtpTransceiver): Leg {
  preferCodecs(transceiver)
  return { connection, transceiver, element, track: null, mode: 'off', echoCancellation: false, mix: [], beep: false, outgoing: null }
}

/** Plays a leg's remote audio. It is in the document, because Chromium does not run a track without. */
export function createPlayer(leg: number): HTMLAudioElement {
  const element = document.createElement('audio')
  element.dataset['leg'] = String(leg)
  element.autoplay = true
  document.body.append(element)
  return element
}

/** Opens the chosen microphone, or the system's default while the chosen one is not connected. */
export async function openMicrophone(device: string, processing: MediaTrackConstraints): Promise<MediaStream> {
  const open = (chosen: MediaTrackConstraints): Promise<MediaStream> => navigator.mediaDevices.getUserMedia({ audio: { ...chosen, ...processing } })
  if (device === 'default') return open({})
  // no look whether it is there, which takes about as long as opening it
  return open({ deviceId: { exact: device } }).catch((e: unknown) => {
    if ((e as Error).name !== 'OverconstrainedError') throw e
    return open({})
  })
}

/** Resolves when ICE candidates are gathered, or after GATHERING_LIMIT. */
export function iceGathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    // interfaces that never answer (virtual adapters) must not hold the call up
    const timer = setTimeout(resolve, GATHERING_LIMIT)
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}

const streams = new WeakMap<MediaStreamTrack, MediaStream>()
/** One stream for a track, so that a graph can tell whether it has it already. */
export function streamOf(track: MediaStreamTrack): MediaStream {
  const stream = streams.get(track) ?? new MediaStream([track])
  streams.set(track, stream)
  return stream
}

/** The system's default is the empty id; it replaces a device that is gone, so that its return is a change again. */
export async function setSink(element: HTMLAudioElement, device: string): Promise<void> {
  const there = device !== 'default' && outputs.mayBeUsed(device) && (await hasDevice('audiooutput', device))
  await element.setSinkId(there ? device : '').catch(() => element.setSinkId('').catch(() => {}))
}

/** Why a request failed, for the phone process. */
export function reasonOf(e: unknown): Extract<MediaReply, { ok: false }>['reason'] {
  if (e instanceof NoLeg) return 'no-leg'
  switch (e instanceof DOMException ? e.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
      return 'missing'
    case 'NotReadableError':
      return 'busy'
    default:
      return 'failed'
  }
}
