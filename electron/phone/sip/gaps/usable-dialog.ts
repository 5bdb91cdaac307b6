import { Grammar } from 'sip.js'
import { editHeaders, type Peeked } from '../sip-message.ts'

/**
 * Gap in sip.js: a response to our INVITE that makes a dialog, but whose Contact or Record-Route it cannot read, is dropped: the
 * call that the far end answered, and that is billed, would neither be acknowledged nor could it be ended. Returns the message
 * with a Contact that leads to the server, and without the Record-Routes that cannot be read.
 *
 * @param server `host:port` where requests of such a dialog go
 */
export function withUsableDialog(text: string, message: Peeked, server: string): string {
  const { status, method, toTag, headers } = message
  if (method !== 'INVITE' || status === null || status < 101 || status > 299 || toTag === null) return text
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
