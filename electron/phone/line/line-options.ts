import type { Invitation, Message, SessionDescriptionHandlerFactory } from 'sip.js'
import type { LineSetup, PhoneMemory } from '../../../shared/contract/phone.ts'
import type { Registration, SipTransport as SipTransportName } from '../../../shared/domain/line.ts'
import type { Voicemail } from '../../../shared/domain/line-preferences.ts'
import type { Lookups } from '../sip/locate.ts'
import type { openWire } from '../sip/wire.ts'

export type LineMemory = PhoneMemory['bindings'][number]
export type LineOptions = {
  readonly setup: LineSetup
  readonly memory: LineMemory | null
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory
  readonly onRegistration: (registration: Registration, passwordIndex: number | null) => void
  readonly onInvite: (invitation: Invitation) => void
  readonly onMemory: (memory: LineMemory | null) => void
  /** A text message; it is answered there. */
  readonly onMessage: (message: Message) => void
  readonly onVoicemail: (voicemail: Voicemail) => void
  readonly onSip: (message: { way: 'in' | 'out'; transport: SipTransportName; peer: string; text: string }) => void
  readonly log: (text: string) => void
  /** Claims local UDP port 5060 for the first line that asks. */
  readonly claimStandardPort: () => boolean
  readonly lookups?: () => Lookups
  readonly openWire?: typeof openWire
}
