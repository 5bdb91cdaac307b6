import { type Session, SessionState } from 'sip.js'
import type { IncomingResponse, SessionDialog } from 'sip.js/lib/core'
import { readSeconds } from '../timers.ts'

const ATTEMPTS = 3

/** s. A far end that is busy with an earlier request asks for up to ten (RFC 3261 14.2). */
const LONGEST_WAIT = 10

/** ms, 64*T1 of RFC 3261. */
const UNANSWERED_AFTER = 32_000

/**
 * Gap in sip.js: it gives up after a 491 (both sides sent a re-INVITE at once), and after a 500 that says when to ask again (the far
 * end is busy with an earlier one). Sends a re-INVITE with our current description and repeats it after the time that RFC 3261 14.1
 * gives the owner of the Call-ID, 2.1 to 4 s, or that the far end requested.
 *
 * @returns the final status; 0 when none came
 */
export async function sendReinvite(
  session: Session,
  headers: () => string[],
  onAccepted: (header: (name: string) => string | undefined) => void,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { status, retryAfter } = await reinvite(session, headers(), onAccepted)
    const busy = status === 500 && retryAfter !== null && retryAfter <= LONGEST_WAIT
    // 0: it could not be sent, because a request of the far end is being handled
    if ((status !== 491 && status !== 0 && !busy) || session.state !== SessionState.Established) return status
    await wait(busy ? retryAfter * 1000 : status === 491 ? 2100 + Math.random() * 1900 : 400)
  }
  return 491
}

/** `retryAfter`: s; null for none. */
type Outcome = { readonly status: number; readonly retryAfter: number | null }

function reinvite(session: Session, extraHeaders: string[], onAccepted: (header: (name: string) => string | undefined) => void): Promise<Outcome> {
  endInvites(session)
  return new Promise((resolve) => {
    session
      .invite({
        requestOptions: { extraHeaders },
        requestDelegate: {
          onAccept: ({ message }) => {
            onAccepted((name) => message.getHeader(name))
            resolve({ status: message.statusCode ?? 0, retryAfter: null })
          },
          onReject: ({ message }) => resolve({ status: message.statusCode ?? 0, retryAfter: readSeconds(message.getHeader('retry-after')) }),
        },
      })
      .catch(() => resolve({ status: 0, retryAfter: null }))
  })
}

const ending = new WeakSet<object>()

/**
 * Gap in sip.js: a re-INVITE that is answered with a 3xx, or with nothing but provisional responses, stays pending for good, and
 * no other can be sent. The first is a refusal like any other (RFC 3261 14.1); the second is cancelled after 64*T1, and
 * given up as unanswered where the CANCEL has no effect for as long again (RFC 3261 9.1).
 */
function endInvites(session: Session): void {
  const dialog = session.dialog as SessionDialog | undefined
  if (!dialog || ending.has(dialog)) return
  ending.add(dialog)
  const invite = dialog.invite.bind(dialog)
  dialog.invite = (delegate = {}, options) => {
    let timer: NodeJS.Timeout | undefined
    const refused = (response: IncomingResponse): void => {
      clearTimeout(timer)
      delegate.onReject?.(response)
    }
    const sent = invite(
      {
        ...delegate,
        onAccept: (response) => {
          clearTimeout(timer)
          delegate.onAccept?.(response)
        },
        onRedirect: refused,
        onReject: refused,
      },
      options,
    )
    const after = (run: () => void): NodeJS.Timeout => setTimeout(() => session.state === SessionState.Established && run(), UNANSWERED_AFTER).unref()
    const giveUp = (): void => {
      ;(sent as unknown as { onRequestTimeout(): void }).onRequestTimeout()
      sent.dispose()
    }
    timer = after(() => {
      sent.cancel()
      timer = after(giveUp)
    })
    return sent
  }
}
