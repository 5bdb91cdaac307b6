import type { LookupAddress, NaptrRecord, SrvRecord } from 'node:dns'
import { promises as dns } from 'node:dns'
import { isIP } from 'node:net'
import type { SipTransport } from '../../../shared/line.ts'

/** A place to connect to. `host` is what TLS verifies; `address` where the packets go. */
export type Target = { readonly transport: SipTransport; readonly host: string; readonly address: string; readonly port: number }

/** The system's look-ups; tests put in their own. */
export type Lookups = {
  readonly naptr: (name: string) => Promise<NaptrRecord[]>
  readonly srv: (name: string) => Promise<SrvRecord[]>
  /** A and AAAA through the system (hosts file and all). */
  readonly addresses: (name: string) => Promise<LookupAddress[]>
}

/** A new Resolver each time: an old one keeps the servers of the network it was made in. */
export function systemLookups(servers?: readonly string[]): Lookups {
  const resolver = new dns.Resolver({ timeout: 3000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return {
    naptr: (name) => resolver.resolveNaptr(name),
    srv: (name) => resolver.resolveSrv(name),
    addresses: (name) => dns.lookup(name, { all: true, order: 'verbatim' }),
  }
}

export class NameNotFound extends Error {
  override readonly name = 'NameNotFound'
}

const service: Readonly<Record<'udp' | 'tcp' | 'tls', string>> = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' }
const naptrService: Readonly<Record<string, 'udp' | 'tcp' | 'tls'>> = { 'SIP+D2U': 'udp', 'SIP+D2T': 'tcp', 'SIPS+D2T': 'tls' }
type Plain = 'udp' | 'tcp' | 'tls'

/**
 * Where a server can be reached, in the order to try (RFC 3263 4). A port or an address literal is taken as it is; a bare
 * name goes through NAPTR and SRV, in the order that the line's transports allow, and at last to A/AAAA with the default port.
 *
 * @throws NameNotFound when the name leads nowhere
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

export const defaultPort = (transport: SipTransport): number => (transport === 'tls' ? 5061 : transport === 'wss' ? 443 : 5060)

/** Addresses of a name, without a port to it. */
export async function addressesOf(host: string, lookups: Lookups = systemLookups()): Promise<string[]> {
  if (isIP(host)) return [host]
  return (await lookups.addresses(host).catch(() => [])).map(({ address }) => address)
}

async function byService(host: string, transports: readonly Plain[], lookups: Lookups): Promise<Target[]> {
  const naptr = (await lookups.naptr(host).catch(() => []))
    .filter(({ flags }) => /^s$/i.test(flags))
    .flatMap((r) => {
      const transport = naptrService[r.service.toUpperCase()]
      return transport && transports.includes(transport) ? [{ ...r, transport }] : []
    })
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
  // what the line allows and in which order is the provider's word for this line: NAPTR only names the SRV records
  const names = transports.flatMap((transport) => {
    const found = naptr.filter((r) => r.transport === transport).map((r) => r.replacement)
    return (found.length ? found : [`${service[transport]}.${host}`]).map((name) => ({ transport, name }))
  })
  const targets: Target[] = []
  for (const { transport, name } of names) {
    const records = bySrvOrder(await lookups.srv(name).catch(() => []))
    for (const { name: server, port } of records) {
      if (server === '.' || server === '') continue
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

/** Lowest priority first; within one priority at random by weight (RFC 2782). */
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
