import { randomBytes } from 'node:crypto'
import { unfoldedHead } from '../sip-message.ts'

const copied = /^(via|v|from|f|call-id|i|cseq)$/i
const reasons = { 200: 'OK', 400: 'Bad Request', 416: 'Unsupported URI Scheme', 505: 'Version Not Supported', 513: 'Message Too Large' } as const
/** What sip.js leaves unanswered. */
export type StatelessStatus = keyof typeof reasons

/**
 * A response without a transaction (RFC 3261 8.2.7), to a request as it came; null for one that has no To.
 *
 * @param headers further lines
 */
export function statelessAnswer(request: string, status: StatelessStatus, headers: readonly string[] = []): string | null {
  const [, ...lines] = unfoldedHead(request)
  const name = (line: string): string => line.slice(0, Math.max(0, line.indexOf(':'))).trim()
  const to = lines.find((line) => /^(to|t)$/i.test(name(line)))
  if (!to) return null
  return [
    `SIP/2.0 ${status} ${reasons[status]}`,
    ...lines.filter((line) => copied.test(name(line))),
    /;\s*tag\s*=/i.test(to) ? to : `${to};tag=${randomBytes(6).toString('hex')}`,
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}
