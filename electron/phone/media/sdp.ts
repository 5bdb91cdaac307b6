import { isIP } from 'node:net'
import type { CodecName } from '../../../shared/domain/codec.ts'
import { isUnicast, isUnspecified, normalAddress, readHost, readPort } from '../sip/address.ts'
import { type Codec, codecNamed, eventPayloadTypes } from './codecs.ts'
import { type CryptoAttribute, cryptoLine, readCryptoLines } from './srtp.ts'

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
export type OfferedCodec = { readonly name: CodecName; readonly payloadType: number; readonly rate: number }
export type OtherMedia = { readonly index: number; readonly kind: string; readonly protocol: string; readonly formats: string }

/** A description's first usable audio section (RFC 8866, RFC 3264). */
export type Description = {
  /** An IP address; a name where it was not looked up. */
  readonly address: string
  /** 1 to 65535. */
  readonly port: number
  /** 1 to 65535; null when there is no port for it. */
  readonly rtcpPort: number | null
  readonly direction: Direction
  /** Those that we support, in the other side's order. */
  readonly codecs: readonly OfferedCodec[]
  /** telephone-event payload types by clock. */
  readonly events: ReadonlyMap<number, number>
  /** `RTP/AVP`, `RTP/SAVP` ... as offered: an answer repeats it (RFC 3264 6.1). */
  readonly protocol: string
  /** Keys the section offers or names (RFC 4568); empty for plain audio. */
  readonly cryptos: readonly CryptoAttribute[]
  /** ms of audio that the other side wants in a packet, a multiple of 10; null for the usual 20. */
  readonly packetTime: number | null
  /** Comfort noise is offered (RFC 3389, payload type 13). */
  readonly comfortNoise: boolean
  readonly index: number
  /** Every other section: it is answered with port 0, in place. */
  readonly others: readonly OtherMedia[]
}

