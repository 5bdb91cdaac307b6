import type { Session } from 'sip.js'

const ATTEMPTS = 3

/**
 * Sends a re-INVITE with the description as it is wanted now. A 491 (both sides asked at once) is tried again after the time
 * RFC 3261 14.1 gives the owner of the Call-ID; sip.js does not.
 *
 * @returns whether the far end confirmed it
 */
export async function changeHold(
  session: Session,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const status = await reinvite(session)
    if (status >= 200 && status < 300) return true
    if (status !== 491) return false
    await wait(2100 + Math.random() * 1900)
  }
  return false
}

function reinvite(session: Session): Promise<number> {
  return new Promise((resolve) => {
    session
      .invite({
        requestDelegate: { onAccept: ({ message }) => resolve(message.statusCode ?? 0), onReject: ({ message }) => resolve(message.statusCode ?? 0) },
      })
      .catch(() => resolve(0))
  })
}
