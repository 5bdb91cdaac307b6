import { z } from 'zod'
import type { Dialling, LineFact, SipTransport } from './line.ts'

/** One SIP line as the provider hands it out (provider API, module voiplist): every value is text. */
export type VoipRecord = { readonly id: string; readonly fields: Readonly<Record<string, string>> }

/** What a record means for this program. No password in it: passwords live in the keychain. */
export const linePolicySchema = z.object({
  id: z.string(),
  userName: z.string(),
  domain: z.string(),
  /** The provider's text as it is where it is no address: the line's state names it. */
  server: z.object({ host: z.string(), port: z.number().int().min(1).max(65535).nullable() }),
  outboundProxy: z.boolean(),
  transports: z.array(z.enum(['udp', 'tcp', 'tls', 'wss'])).min(1),
  standardPorts: z.boolean(),
  stun: z.object({ host: z.string().min(1), port: z.number().int().min(1).max(65535).nullable() }).nullable(),
  dialling: z.object({ prefix: z.string(), escapePlus: z.boolean(), forbidSelfCall: z.boolean() }),
  echoCancellation: z.boolean(),
  unknownCallerName: z.string(),
  facts: z.array(z.object({ field: z.string(), value: z.string(), effect: z.enum(['used', 'default', 'not-available', 'not-applicable']) })),
})
export type LinePolicy = z.infer<typeof linePolicySchema>

/** The provider's text booleans: true, 1, "1", "true", "yes", "on" are true, all else is false. */
export function readFlag(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(1|true|yes|on)$/i.test(value.trim()))
}

/**
 * The passwords a record's `password` may mean, in the order in which they are tried. The documentation names base64, but its
 * printed sample is clear text (provider API: voiplist): strict base64 (length, alphabet, same text when encoded again, UTF-8 without control
 * characters or Latin-1 of what people type) gives the decoded value first and the raw text second; anything else is the raw
 * text only.
 */
export function passwordCandidates(text: string): string[] {
  const decoded = decodeStrictBase64(text)
  return (decoded === null || decoded === text ? [text] : [decoded, text]).map((candidate) => candidate.slice(0, LONGEST.password))
}

function decodeStrictBase64(text: string): string | null {
  if (text.length === 0 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  try {
    const binary = atob(text)
    if (btoa(binary) !== text) return null
    const decoded = decodeUtf8(binary)
    if (decoded === null) return TYPED_LATIN1.test(binary) ? binary : null
    return decoded === '' || /\p{Cc}/u.test(decoded) ? null : decoded
  } catch {
    return null
  }
}

/** ASCII, the accented letters of Latin-1 and the signs on European keyboards: most bytes that are not text contain others. */
const TYPED_LATIN1 = /^[\x20-\x7e\u00a3\u00a7\u00b0\u00b4\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+$/

/** @param binary one character a byte */
function decodeUtf8(binary: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)))
  } catch {
    return null
  }
}

/** `host`, `host:port`, `[v6]`, `[v6]:port`, with or without `sip:` in front and parameters behind. Octets are not checked. */
export function readHostPort(text: string): { host: string; port: number | null } | null {
  const bare = text
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^sips?:(?:[^@;]*@)?/i, '')
    .replace(/[;?].*$/, '')
  const match = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]\s/]+))(?::(\d{1,5}))?$/i.exec(bare) ?? /^([0-9a-f]*:[0-9a-f:.]+)$/i.exec(bare)
  const host = match?.[1] ?? match?.[2]
  if (!match || !host || host.length > 255) return null
  const port = match[3] === undefined ? null : Number(match[3])
  return port !== null && (port < 1 || port > 65535) ? null : { host, port }
}

const unavailableCodecs = ['codec_speex16', 'codec_speex8', 'codec_ilbc']

/** Longest texts of a line, in characters; the contracts with the page and the phone process take no longer ones. */
const LONGEST = { userName: 200, host: 255, name: 200, password: 1024 }

/**
 * Maps a provider's record to what the line does, field by field (provider API, module voiplist). A record without a user
 * name or a usable address is a line too: the phone process cannot build it and says why.
 */
export function linePolicy({ id, fields }: VoipRecord): LinePolicy {
  const text = (name: string) => (fields[name] ?? '').trim()
  const flag = (name: string) => readFlag(fields[name])
  const ownDomain = readHostPort(text('domain'))
  // a domain alone is the address (RFC 3263)
  const address = readHostPort(text('ip')) ?? (text('ip') === '' ? ownDomain : null)
  const proxy = readHostPort(text('proxy'))
  const server = proxy ?? address ?? { host: (text('ip') || text('proxy')).slice(0, LONGEST.host), port: null }
  const userName = text('username').slice(0, LONGEST.userName)
  const domain = ownDomain?.host ?? (address ?? server).host
  const dialling: Dialling = {
    prefix: text('prefix')
      .replace(/^(\+|00)/, '')
      .replace(/\D/g, '')
      .slice(0, 8),
    escapePlus: flag('escape_plus'),
    forbidSelfCall: flag('forbid_self_call'),
  }
  return {
    id,
    userName,
    domain,
    server,
    outboundProxy: flag('enable_outbound_proxy') && proxy !== null,
    transports: offeredTransports(flag),
    standardPorts: flag('transport_use_standard_ports'),
    stun: readHostPort(text('stun_server')),
    dialling,
    echoCancellation: flag('echo_cancellation'),
    unknownCallerName: text('unknown_incoming_call_name').slice(0, LONGEST.name),
    facts: lineFacts(fields),
  }
}

/** TLS before TCP before UDP among those offered; none offered means UDP. */
function offeredTransports(flag: (name: string) => boolean): SipTransport[] {
  const offered = (['tls', 'tcp', 'udp'] as const).filter((t) => flag(`transport_${t}`))
  return offered.length ? offered : ['udp']
}

/** Each field of the record and what became of it; the password's value is never part of it. */
export function lineFacts(fields: Readonly<Record<string, string>>): LineFact[] {
  return Object.entries(fields)
    .slice(0, 40)
    .map(([field, raw]) => ({ field: field.slice(0, 64), value: field === 'password' ? '' : raw.slice(0, 300), effect: effectOf(field, raw) }))
}

const used = [
  'type',
  'username',
  'password',
  'ip',
  'domain',
  'stun_server',
  'proxy',
  'prefix',
  'transport_tls',
  'transport_tcp',
  'transport_udp',
  'transport_use_standard_ports',
  'forbid_self_call',
  'echo_cancellation',
  'escape_plus',
  'enable_outbound_proxy',
  'unknown_incoming_call_name',
]

function effectOf(field: string, raw: string): LineFact['effect'] {
  // no WebRTC engine has Speex or iLBC; wifi_only is about mobile data
  if (unavailableCodecs.includes(field)) return 'not-available'
  if (!used.includes(field)) return 'not-applicable'
  return raw.trim() === '' ? 'default' : 'used'
}
