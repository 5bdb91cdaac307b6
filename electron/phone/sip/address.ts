import { isIP, isIPv4, isIPv6, SocketAddress } from 'node:net'
import { domainToASCII } from 'node:url'

/** Where a packet goes or came from: an IP address without brackets, and a port of 1 to 65535. */
export type Address = { readonly host: string; readonly port: number }

/** A port that a packet can be sent to, 1 to 65535; null for anything else. */
export function readPort(value: string | number | null | undefined): number | null {
  if (typeof value === 'string' && !/^\d{1,5}$/.test(value)) return null
  const port = Number(value ?? 0)
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null
}

/** An IP address, with or without brackets, as it may be copied into a header; null for anything else. */
export function readIp(text: string | null | undefined): string | null {
  const bare = unbracketed(text ?? '')
  return isIP(bare) && !bare.includes('%') ? bare.toLowerCase() : null
}

/** The unspecified address of either family, in canonical form: in a description it means hold (RFC 2543). */
export const isUnspecified = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** An address that a single host can have: neither unspecified nor broadcast nor multicast. */
export function isUnicast(address: string): boolean {
  const ip = normalAddress(address)
  if (isIPv4(ip)) return !/^(0|22[4-9]|23\d|24\d|25[0-5])\./.test(ip)
  return isIP(ip) === 6 && ip !== '::' && !ip.startsWith('ff')
}

/** Whether packets from our address may go to another: to a single host, and to this computer itself only over its loopback interface. */
export const mayReach = (from: string, to: string): boolean => isUnicast(to) && (isLoopback(from) || !isLoopback(to))

const isLoopback = (address: string): boolean => /^(127\.|::1$)/.test(normalAddress(address))

/**
 * An address in the form that sockets report (RFC 5952 for IPv6): IPv4 that a dual-stack socket shows as IPv6 becomes IPv4; zone, case and
 * zeros are dropped.
 */
export function normalAddress(address: string): string {
  const bare = address.toLowerCase().replace(/%.*$/, '')
  return (isIPv6(bare) ? new SocketAddress({ address: bare, family: 'ipv6' }).address : bare).replace(/^::ffff:(?=\d+\.)/, '')
}

/** Whether two addresses are the same host and port, in whatever form. */
export const sameAddress = (a: Address, b: Address): boolean => a.port === b.port && normalAddress(a.host) === normalAddress(b.host)

/**
 * A host as it is sent: an IP address without brackets, or a name in ASCII (RFC 5890) without the root's dot. Null for an address
 * that no single host has, and for what no SIP URI may hold (RFC 3261 25.1): a zone, or a top label that does not begin with a
 * letter, as in `111.222.333.444` and `1.2.3`.
 */
export function readHost(text: string): string | null {
  const bare = unbracketed(text.trim())
  if (isIP(bare)) return isUnicast(bare) && !bare.includes('%') ? bare : null
  const ascii = [...bare].some((c) => c > '\x7f') ? domainToASCII(bare) : bare
  const name = ascii.replace(/\.$/, '')
  const labels = name.split('.')
  if (name.length > 253 || !labels.every((label) => /^[a-z0-9_-]{1,63}$/i.test(label))) return null
  return /^[a-z][a-z0-9-]*$/i.test(labels.at(-1) ?? '') ? name : null
}

/** `host:port` as in a URI or Via: IPv6 in brackets. */
export const hostPort = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')
