import type { CallEnd } from '../../../shared/domain/call.ts'
import { readNameAddr, splitList, userOf } from '../sip/name-addr.ts'
import { cleanText } from './remote-party.ts'

/** Why an outgoing call was not answered, from the status and reason phrase of the final response (RFC 3261 21). */
export function endFromStatus(status: number, phrase: string): CallEnd {
  return { code: codeOf(status), status: status >= 100 && status <= 699 ? status : null, text: cleanText(phrase, 200), redirect: null }
}

function codeOf(status: number): CallEnd['code'] {
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 408:
    case 487:
      return 'no-answer'
    case 603:
    case 607:
      return 'declined'
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return 'not-found'
    case 480:
    case 502:
    case 503:
    case 504:
    case 500:
      return 'unavailable'
    case 401:
    case 402:
    case 403:
    case 407:
      return 'not-allowed'
    case 415:
    case 488:
    case 606:
      return 'no-common-codec'
    default:
      return status >= 300 && status < 400 ? 'redirected' : 'failed'
  }
}

/** Why an incoming call was cancelled: answered on another phone (RFC 3326: cause 200), else missed. @param reason the Reason header */
export function endFromCancel(reason: string | undefined): CallEnd {
  const elsewhere = /cause\s*=\s*200\b/i.test(reason ?? '') || /completed elsewhere/i.test(reason ?? '')
  return { code: elsewhere ? 'answered-elsewhere' : 'missed', status: null, text: cleanText(reason ?? '', 200), redirect: null }
}

/** An end with a reason of ours. @param text shown with it, capped at 200 characters */
export const end = (code: CallEnd['code'], text = ''): CallEnd => ({ code, status: null, text: cleanText(text, 200), redirect: null })

/** The contact of a 3xx that the server prefers (`q`, RFC 3261 20.10), of those that can be dialled; null when there is none. */
export function redirectTarget(contacts: readonly string[]): string | null {
  const known = contacts.flatMap(splitList).flatMap((contact) => {
    const read = readNameAddr(contact)
    const number = read && /^(sips?|tel):/i.test(read.uri) ? cleanText(userOf(read.uri), 200) : ''
    return read && number ? [{ number, q: Number(/;\s*q\s*=\s*([\d.]+)/i.exec(read.parameters)?.[1] ?? 1) }] : []
  })
  // of equal ones the first
  return known.sort((a, b) => b.q - a.q)[0]?.number ?? null
}
