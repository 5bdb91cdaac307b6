import type { BodyAndContentType } from 'sip.js'

/** A tone as SIP INFO, for far ends that take none in the sound. */
export function toneInfo(tone: string): BodyAndContentType & { contentDisposition: string; contentType: string; content: string } {
  return { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: `Signal=${tone}\r\nDuration=120` } as never
}

/** The tones an INFO carries (`application/dtmf-relay` or `application/dtmf`), or "". */
export function readTones(body: string): string {
  const signal = /^\s*Signal\s*=\s*([0-9A-D*#])/im.exec(body)?.[1] ?? /^\s*([0-9A-D*#])\s*$/i.exec(body)?.[1]
  return signal?.toUpperCase() ?? ''
}
