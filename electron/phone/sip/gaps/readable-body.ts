import { editHeaders, headEnd, longName, type Peeked } from '../sip-message.ts'

const SDP = 'application/sdp'
/** Parts of a body that are looked at; gateways send two (SDP and ISUP). */
const MOST_PARTS = 10

/**
 * Gap in sip.js: it takes a body for a session description only where the type is written `application/sdp`, alone. Returns the
 * message with a description as sip.js reads it: of a type in another case or with parameters, without a type, or out of a
 * multipart body (RFC 5621) such as SDP and ISUP (RFC 3204).
 */
export function withReadableBody(text: string, message: Peeked): string {
  const type = message.headers.get('content-type')?.[0] ?? ''
  const body = text.slice(headEnd(text) + 4)
  if (type === SDP || body === '') return text
  const kind = kindOf(type)
  if (kind === SDP || (type === '' && body.startsWith('v=0'))) return withDescription(text, body)
  const description = kind.startsWith('multipart/') ? descriptionIn(body, boundaryOf(type)) : null
  return description === null ? text : withDescription(text, description)
}

const kindOf = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase()
const boundaryOf = (type: string): string => {
  const match = /;\s*boundary\s*=\s*(?:"([^"]{1,100})"|([^\s;]{1,100}))/i.exec(type)
  return match?.[1] ?? match?.[2] ?? ''
}

/** The first part that is a session description; null without one. */
function descriptionIn(body: string, boundary: string): string | null {
  if (boundary === '') return null
  for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, MOST_PARTS + 1)) {
    const end = part.indexOf('\r\n\r\n')
    if (end < 0 || part.startsWith('--')) continue
    const type = /\r\n(?:content-type|c)[ \t]*:([^\r\n]*)/i.exec(part.slice(0, end))?.[1] ?? ''
    if (kindOf(type) === SDP) return `${part.slice(end + 4)}\r\n`
  }
  return null
}

function withDescription(text: string, description: string): string {
  const dropped = /^content-(type|length|disposition|encoding)$/
  // sip.js counts characters, not bytes
  const added = [`Content-Type: ${SDP}`, `Content-Length: ${description.length}`]
  const head = editHeaders(text.slice(0, headEnd(text)), (line, name) => (dropped.test(longName(name)) ? [] : [line]), added)
  return `${head}\r\n\r\n${description}`
}
