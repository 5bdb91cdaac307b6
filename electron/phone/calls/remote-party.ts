import { Grammar, type NameAddrHeader } from 'sip.js'
import type { IncomingRequestMessage } from 'sip.js/lib/core'
import type { CallView } from '../../../shared/call.ts'

/**
 * Who calls: P-Asserted-Identity (RFC 3325) before From, since the request came from the line's own server. Text from the
 * network: control and bidirectional characters are taken out, lengths are capped, nothing is ever markup.
 */
export function callerOf(request: IncomingRequestMessage, unknownName: string): CallView['remote'] {
  const asserted = request.getHeader('p-asserted-identity')
  const identity = (asserted && Grammar.nameAddrHeaderParse(asserted.split(/,\s*</)[0] ?? '')) || request.from
  const user = cleanText(decodeUser(identity.uri.user ?? ''), 200)
  const privacy = request.getHeader('privacy') ?? ''
  const anonymous = /\b(id|user)\b/i.test(privacy) || /^anonymous$/i.test(user) || /anonymous\.invalid$/i.test(request.from.uri.host)
  if (anonymous) return { number: '', name: null, anonymous: true }
  const name = cleanText(identity.displayName ?? request.from.displayName ?? '', 200)
  return { number: user, name: name !== '' && name !== user ? name : user === '' ? unknownName || null : null, anonymous: false }
}

/** Number and name of a name-addr header (Refer-To). */
export function partyOf({ uri, displayName }: NameAddrHeader): { readonly number: string; readonly name: string | null } {
  return { number: cleanText(decodeUser(uri.user ?? ''), 200), name: cleanText(displayName ?? '', 200) || null }
}

export function cleanText(text: string, limit: number): string {
  return text
    .replace(/[\p{C}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit)
}

export function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}
