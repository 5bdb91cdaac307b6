import type { Inviter } from 'sip.js'
import type { IncomingResponseMessage, SessionDialog } from 'sip.js/lib/core'
import { type Body, getBody } from 'sip.js/lib/core/messages/body.js'
import { SignalingState } from 'sip.js/lib/core/session/session.js'

/**
 * Gap in sip.js: a description in a provisional response is its answer for good. Servers that play an announcement first send
 * another one with the 200, in the same dialog, and the call's audio is there (RFC 3261 13.2.2.4; RFC 6337 3.1.1 says why not all
 * keep to one).
 */
export function followFinalAnswer(inviter: Inviter): void {
  const open = inviter as unknown as {
    onAccept(response: { readonly message: IncomingResponseMessage; readonly session: SessionDialog }): Promise<void>
  }
  const accept = open.onAccept.bind(inviter)
  open.onAccept = (response) => {
    const { session } = response
    const body = getBody(response.message)
    if (session.signalingState === SignalingState.Stable && body?.contentDisposition === 'session')
      (session as unknown as { _answer: Body })._answer = body
    return accept(response)
  }
}
