import type { BodyAndContentType, Session } from 'sip.js'

/** ms that a tone lasts at the far end. */
const DURATION = 120

/** Sends tones as SIP INFO (RFC 6086), one after the other, for far ends that accept no telephone events. Never rejects. */
export async function sendInfoTones(session: Session | undefined, tones: string, log: (text: string) => void): Promise<void> {
  for (const tone of tones) await session?.info({ requestOptions: { body: infoBody(tone) } }).catch((e: Error) => log(`INFO: ${e.message}`))
}

/** Characters of an INFO's body that are read; a tone takes some thirty. */
const LONGEST_BODY = 200

/** The tones an INFO carries (`application/dtmf-relay` or `application/dtmf`), or "". */
export function readTones(body: string): string {
  const start = body.slice(0, LONGEST_BODY)
  const signal = /^[ \t]*Signal[ \t]*=[ \t]*([0-9A-D*#])/im.exec(start)?.[1] ?? /^\s*([0-9A-D*#])\s*$/i.exec(start)?.[1]
  return signal?.toUpperCase() ?? ''
}

function infoBody(tone: string): BodyAndContentType & { contentDisposition: string; contentType: string; content: string } {
  return { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: `Signal=${tone}\r\nDuration=${DURATION}` } as never
}