/** Characters of a description. */
const MAX_LENGTH = 16_384
/** Each is repeated in our answer, which must fit into a datagram. */
const MAX_SECTIONS = 50
const staticTypes: Readonly<Record<number, CodecName>> = { 0: 'PCMU', 8: 'PCMA', 9: 'G722' }
const token = /^[\w!#$%&'*+.^`{|}~/-]{1,40}$/

/** Which of plain and encrypted audio a line accepts. */
export type AcceptedProfile = 'plain' | 'encrypted-first' | 'encrypted'
/** The profile that a line's SRTP preference accepts. */
export const acceptedProfile = (srtp: 'off' | 'preferred' | 'required'): AcceptedProfile =>
  srtp === 'off' ? 'plain' : srtp === 'preferred' ? 'encrypted-first' : 'encrypted'

/** Names of a description that are looked up: one for the session and one for its audio are what can matter. */
const MOST_NAMES = 4

/**
 * The description with IP addresses in place of host names (RFC 8866 5.7 allows both). A name that is not found stays.
 *
 * @param find addresses of a name, best first; empty for none
 */
export async function withAddresses(text: string, find: (host: string) => Promise<readonly string[]>): Promise<string> {
  const named = [...text.slice(0, MAX_LENGTH).matchAll(/^c=IN IP[46] ([^\s/]+)/gm)].flatMap(([, host = '']) => (isIP(host) ? [] : [host]))
  let out = text
  for (const host of [...new Set(named)].slice(0, MOST_NAMES)) {
    const name = readHost(host)
    const [address] = name === null ? [] : await find(name)
    if (address) out = out.replace(/^c=IN IP[46] ([^\s/]+)/gm, (line, of: string) => (of === host ? `c=IN IP${isIP(address)} ${address}` : line))
  }
  return out
}

/** Reads a description of at most 16,384 characters; null when it has no audio section that we can use. Never throws. */
export function parseDescription(text: string, accepted: AcceptedProfile = 'plain'): Description | null {
  if (text.length > MAX_LENGTH) return null
  const sections = text.replace(/\r\n?/g, '\n').split(/\n(?=m=)/)
  const [session = '', ...media] = sections
  if (media.length > MAX_SECTIONS) return null
  const index = chooseSection(media, accepted)
  const audio = media[index]
  if (audio === undefined) return null
  const protocol = protocolOf(audio) ?? 'RTP/AVP'
  const port = readPort(/^m=audio (\d{1,5})\b/.exec(audio)?.[1])
  const address = connection(audio) ?? connection(session)
  if (address === null || port === null) return null
  const attribute = direction(audio) ?? direction(session) ?? 'sendrecv'
  // RFC 2543 hold: an address of zeros means that we must not send
  const held = isUnspecified(address)
  const { codecs, events } = formats(audio)
  return {
    address,
    port,
    // an attribute without a valid port is ignored (RFC 3605); after port 65535 there is no next one
    rtcpPort: readPort(/^a=rtcp:(\d{1,5})\b/m.exec(audio)?.[1]) ?? readPort(port + 1),
    direction: held ? (attribute === 'sendrecv' || attribute === 'sendonly' ? 'sendonly' : 'inactive') : attribute,
    codecs,
    events,
    protocol,
    cryptos: isEncrypted(protocol) ? readCryptoLines(audio) : [],
    packetTime: packetTime(audio),
    comfortNoise: / 13( |$)/.test(audio.split('\n')[0] ?? ''),
    index,
    others: media.flatMap((m, i) => (i === index ? [] : [otherMedia(m, i)])),
  }
}

const protocolOf = (section: string): string | null => /^m=audio [1-9]\d{0,4}(?:\/\d+)? (RTP\/S?AVPF?) /.exec(section)?.[1] ?? null
const isEncrypted = (protocol: string): boolean => protocol.startsWith('RTP/S')

/** The index of the first audio section that is accepted, encrypted ones first; -1 when there is none. */
function chooseSection(media: readonly string[], accepted: AcceptedProfile): number {
  const plain = media.findIndex((m) => /^RTP\/AVP/.test(protocolOf(m) ?? ''))
  const encrypted = media.findIndex((m) => isEncrypted(protocolOf(m) ?? '') && readCryptoLines(m).length > 0)
  if (accepted === 'plain') return plain
  return accepted === 'encrypted' || encrypted >= 0 ? encrypted : plain
}

/** ms in a packet where nothing else is requested (RFC 3551 4.2). */
const USUAL_PACKET = 20

/** `a=ptime`, and no more than `a=maxptime` (RFC 8866 6.4); null where neither asks for another length than the usual one. */
function packetTime(section: string): number | null {
  const of = (name: string): number => Number(new RegExp(`^a=${name}:(\\d{1,4})`, 'm').exec(section)?.[1] ?? 0)
  const wanted = of('ptime')
  const usable = wanted >= 10 && wanted <= 60 && wanted % 10 === 0 ? wanted : null
  const most = Math.floor(of('maxptime') / 10) * 10
  return most >= 10 && most < (usable ?? USUAL_PACKET) ? most : usable
}

function connection(section: string): string | null {
  const match = /^c=IN IP[46] ([^\s/]+)/m.exec(section)
  if (!match?.[1]) return null
  // a name is looked up before the description is applied
  if (!isIP(match[1])) return readHost(match[1])
  const address = normalAddress(match[1])
  return isUnicast(address) || isUnspecified(address) ? address : null
}

function direction(section: string): Direction | null {
  return (/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(section)?.[1] as Direction | undefined) ?? null
}

function formats(audio: string): { codecs: OfferedCodec[]; events: Map<number, number> } {
  const maps = new Map(
    [...audio.matchAll(/^a=rtpmap:(\d{1,3}) ([\w.+-]+)\/(\d{4,6})/gm)].map(([, pt, name, rate]) => [
      Number(pt),
      { name: name ?? '', rate: Number(rate) },
    ]),
  )
  const codecs: OfferedCodec[] = []
  const events = new Map<number, number>()
  const [line = ''] = audio.split('\n')
  for (const text of line.trim().split(/\s+/).slice(3, 40)) {
    const payloadType = Number(text)
    if (!Number.isInteger(payloadType) || payloadType < 0 || payloadType > 127) continue
    const map = maps.get(payloadType) ?? { name: staticTypes[payloadType] ?? '', rate: 8000 }
    const codec = codecNamed(map.name)
    if (map.name.toLowerCase() === 'telephone-event') {
      if (!events.has(map.rate)) events.set(map.rate, payloadType)
    } else if (codec && codec.rate === map.rate && !codecs.some((c) => c.name === codec.name))
      codecs.push({ name: codec.name, payloadType, rate: codec.rate })
  }
  return { codecs, events }
}

function otherMedia(section: string, index: number): OtherMedia {
  const [kind = 'audio', , protocol = 'RTP/AVP', ...rest] = (section.split('\n')[0] ?? '').slice(2).trim().split(/\s+/)
  const safe = (text: string, or: string) => (token.test(text) ? text : or)
  return {
    index,
    kind: safe(kind, 'audio'),
    protocol: safe(protocol, 'RTP/AVP'),
    formats:
      rest
        .filter((f) => token.test(f))
        .slice(0, 30)
        .join(' ') || '0',
  }
}

export type DescriptionParts = {
  readonly address: string
  readonly port: number
  readonly sessionId: number
  readonly version: number
  readonly codecs: readonly Codec[]
  /** telephone-event payload types by clock. */
  readonly events: ReadonlyMap<number, number>
  readonly direction: Direction
  /** ms of audio in a packet. */
  readonly packetTime: number
  readonly comfortNoise: boolean
  readonly protocol: string
  readonly crypto: CryptoAttribute | null
  /** For an answer: the offer's other sections and the index of its audio section. */
  readonly others?: readonly OtherMedia[]
  readonly index?: number
}

/** Writes a description with one audio section. */
export function buildDescription(parts: DescriptionParts): string {
  const { address, port, sessionId, version, codecs, events, direction, packetTime, comfortNoise, protocol, crypto, others = [], index = 0 } = parts
  const noise = comfortNoise && codecs.some((c) => c.rate === 8000)
  const family = address.includes(':') ? 'IP6' : 'IP4'
  // RFC 3264 6: every section of the offer has its counterpart in the answer, in the same position
  const rejected = (m: OtherMedia) => `m=${m.kind} 0 ${m.protocol} ${m.formats}`
  const eventLines = [...events].flatMap(([rate, pt]) => [`a=rtpmap:${pt} telephone-event/${rate}`, `a=fmtp:${pt} 0-16`])
  return [
    'v=0',
    `o=- ${sessionId} ${version} IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
    ...others.filter((m) => m.index < index).map(rejected),
    `m=audio ${port} ${protocol} ${[...codecs.map((c) => c.payloadType), ...(noise ? [13] : []), ...events.values()].join(' ')}`,
    ...(crypto ? [cryptoLine(crypto)] : []),
    ...codecs.flatMap((c) => [
      `a=rtpmap:${c.payloadType} ${c.name}/${c.rate}${c.channels > 1 ? `/${c.channels}` : ''}`,
      ...(c.parameters ? [`a=fmtp:${c.payloadType} ${c.parameters}`] : []),
    ]),
    ...eventLines,
    ...(noise ? ['a=rtpmap:13 CN/8000'] : []),
    `a=ptime:${packetTime}`,
    `a=${direction}`,
    ...others.filter((m) => m.index > index).map(rejected),
    '',
  ].join('\r\n')
}

/**
 * telephone-event for the clocks of these codecs, under our own payload types. That of 8000 Hz comes last: phones that know one
 * clock alone keep the last one they read.
 */
export function eventsFor(list: readonly Codec[]): Map<number, number> {
  return new Map(
    [...new Set(list.map((c) => c.rate))]
      .sort((a, b) => b - a)
      .flatMap((rate) => (eventPayloadTypes[rate] === undefined ? [] : [[rate, eventPayloadTypes[rate]]])),
  )
}

/** Whether the side with this direction sends. */
export const sends = (d: Direction): boolean => d === 'sendrecv' || d === 'sendonly'
/** Whether the side with this direction receives. */
export const receives = (d: Direction): boolean => d === 'sendrecv' || d === 'recvonly'

/** Our direction: what we want, limited by what the other side's description allows (RFC 3264 6.1). */
export function intersectDirections(local: Direction, remote: Direction): Direction {
  const send = sends(local) && receives(remote)
  const receive = receives(local) && sends(remote)
  return send ? (receive ? 'sendrecv' : 'sendonly') : receive ? 'recvonly' : 'inactive'
}
