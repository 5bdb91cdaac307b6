import { type Session, SessionState } from 'sip.js'
import type { SessionDialog } from 'sip.js/lib/core'

/**
 * Gap in sip.js: a session that ends before the ACK of our 200 came (a BYE may overtake it) goes on waiting for that ACK; 32 s
 * later it sends a BYE in a dialog that is gone and throws from its timer. Ends the wait with the session (RFC 3261 15.1.2).
 */
export function endAckWait(session: Session): void {
  session.stateChange.addListener((state) => {
    const dialog = session.dialog as SessionDialog | undefined
    if (state === SessionState.Terminated && dialog?.delegate) dialog.delegate = { ...dialog.delegate, onAckTimeout: () => {} }
  })
}
