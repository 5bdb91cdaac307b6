/** An RTP packet (RFC 3550 5.1) without CSRC list, extension and padding. */
export type RtpPacket = {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
}

/** Reads a packet; null for anything else. Never throws. */
export function parseRtp(data: Buffer): RtpPacket | null {
  const first = data[0] ?? 0
  if (data.length < 12 || first >> 6 !== 2) return null
  let start = 12 + (first & 15) * 4
  if (first & 0x10) {
    if (data.length < start + 4) return null
    start += 4 + data.readUInt16BE(start + 2) * 4
  }
  const end = data.length - (first & 0x20 ? (data[data.length - 1] ?? 0) : 0)
  if (start > end) return null
  const second = data[1] ?? 0
  return {
    payloadType: second & 0x7f,
    marker: second >> 7 === 1,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    ssrc: data.readUInt32BE(8),
    payload: data.subarray(start, end),
  }
}

/** Writes a packet without CSRC list, extension and padding (RFC 3550 5.1). */
export function buildRtp({ payloadType, marker, sequence, timestamp, ssrc, payload }: RtpPacket): Buffer {
  const data = Buffer.allocUnsafe(12 + payload.length)
  data[0] = 0x80
  data[1] = (marker ? 0x80 : 0) | payloadType
  data.writeUInt16BE(sequence, 2)
  data.writeUInt32BE(timestamp, 4)
  data.writeUInt32BE(ssrc, 8)
  payload.copy(data, 12)
  return data
}

export type Stamp = {
  sequence: number
  timestamp: number
  /** The first packet of another source, which carries the marker. */
  fresh: boolean
}

/**
 * Makes one continuous stream out of several sources that follow one another (a new page, silence, tones): sequence numbers are
 * ours, timestamps advance by the clock at a change of source and by the source's own steps within it.
 */
export class Restamp {
  #sequence: number
  #timestamp: number
  #source: unknown
  #offset = 0
  /** ms, when the current timestamp was reached; null before the first packet. */
  #at: number | null = null
  readonly #now: () => number

  /** @param now a monotonic clock, ms */
  constructor(start: { sequence: number; timestamp: number }, now: () => number = () => performance.now()) {
    this.#sequence = start.sequence
    this.#timestamp = start.timestamp
    this.#now = now
  }

  /** Of the packet that was sent last, on the RTP clock. */
  get timestamp(): number {
    return this.#timestamp
  }

  /** The next packet of `source`, whose own timestamp is `timestamp` at `rate` Hz. */
  next(source: unknown, rate: number, timestamp: number): Stamp {
    const fresh = this.#begin(source, rate, timestamp)
    const next = (timestamp + this.#offset) >>> 0
    // all packets of a tone have the time of its beginning (RFC 4733 2.2.3): what follows counts from there
    if (fresh || next !== this.#timestamp) this.#at = this.#now()
    this.#timestamp = next
    this.#sequence = (this.#sequence + 1) & 0xffff
    return { sequence: this.#sequence, timestamp: this.#timestamp, fresh }
  }

  #begin(source: unknown, rate: number, timestamp: number): boolean {
    const fresh = source !== this.#source
    if (fresh) {
      const gap = this.#at === null ? 0 : Math.max(rate / 50, Math.round(((this.#now() - this.#at) * rate) / 1000))
      this.#offset = (this.#timestamp + gap - timestamp) >>> 0
      this.#source = source
    }
    return fresh
  }
}

/** How far a packet may be ahead of the last one, or behind it, in one stream (RFC 3550 A.1). */
const MOST_AHEAD = 3000
const MOST_BEHIND = 100

/**
 * Renumbers what is received: loss and order of the source stay visible, and neither a change of SSRC nor a jump of the sequence
 * numbers, as gateways make them when they switch to another source, breaks the stream.
 */
export class Rebase {
  #ssrc: number | null = null
  /** The source's last sequence number. */
  #heard = 0
  /** The number that would follow a packet out of line: two in a row are a jump, one alone is a stray (RFC 3550 A.1). */
  #expectedAfterJump: number | null = null
  #sequenceOffset = 0
  #timestampOffset = 0
  #last: { sequence: number; timestamp: number; at: number }
  readonly #now: () => number

  constructor(start: { sequence: number; timestamp: number }, now: () => number = () => performance.now()) {
    this.#last = { ...start, at: now() }
    this.#now = now
  }

  /**
   * The numbers under which a received packet is passed on; null for one that is out of line with its stream.
   *
   * @param rate Hz of the RTP clock
   */
  next(packet: Pick<RtpPacket, 'ssrc' | 'sequence' | 'timestamp'>, rate: number): { sequence: number; timestamp: number } | null {
    const { ssrc, sequence, timestamp } = packet
    const ahead = (sequence - this.#heard) & 0xffff
    if (ssrc !== this.#ssrc) this.#begin(packet, rate)
    else if (ahead > MOST_AHEAD && ahead < 0x10000 - MOST_BEHIND) {
      const jumped = sequence === this.#expectedAfterJump
      this.#expectedAfterJump = (sequence + 1) & 0xffff
      if (!jumped) return null
      this.#begin(packet, rate)
    }
    // a late one does not turn the count back
    if (((sequence - this.#heard) & 0xffff) < 0x8000) this.#heard = sequence
    this.#expectedAfterJump = null
    const out = { sequence: (sequence + this.#sequenceOffset) & 0xffff, timestamp: (timestamp + this.#timestampOffset) >>> 0 }
    this.#last = { ...out, at: this.#now() }
    return out
  }

  #begin({ ssrc, sequence, timestamp }: Pick<RtpPacket, 'ssrc' | 'sequence' | 'timestamp'>, rate: number): void {
    const gap = this.#ssrc === null ? 0 : Math.max(rate / 50, Math.round(((this.#now() - this.#last.at) * rate) / 1000))
    this.#sequenceOffset = (this.#last.sequence + 1 - sequence) & 0xffff
    this.#timestampOffset = (this.#last.timestamp + gap - timestamp) >>> 0
    this.#ssrc = ssrc
    this.#heard = sequence
  }
}
