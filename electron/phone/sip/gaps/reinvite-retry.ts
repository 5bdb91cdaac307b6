import { type Session, SessionState } from 'sip.js'

const ATTEMPTS = 3

/**
 * Gap in sip.js: it gives up after a 491 (both sides sent a re-INVITE at once). Sends a re-INVITE with our current description
 * and repeats it after the time that RFC 3261 14.1 gives the owner of the Call-ID, 2.1 to 4 s.
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
    const status = await reinvite(session, headers(), onAccepted)
    // 0: it could not be sent, because a request of the far end is being handled
    if ((status !== 491 && status !== 0) || session.state !== SessionState.Established) return status
    await wait(status === 491 ? 2100 + Math.random() * 1900 : 400)
  }
  return 491
}

function reinvite(session: Session, extraHeaders: string[], onAccepted: (header: (name: string) => string | undefined) => void): Promise<number> {
  return new Promise((resolve) => {
    session
      .invite({
        requestOptions: { extraHeaders },
        requestDelegate: {
          onAccept: ({ message }) => {
            onAccepted((name) => message.getHeader(name))
            resolve(message.statusCode ?? 0)
          },
          onReject: ({ message }) => resolve(message.statusCode ?? 0),
        },
      })
      .catch(() => resolve(0))
  })
}
