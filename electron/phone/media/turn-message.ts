import { createHash, createHmac, randomBytes } from 'node:crypto'
import { isUnicast } from '../sip/address.ts'
import type { StunAddress } from './stun.ts'

// Messages of TURN over UDP, IPv4 (RFC 8656), as far as a relay for one call needs them. Nothing here throws on bad input.

const COOKIE = 0x2112a442
export const turnMethods = { allocate: 0x0003, refresh: 0x0004, permission: 0x0008 } as const
const SEND_INDICATION = 0x0016
const DATA_INDICATION = 0x0017
const attributes = {
  userName: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  transport: 0x0019,
} as const

export type Attribute = readonly [name: keyof typeof attributes, value: Buffer]
export type TurnCredentials = { readonly userName: string; readonly password: string; readonly realm: string; readonly nonce: Buffer }

export type TurnAnswer = {
  readonly transaction: string
  readonly ok: boolean
  /** Of an error: 401, 438 ...; 0 for none. */
  readonly code: number
  readonly realm: string | null
  readonly nonce: Buffer | null
  readonly relayed: StunAddress | null
  /** s. */
  readonly lifetime: number | null
}

/** A request; with credentials it carries the long-term mechanism's (RFC 8489 9.2). @returns the datagram and its transaction, as hex */
export function turnRequest(
  method: keyof typeof turnMethods,
  own: readonly Attribute[],
  credentials: TurnCredentials | null,
): { readonly data: Buffer; readonly transaction: string } {
  const transaction = randomBytes(12)
  const signed: Attribute[] = credentials
    ? [
        ['userName', Buffer.from(credentials.userName)],
        ['realm', Buffer.from(credentials.realm)],
        ['nonce', credentials.nonce],
      ]
    : []
  const data = message(turnMethods[method], transaction, [...own, ...signed])
  if (!credentials) return { data, transaction: transaction.toString('hex') }
  const key = createHash('md5').update(`${credentials.userName}:${credentials.realm}:${credentials.password}`).digest()
  // the length counts the integrity itself, which covers what is before it
  data.writeUInt16BE(data.length - 20 + 24, 2)
  const integrity = createHmac('sha1', key).update(data).digest()
  return { data: Buffer.concat([data, attribute(['integrity', integrity])]), transaction: transaction.toString('hex') }
}

/** Data for a peer, by way of the relay. */
export const sendIndication = (data: Uint8Array, peer: StunAddress): Buffer =>
  message(SEND_INDICATION, randomBytes(12), [
    ['peer', writeAddress(peer)],
    ['data', Buffer.from(data)],
  ])

/** Data of a peer, by way of the relay; null for anything else. */
export function readDataIndication(data: Buffer): { readonly data: Buffer; readonly from: StunAddress } | null {
  if (!isStun(data) || data.readUInt16BE(0) !== DATA_INDICATION) return null
  const found = attributesOf(data)
  const from = readAddress(found.get(attributes.peer))
  const inner = found.get(attributes.data)
  return from && inner ? { data: inner, from } : null
}

/** An answer to one of our requests; null for anything else. */
export function readTurnAnswer(data: Buffer): TurnAnswer | null {
  if (!isStun(data)) return null
  const type = data.readUInt16BE(0)
  if ((type & 0x0100) === 0) return null
  const found = attributesOf(data)
  const error = found.get(attributes.error)
  const lifetime = found.get(attributes.lifetime)
  return {
    transaction: data.subarray(8, 20).toString('hex'),
    ok: (type & 0x0010) === 0,
    code: error && error.length >= 4 ? ((error[2] ?? 0) & 7) * 100 + (error[3] ?? 0) : 0,
    realm: found.get(attributes.realm)?.toString('utf8') ?? null,
    nonce: found.get(attributes.nonce) ?? null,
    relayed: readAddress(found.get(attributes.relayed)),
    lifetime: lifetime?.length === 4 ? lifetime.readUInt32BE(0) : null,
  }
}

/** UDP (RFC 8656 14.7). */
export const overUdp: Attribute = ['transport', Buffer.from([17, 0, 0, 0])]
/** @param seconds 0: the allocation ends */
export function lifetime(seconds: number): Attribute {
  const value = Buffer.alloc(4)
  value.writeUInt32BE(seconds)
  return ['lifetime', value]
}
/** Whose packets the relay lets through; its port does not count. */
export const peerOf = (host: string): Attribute => ['peer', writeAddress({ address: host, port: 0 })]

const isStun = (data: Buffer): boolean => data.length >= 20 && (data[0] ?? 0xff) < 0x40 && data.readUInt32BE(4) === COOKIE

function message(type: number, transaction: Buffer, list: readonly Attribute[]): Buffer {
  const body = Buffer.concat(list.map(attribute))
  const head = Buffer.alloc(8)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(body.length, 2)
  head.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([head, transaction, body])
}

function attribute([name, value]: Attribute): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(attributes[name], 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}

function attributesOf(data: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= data.length; ) {
    const length = data.readUInt16BE(at + 2)
    const type = data.readUInt16BE(at)
    if (!found.has(type) && at + 4 + length <= data.length) found.set(type, data.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return found
}

function writeAddress({ address, port }: StunAddress): Buffer {
  const value = Buffer.alloc(8)
  value[1] = 1
  value.writeUInt16BE(port ^ (COOKIE >>> 16), 2)
  const raw = address.split('.').reduce((sum, part) => ((sum << 8) | (Number(part) & 255)) >>> 0, 0)
  value.writeUInt32BE((raw ^ COOKIE) >>> 0, 4)
  return value
}

function readAddress(value: Buffer | undefined): StunAddress | null {
  if (!value || value.length < 8 || value[1] !== 1) return null
  const port = value.readUInt16BE(2) ^ (COOKIE >>> 16)
  const raw = (value.readUInt32BE(4) ^ COOKIE) >>> 0
  const address = [raw >>> 24, (raw >>> 16) & 255, (raw >>> 8) & 255, raw & 255].join('.')
  return port > 0 && isUnicast(address) ? { address, port } : null
}
