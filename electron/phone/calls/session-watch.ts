import { type Message, type Referral, type Session, SessionState } from 'sip.js'
import { endAckWait } from '../sip/gaps/ack-timeout.ts'
import { guarded, type Owner } from './call-scope.ts'
import { readTones } from './info-tones.ts'

export type SessionEvents = {
  /** A description of the far end was applied. */
  readonly onDescription: () => void
  /** Tones that came as SIP INFO. */
  readonly onTones: (tones: string) => void
  /** A text message inside the call. */
  readonly onMessage: (message: Message) => void
  readonly onReferral: (referral: Referral) => void
  /** The far end hung up; `reason` is its Reason header (RFC 3326) or empty. */
  readonly onBye: (reason: string) => void
  readonly onEstablished: () => void
  readonly onTerminated: () => void
}

/** Listens to a session. An error in a listener ends the owner's call and affects nothing else. */
export function watchSession(session: Session, owner: Owner, events: SessionEvents): void {
  const here = (run: () => void): void => guarded(owner, run)
  endAckWait(session)
  session.delegate = {
    onInvite: () => here(events.onDescription),
    onAck: () => here(events.onDescription),
    onInfo: (info) =>
      here(() => {
        void info.accept().catch(() => {})
        const tones = readTones(info.request.body)
        if (tones) events.onTones(tones)
      }),
    onMessage: (message) => here(() => events.onMessage(message)),
    onRefer: (referral) => here(() => events.onReferral(referral)),
    onBye: (bye) =>
      here(() => {
        void bye.accept().catch(() => {})
        events.onBye(bye.request.getHeader('reason') ?? '')
      }),
  }
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) here(events.onEstablished)
    else if (state === SessionState.Terminated) here(events.onTerminated)
  })
}
