import { isIP } from 'node:net'
import type { LineSetup } from '../../../shared/contract/phone.ts'
import { readHost } from '../sip/address.ts'
import { uriTarget } from '../sip/sip-message.ts'

export type Server = { readonly host: string; readonly port: number | null }

/**
 * Where a 302 to a REGISTER leads (RFC 3261 8.1.3.4): the first contact within the line's own domain. Null for none: another
 * domain's server would get what the password is computed into.
 *
 * @param contacts values of the response's Contact headers
 */
export function redirectedServer(contacts: readonly string[], { server, domain }: Pick<LineSetup, 'server' | 'domain'>): Server | null {
  for (const contact of contacts) {
    const target = uriTarget(contact)
    const host = target && readHost(target.host)
    if (target && host && isOwn(host.toLowerCase(), [server.host.toLowerCase(), domain.toLowerCase()])) return { host, port: target.port }
  }
  return null
}

/** Below these anybody can have a name: `co.uk`, `com.au`. */
const registries = /^(?:ac|co|com|edu|go|gob|gov|gv|ltd|me|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/

/** One of the line's own hosts, a host below one, or one beside the server: `sip2.example.com` beside `sip.example.com`. */
function isOwn(host: string, own: readonly string[]): boolean {
  if (own.includes(host)) return true
  if (isIP(host)) return false
  const names = own.filter((name) => !isIP(name) && name.includes('.'))
  const parents = names.map((name) => name.slice(name.indexOf('.') + 1)).filter((parent) => parent.includes('.') && !registries.test(parent))
  return [...names, ...parents].some((name) => host.endsWith(`.${name}`))
}
