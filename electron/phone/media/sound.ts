import type { CallQuality, CallView } from '../../../shared/call.ts'
import type { MicrophoneMode } from './call-media.ts'
import type { Direction } from './sdp.ts'

export type SoundState = Pick<CallView['media'], 'leg' | 'legId' | 'microphone' | 'silent'>
export type SoundEvents = {
  readonly onState: (state: SoundState) => void
  readonly onTone: (tone: string) => void
  readonly onQuality: (quality: CallQuality) => void
}

/** `tentative`: an answer in a 18x, after which another one may come. */
export type DescriptionKind = 'offer' | 'answer' | 'tentative'

/**
 * A call's sound as its SIP session sees it: descriptions in and out. Behind it is the RTP gateway (lines over UDP, TCP and
 * TLS) or the page's own peer connection (lines over WebSocket).
 */
export type Sound = {
  /** What the first description needs; the INVITE waits for nothing else. */
  readonly open: () => Promise<void>
  /** Builds the way to the page; nobody waits for it. */
  readonly attach: () => void
  readonly offer: () => Promise<string>
  readonly answer: () => Promise<string>
  /** @throws when there is no common codec */
  readonly setRemote: (description: string, kind: DescriptionKind) => Promise<void>
  readonly setWanted: (direction: Direction) => void
  readonly setMicrophone: (mode: MicrophoneMode) => void
  /** False when tones cannot go in the sound: SIP INFO is left. */
  readonly sendTones: (tones: string) => Promise<boolean>
  readonly codec: () => CallView['media']['codec']
  readonly heldByRemote: () => boolean
  /** The next offer asks for SRTP or for plain sound; false when this kind of sound has no such choice. */
  readonly setEncryption: (on: boolean) => boolean
  readonly encryption: () => CallView['media']['encryption']
  /** The loudspeaker plays it, or not. */
  readonly listen: (on: boolean) => void
  /** Page leg numbers whose sound is sent besides the microphone. */
  readonly mix: (legs: readonly number[]) => void
  /** This computer's address changed; the next description names the new one. */
  readonly move: (address: string) => Promise<void>
  /** Means over the call; null when nothing was heard. */
  readonly meanQuality: () => CallQuality | null
  readonly close: () => void
}
