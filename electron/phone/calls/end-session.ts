import { Invitation, Inviter, type Session, SessionState } from 'sip.js'
import { isUnanswered } from '../sip/unanswered.ts'
import type { Refusal } from './incoming-invite.ts'

/** ms, 64*T1 of RFC 3261: a session that has not ended by then (its 487 never came) is disposed of. */
const GIVE_UP = 32_000

/**
 * Ends a session in whatever state it is: BYE, CANCEL or a refusal leaves before this returns; a BYE that has to wait for the
 * ACK of our 200 leaves once that has come (RFC 3261 15). Never throws: errors are logged.
 *
 * @param refusal of a call that was not answered here
 * @param onNotEnded the BYE did not reach the far end, since the connection is down or nobody answered it; or the CANCEL did
 * not, since the connection is down: a BYE ends an early dialog too (RFC 3261 15)
 */
export function endSession(session: Session, refusal: Refusal, log: (text: string) => void, onNotEnded: () => void): void {
  const failed = (e: unknown): void => log(`end: ${(e as Error).message}`)
  try {
    void end(session, refusal, onNotEnded).catch(failed)
  } catch (e) {
    failed(e)
  }
  setTimeout(() => {
    if (session.state !== SessionState.Terminated) void session.dispose().catch(failed)
  }, GIVE_UP).unref()
}

async function end(session: Session, refusal: Refusal, onNotEnded: () => void): Promise<unknown> {
  if (session.state === SessionState.Established)
    return session.bye({
      requestDelegate: {
        onReject: ({ message }) => {
          if (isUnanswered(message.statusCode)) onNotEnded()
        },
      },
    })
  if (session.state !== SessionState.Initial && session.state !== SessionState.Establishing) return undefined
  if (session instanceof Inviter) {
    if (!session.userAgent.isConnected()) onNotEnded()
    return session.cancel()
  }
  if (session instanceof Invitation) return session.reject(refusal)
  return undefined
}
