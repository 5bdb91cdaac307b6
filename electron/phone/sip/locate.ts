import type { LookupAddress, NaptrRecord, SrvRecord } from 'node:dns'
import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import type { SipTransport } from '../../../shared/domain/line.ts'
import { readPort } from './address.ts'

/** Where to connect. `host` is the name that TLS verifies; `address` the IP address that packets go to. */
export type Target = { readonly transport: SipTransport; readonly host: string; readonly address: string; readonly port: number }

/** DNS look-ups; tests use fakes. */
export type Lookups = {
  readonly naptr: (name: string) => Promise<NaptrRecord[]>
  readonly srv: (name: string) => Promise<SrvRecord[]>
  /** A and AAAA through the system, hosts file included. */
  readonly addresses: (name: string) => Promise<LookupAddress[]>
}

/** A new Resolver for each use: an older one keeps the DNS servers of the network it was made in. */
export function systemLookups(servers?: readonly string[]): Lookups {
  const resolver = new dns.Resolver({ timeout: 3000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return {
    naptr: (name) => resolver.resolveNaptr(name),
    srv: (name) => resolver.resolveSrv(name),
    addresses: (name) => dns.lookup(name, { all: true, order: 'verbatim' }),
  }
}

/** The name has no address; the message is the name. */
export class NameNotFound extends Error {
  override readonly name = 'NameNotFound'
}

const service: Readonly<Record<'udp' | 'tcp' | 'tls', string>> = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' }
const naptrService: Readonly<Record<string, 'udp' | 'tcp' | 'tls'>> = { 'SIP+D2U': 'udp', 'SIP+D2T': 'tcp', 'SIPS+D2T': 'tls' }
type Plain = 'udp' | 'tcp' | 'tls'

/**
 * Where a server can be reached, in the order to try (RFC 3263 4). A port or an address literal is used as it is; a
 * bare name is looked up by NAPTR and SRV, in the order of the line's transports, and finally by A/AAAA with the default port.
 *
 * @throws NameNotFound when the name has no address
 */
export async function locate(
  host: string,
  port: number | null,
  transports: readonly SipTransport[],
  lookups: Lookups = systemLookups(),
): Promise<Target[]> {
  const plain = transports.filter((t): t is Plain => t !== 'wss')
  if (isIP(host)) return plain.map((transport) => ({ transport, host, address: host, port: port ?? defaultPort(transport) }))
  const named = port === null ? await byService(host, plain, lookups) : []
  const targets = named.length ? named : await byAddress(host, port, plain, lookups)
  if (!targets.length) throw new NameNotFound(host)
  return targets
}

/** The port where a setup names none (RFC 3261 19.1.2; RFC 7118 for WebSocket over TLS). */
export const defaultPort = (transport: SipTransport): number => (transport === 'tls' ? 5061 : transport === 'wss' ? 443 : 5060)

/** IP addresses of a name or an address literal; empty when it cannot be resolved. Never rejects. */
export async function addressesOf(host: string, lookups: Lookups = systemLookups()): Promise<string[]> {
  if (isIP(host)) return [host]
  try {
    return (await lookups.addresses(host)).map(({ address }) => address)
  } catch {
    // not found, or not a name: Node throws on some
    return []
  }
}

async function byService(host: string, transports: readonly Plain[], lookups: Lookups): Promise<Target[]> {
  const naptr = (await lookups.naptr(host).catch(() => []))
    .filter(({ flags }) => /^s$/i.test(flags))
    .flatMap((r) => {
      const transport = naptrService[r.service.toUpperCase()]
      return transport && transports.includes(transport) ? [{ ...r, transport }] : []
    })
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
  // the provider's setup of the line decides on transports and their order: NAPTR only names the SRV records
  const names = transports.flatMap((transport) => {
    const found = naptr.filter((r) => r.transport === transport).map((r) => r.replacement)
    return (found.length ? found : [`${service[transport]}.${host}`]).map((name) => ({ transport, name }))
  })
  const targets: Target[] = []
  for (const { transport, name } of names) {
    const records = bySrvOrder(await lookups.srv(name).catch(() => []))
    for (const { name: server, port } of records) {
      if (server === '.' || server === '' || readPort(port) === null) continue
      // TLS is checked against the name the user's line carries, not the one DNS leads to (RFC 5922 4)
      for (const address of await addressesOf(server, lookups)) targets.push({ transport, host, address, port })
    }
  }
  return targets
}

async function byAddress(host: string, port: number | null, transports: readonly Plain[], lookups: Lookups): Promise<Target[]> {
  const addresses = await addressesOf(host, lookups)
  return transports.flatMap((transport) => addresses.map((address) => ({ transport, host, address, port: port ?? defaultPort(transport) })))
}

/** Lowest priority first; within one priority at random by weight (RFC 2782). @param random 0 to 1 */
export function bySrvOrder(records: readonly SrvRecord[], random: () => number = Math.random): SrvRecord[] {
  const left = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight)
  const out: SrvRecord[] = []
  while (left.length) {
    const group = left.filter((r) => r.priority === left[0]?.priority)
    let point = random() * group.reduce((sum, r) => sum + r.weight, 0)
    const chosen =
      group.find((r) => {
        point -= r.weight
        return point <= 0
      }) ?? group[0]
    if (!chosen) break
    out.push(chosen)
    left.splice(left.indexOf(chosen), 1)
  }
  return out
}
