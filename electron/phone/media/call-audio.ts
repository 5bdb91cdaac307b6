import type { CallEnd, CallQuality, CallView } from '../../../shared/domain/call.ts'
import type { MicrophoneMode } from './page-leg.ts'
import type { Direction } from './sdp.ts'

export type CallAudioState = Pick<CallView['media'], 'leg' | 'legId' | 'microphone' | 'silent'>
export type CallAudioEvents = {
  readonly onState: (state: CallAudioState) => void
  readonly onTone: (tone: string) => void
  readonly onQuality: (quality: CallQuality) => void
}

/** `tentative`: an answer in a 18x, after which another one may come. */
export type DescriptionKind = 'offer' | 'answer' | 'tentative'

/** Why an offer cannot be accepted: the call is refused with 488. */
export type OfferRejection = Extract<CallEnd['code'], 'no-common-codec' | 'no-encryption' | 'encryption-off'>

/**
 * A call's audio as its SIP session sees it: descriptions in and out. It is either the RTP gateway (lines over UDP, TCP and
 * TLS) or the page's own peer connection (lines over WebSocket).
 */
export type CallAudio = {
  /** Opens what the first description needs; the INVITE waits for nothing else. Rejects when no port is free. */
  readonly open: () => Promise<void>
  /** Builds the leg to the page, in the background. */
  readonly attach: () => void
  readonly offer: () => Promise<string>
  readonly answer: () => Promise<string>
  /** Why an offer cannot be accepted, before anything is opened for it; null when it can. */
  readonly offerRejection: (offer: string) => OfferRejection | null
  /** @throws when there is no common codec */
  readonly setRemote: (description: string, kind: DescriptionKind) => Promise<void>
  readonly setDirection: (direction: Direction) => void
  readonly setMicrophone: (mode: MicrophoneMode) => void
  /** @returns false when the far end accepts no tones in the audio: SIP INFO remains */
  readonly sendTones: (tones: string) => Promise<boolean>
  readonly codec: () => CallView['media']['codec']
  readonly heldByRemote: () => boolean
  /** Whether the next offer asks for SRTP. @returns false when nothing changes, or this kind of audio has no such choice */
  readonly setEncryption: (on: boolean) => boolean
  readonly encryption: () => CallView['media']['encryption']
  /** Whether the loudspeaker plays it. */
  readonly listen: (on: boolean) => void
  /** Legs of the page whose audio is sent besides the microphone. */
  readonly mix: (legs: readonly number[]) => void
  /** Moves to another address of this computer; the next description names it. */
  readonly move: (address: string) => Promise<void>
  /** Means over the call; null when nothing was received. */
  readonly meanQuality: () => CallQuality | null
  readonly close: () => void
}
