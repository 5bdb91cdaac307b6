import { type Session, SessionState } from 'sip.js'

const ATTEMPTS = 3

/**
 * Sends a re-INVITE with the description as it is wanted now. A 491 (both sides asked at once) is tried again after the time
 * RFC 3261 14.1 gives the owner of the Call-ID; sip.js does not.
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
    // 0: it could not even be sent, for the far end's own request is being dealt with
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
