import type { CallView } from '../../../shared/call.ts'
import type { MicrophoneMode } from './call-media.ts'
import type { Direction } from './sdp.ts'

export type SoundState = Pick<CallView['media'], 'leg' | 'microphone' | 'silent'>
export type SoundEvents = { readonly onState: (state: SoundState) => void; readonly onTone: (tone: string) => void }

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
  readonly close: () => void
}
