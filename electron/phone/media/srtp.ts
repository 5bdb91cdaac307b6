import { createCipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** AES_CM_128_HMAC_SHA1_80 and _32 (RFC 3711, RFC 4568 6.2): 128-bit counter mode, 80 or 32 bits of authentication. */
export const suites = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const
export type Suite = (typeof suites)[number]

/** A crypto attribute of a description (RFC 4568 9.1). */
export type CryptoAttribute = {
  readonly tag: number
  readonly suite: Suite
  /** 16 bytes of key, 14 of salt. */
  readonly key: Buffer
}

/** Bytes (RFC 3711 8.2). The tag of RTCP has ten in both suites (RFC 4568 6.2). */
const KEY = 16
const SALT = 14
const RTCP_INDEX = 4
const RTCP_TAG = 10
/** Sources whose packets are counted. */
const MOST_SOURCES = 16

/** A crypto attribute with a random key, for the suite with 80 bits of authentication. */
export const newCrypto = (tag = 1): CryptoAttribute => ({ tag, suite: suites[0], key: randomBytes(KEY + SALT) })

/** The attribute as a line of a description (RFC 4568 9.1). */
export function cryptoLine({ tag, suite, key }: CryptoAttribute): string {
  return `a=crypto:${tag} ${suite} inline:${key.toString('base64')}`
}

/** The crypto attributes of an audio section that we can use, in the other side's order. */
export function readCryptoLines(section: string): CryptoAttribute[] {
  return [...section.matchAll(/^a=crypto:(\d{1,9}) (\w+) inline:([A-Za-z0-9+/]{40}=*)(\|[^\s;]*)?(.*)$/gm)].flatMap(
    ([, tag, suite, inline = '', parameters = '', session = '']) => {
      const known = suites.find((s) => s === suite)
      const key = Buffer.from(inline, 'base64')
      // a key identifier in each packet (MKI) and session parameters change the packets' form: RFC 4568 6.3 lets us refuse
      const plain = !/:/.test(parameters) && !/UNENCRYPTED|UNAUTHENTICATED|FEC|KDR/i.test(session)
      return known && key.length === KEY + SALT && plain ? [{ tag: Number(tag), suite: known, key }] : []
    },
  )
}

/** RFC 3711 4.3.1 with a key derivation rate of zero. */
function derive(master: Buffer, label: number, length: number): Buffer {
  const iv = Buffer.alloc(16)
  master.copy(iv, 0, KEY, KEY + SALT)
  iv[7] = (iv[7] ?? 0) ^ label
  return createCipheriv('aes-128-ctr', master.subarray(0, KEY), iv).update(Buffer.alloc(length))
}

type Keys = { readonly cipher: Buffer; readonly auth: Buffer; readonly salt: Buffer }
const keysFor = (master: Buffer, first: number): Keys => ({
  cipher: derive(master, first, KEY),
  auth: derive(master, first + 1, 20),
  salt: derive(master, first + 2, SALT),
})

/** RFC 3711 4.1.1: the counter starts at (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16). */
function crypt({ cipher, salt }: Keys, ssrc: number, index: number, data: Buffer): Buffer {
  const iv = Buffer.alloc(16)
  salt.copy(iv)
  iv.writeUInt32BE((iv.readUInt32BE(4) ^ ssrc) >>> 0, 4)
  const high = Math.floor(index / 2 ** 32)
  iv.writeUInt16BE(iv.readUInt16BE(8) ^ high, 8)
  iv.writeUInt32BE((iv.readUInt32BE(10) ^ (index >>> 0)) >>> 0, 10)
  return createCipheriv('aes-128-ctr', cipher, iv).update(data)
}

const tagOf = (key: Buffer, length: number, ...parts: Buffer[]): Buffer => {
  const mac = createHmac('sha1', key)
  for (const part of parts) mac.update(part)
  return mac.digest().subarray(0, length)
}

function word(value: number): Buffer {
  const data = Buffer.alloc(4)
  data.writeUInt32BE(value >>> 0)
  return data
}

/** Length of the header with CSRC list and extension, which stays in clear; null for anything but RTP. */
function headerLength(data: Buffer): number | null {
  const first = data[0] ?? 0
  if (data.length < 12 || first >> 6 !== 2) return null
  let length = 12 + (first & 15) * 4
  if (first & 0x10) {
    if (data.length < length + 4) return null
    length += 4 + data.readUInt16BE(length + 2) * 4
  }
  return length <= data.length ? length : null
}

/** Counts a source's packets on over the wrap of their 16-bit numbers (RFC 3711 3.3.1), and knows the last 64 (3.3.2). */
class PacketIndex {
  #rollover = 0
  #highest: number | null = null
  #seen = 0n

  copy(): PacketIndex {
    const other = new PacketIndex()
    other.#rollover = this.#rollover
    other.#highest = this.#highest
    other.#seen = this.#seen
    return other
  }

  /** The most probable index of a sequence number (RFC 3711 3.3.1). */
  guess(sequence: number): number {
    if (this.#highest === null) return sequence
    const before = this.#highest
    const step = sequence - before
    const cycle = step < -0x8000 ? this.#rollover + 1 : step > 0x8000 ? this.#rollover - 1 : this.#rollover
    return Math.max(0, cycle) * 0x1_0000 + sequence
  }
  /** False for an index that was seen before, or is too old to tell. */
  fresh(index: number): boolean {
    const last = this.#last
    if (last === null || index > last) return true
    const back = last - index
    return back < 64 && !(this.#seen & (1n << BigInt(back)))
  }
  /** Marks an index as seen, once its packet was authentic. */
  take(index: number): void {
    const last = this.#last
    if (last === null || index > last) {
      const step = last === null ? 64 : index - last
      this.#seen = ((step >= 64 ? 0n : this.#seen << BigInt(step)) | 1n) & 0xffff_ffff_ffff_ffffn
      this.#rollover = Math.floor(index / 0x1_0000)
      this.#highest = index & 0xffff
    } else this.#seen |= 1n << BigInt(last - index)
  }
  get #last(): number | null {
    return this.#highest === null ? null : this.#rollover * 0x1_0000 + this.#highest
  }
}

/** One direction of an SRTP session: protects what we send, or opens what comes. Never throws on input from the network. */
export class SrtpContext {
  readonly #rtp: Keys
  readonly #rtcp: Keys
  readonly #tag: number
  readonly #indexes = new Map<number, PacketIndex>()
  /** How the sources counted under the key before. */
  readonly #before: ReadonlyMap<number, PacketIndex>
  /** The far end uses the key before until it has our answer (RFC 4568 7.1.4). */
  #previous: SrtpContext | undefined
  readonly #rtcpSeen = new Map<number, number>()
  #rtcpIndex: number

  /** @param before of the same direction, with another key: another key does not begin the count of packets anew (RFC 3711 3.3.1) */
  constructor({ suite, key }: CryptoAttribute, before?: SrtpContext) {
    this.#before = new Map(before ? [...before.#before, ...before.#indexes].slice(-MOST_SOURCES) : [])
    this.#previous = before
    this.#rtcpIndex = before ? before.#rtcpIndex : 0
    if (before) before.#previous = undefined
    this.#rtp = keysFor(key, 0)
    this.#rtcp = keysFor(key, 3)
    this.#tag = suite.endsWith('_32') ? 4 : 10
  }

  /** Encrypts an RTP packet and appends its tag (RFC 3711 3.3); what is no RTP comes back as it is. */
  protect(packet: Buffer): Buffer {
    const length = headerLength(packet)
    if (length === null) return packet
    const ssrc = packet.readUInt32BE(8)
    const indexes = this.#index(ssrc)
    const index = indexes.guess(packet.readUInt16BE(2))
    indexes.take(index)
    const out = Buffer.concat([packet.subarray(0, length), crypt(this.#rtp, ssrc, index, packet.subarray(length))])
    return Buffer.concat([out, tagOf(this.#rtp.auth, this.#tag, out, word(Math.floor(index / 0x1_0000)))])
  }

  /** The packet in clear; null when it is forged, repeated or not SRTP. */
  open(data: Buffer): Buffer | null {
    const length = headerLength(data)
    if (length === null || data.length < length + this.#tag) return null
    const body = data.subarray(0, data.length - this.#tag)
    const ssrc = data.readUInt32BE(8)
    for (const indexes of this.#candidates(ssrc)) {
      const index = indexes.guess(data.readUInt16BE(2))
      const tag = tagOf(this.#rtp.auth, this.#tag, body, word(Math.floor(index / 0x1_0000)))
      if (!indexes.fresh(index) || !timingSafeEqual(tag, data.subarray(data.length - this.#tag))) continue
      indexes.take(index)
      // a source is stored only once it has proven to hold the key, so that strangers cannot fill the table
      if (this.#indexes.size < MOST_SOURCES) this.#indexes.set(ssrc, indexes)
      this.#previous = undefined
      return Buffer.concat([body.subarray(0, length), crypt(this.#rtp, ssrc, index, body.subarray(length))])
    }
    return this.#previous?.open(data) ?? null
  }

  /** How a source may count its packets: as before; under another key on from there, or anew, as some do. */
  #candidates(ssrc: number): PacketIndex[] {
    const known = this.#indexes.get(ssrc)
    const before = this.#before.get(ssrc)
    return known ? [known] : [...(before ? [before.copy()] : []), new PacketIndex()]
  }

  /** RFC 3711 3.4: encrypted from the ninth byte on, then the index with its E bit, then the tag. */
  protectReport(packet: Buffer): Buffer {
    const ssrc = packet.readUInt32BE(4)
    this.#rtcpIndex = (this.#rtcpIndex + 1) & 0x7fff_ffff
    const out = Buffer.concat([
      packet.subarray(0, 8),
      crypt(this.#rtcp, ssrc, this.#rtcpIndex, packet.subarray(8)),
      word(0x8000_0000 + this.#rtcpIndex),
    ])
    return Buffer.concat([out, tagOf(this.#rtcp.auth, RTCP_TAG, out)])
  }

  /** The RTCP packet in clear (RFC 3711 3.4); null when it is not authentic or was seen before. */
  openReport(data: Buffer): Buffer | null {
    if (data.length < 8 + RTCP_INDEX + RTCP_TAG) return null
    const body = data.subarray(0, data.length - RTCP_TAG)
    if (!timingSafeEqual(tagOf(this.#rtcp.auth, RTCP_TAG, body), data.subarray(data.length - RTCP_TAG)))
      return this.#previous?.openReport(data) ?? null
    const last = body.readUInt32BE(body.length - RTCP_INDEX)
    const index = last & 0x7fff_ffff
    const ssrc = data.readUInt32BE(4)
    if (index <= (this.#rtcpSeen.get(ssrc) ?? -1)) return null
    if (this.#rtcpSeen.size < MOST_SOURCES || this.#rtcpSeen.has(ssrc)) this.#rtcpSeen.set(ssrc, index)
    const content = body.subarray(8, body.length - RTCP_INDEX)
    return Buffer.concat([data.subarray(0, 8), last >>> 31 ? crypt(this.#rtcp, ssrc, index, content) : content])
  }

  #index(ssrc: number): PacketIndex {
    const known = this.#indexes.get(ssrc) ?? this.#before.get(ssrc)?.copy() ?? new PacketIndex()
    this.#indexes.set(ssrc, known)
    return known
  }
}
