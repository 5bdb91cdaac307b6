import type { NameAddrHeader } from 'sip.js'
import type { IncomingRequestMessage } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/domain/call.ts'
import { decodeUser, readNameAddr, splitList, userOf } from '../sip/name-addr.ts'

/**
 * The caller: P-Asserted-Identity (RFC 3325) before From, since the request came from the line's server. Control and
 * bidirectional characters are removed from what the network sent, and lengths are capped at 200.
 *
 * @param unknownName shown when the INVITE has neither a number nor a name
 */
export function callerOf(request: IncomingRequestMessage, unknownName: string): CallView['remote'] {
  const asserted = readNameAddr(splitList(request.getHeader('p-asserted-identity') ?? '')[0] ?? '')
  const user = cleanText(asserted ? userOf(asserted.uri) : decodeUser(request.from.uri.user ?? ''), 200)
  const privacy = request.getHeader('privacy') ?? ''
  const anonymous = /\b(id|user)\b/i.test(privacy) || /^anonymous$/i.test(user) || /anonymous\.invalid$/i.test(request.from.uri.host)
  if (anonymous) return { number: '', name: null, anonymous: true }
  const name = cleanText(asserted?.displayName || (request.from.displayName ?? ''), 200)
  return { number: user, name: name !== '' && name !== user ? name : user === '' ? unknownName || null : null, anonymous: false }
}

/** Number and name of a name-addr header (Refer-To). */
export function partyOf({ uri, displayName }: NameAddrHeader): { readonly number: string; readonly name: string | null } {
  return { number: cleanText(decodeUser(uri.user ?? ''), 200), name: cleanText(displayName ?? '', 200) || null }
}

/** Text of the network in one line, without control and bidirectional characters, at most `limit` characters long. */
export function cleanText(text: string, limit: number): string {
  return text
    .replace(/[\p{C}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit)
}
