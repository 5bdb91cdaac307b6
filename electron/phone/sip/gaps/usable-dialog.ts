import { Grammar } from 'sip.js'
import { editHeaders, longName, type Peeked } from '../sip-message.ts'

/** Stands for the tag that a far end of before RFC 3261 does not have: sip.js knows a dialog by its tags. */
const NO_TAG = 'none-of-theirs'

/**
 * Gap in sip.js: it drops a provisional response to our INVITE, and an answer that is billed, whose To has no tag (RFC 2543).
 * Returns the message with a tag; so that the far end does not see it, requests go through `withoutMadeUpTag`.
 */
export function withToTag(text: string, { status, method, toTag }: Peeked): string {
  if (method !== 'INVITE' || status === null || status < 101 || status > 299 || toTag !== null) return text
  return editHeaders(text, (line, name) => (longName(name) === 'to' ? [`${line.trimEnd()};tag=${NO_TAG}`] : [line]))
}

/** A request of such a far end in its dialog, as sip.js knows that. */
export function withFromTag(text: string, { toTag, headers }: Peeked): string {
  if (toTag === null || /;\s*tag\s*=/i.test(headers.get('from')?.[0] ?? '')) return text
  return editHeaders(text, (line, name) => (longName(name) === 'from' ? [`${line.trimEnd()};tag=${NO_TAG}`] : [line]))
}

/** What goes out, without the tag that the far end did not make. */
export const withoutMadeUpTag = (text: string): string => text.replace(new RegExp(`^((?:To|From):[^\\r\\n]*);tag=${NO_TAG}(?=\\r\\n)`, 'im'), '$1')

/**
 * Gap in sip.js: a response to our INVITE that makes a dialog, but whose Contact or Record-Route it cannot read, is dropped: the
 * call that the far end answered, and that is billed, would neither be acknowledged nor could it be ended. Returns the message
 * with a Contact that leads to the server, and without the Record-Routes that cannot be read.
 *
 * @param server `host:port` where requests of such a dialog go
 */
export function withUsableDialog(text: string, message: Peeked, server: string): string {
  const { status, method, headers } = message
  if (method !== 'INVITE' || status === null || status < 101 || status > 299) return text
  const contacts = headers.get('contact') ?? []
  const routes = headers.get('record-route') ?? []
  const badContact = contacts.length !== 1 || !isSipAddress(contacts[0] ?? '')
  const badRoute = routes.some((value) => !isRouteSet(value))
  if (!badContact && !badRoute) return text
  return editHeaders(
    text,
    (line, name) => {
      const bad =
        name === 'record-route'
          ? badRoute && !isRouteSet(line.slice(line.indexOf(':') + 1).trim())
          : badContact && (name === 'contact' || name === 'm')
      return bad ? [] : [line]
    },
    badContact ? [`Contact: <sip:${server}>`] : [],
  )
}

function isSipAddress(value: string): boolean {
  try {
    return /^sips?$/i.test(Grammar.nameAddrHeaderParse(value)?.uri.scheme ?? '')
  } catch {
    return false
  }
}

function isRouteSet(value: string): boolean {
  try {
    const routes: unknown = Grammar.parse(value, 'Record_Route')
    return routes !== -1 && !/<(?!sips?:)/i.test(value)
  } catch {
    return false
  }
}
