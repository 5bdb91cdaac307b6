import { randomBytes } from 'node:crypto'

const copied = /^(via|v|from|f|call-id|i|cseq)$/i
/** Methods that we answer (RFC 3261 20.5). */
export const ALLOW = 'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER, UPDATE'

/** Gap in sip.js: it answers 404 to an OPTIONS without a user. Returns a 200 to a provider's OPTIONS ping (RFC 3261 11.2); null for unreadable input. */
export function optionsAnswer(request: string): string | null {
  const [, ...lines] =
    request
      .split('\r\n\r\n')[0]
      ?.replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n') ?? []
  const name = (line: string) => line.slice(0, line.indexOf(':')).trim()
  const to = lines.find((line) => /^(to|t)$/i.test(name(line)))
  if (!to) return null
  const kept = lines.filter((line) => copied.test(name(line)))
  return [
    'SIP/2.0 200 OK',
    ...kept,
    `${to};tag=${randomBytes(6).toString('hex')}`,
    `Allow: ${ALLOW}`,
    'Accept: application/sdp',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}
