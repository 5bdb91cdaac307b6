import type { RtpPacket } from './rtp.ts'

/** s from 1900, where NTP begins, to 1970. */
const NTP_EPOCH = 2_208_988_800

/** Reception statistics of one source (RFC 3550 A.1, A.3, A.8). */
export class ReceptionStatistics {
  readonly ssrc: number
  #base: number
  #highest: number
  #cycles = 0
  #received = 0
  #expectedBefore = 0
  #receivedBefore = 0
  #intervalExpected = 0
  #intervalReceived = 0
  #transit: number | null = null
  #jitter = 0

  constructor(first: Pick<RtpPacket, 'ssrc' | 'sequence'>) {
    this.ssrc = first.ssrc
    this.#base = first.sequence
    this.#highest = first.sequence
  }

  /** @param arrival ms of a monotonic clock */
  add({ sequence, timestamp }: Pick<RtpPacket, 'sequence' | 'timestamp'>, rate: number, arrival: number): void {
    const step = (sequence - this.#highest) & 0xffff
    if (step < 0x8000) {
      if (sequence < this.#highest) this.#cycles += 0x1_0000
      this.#highest = sequence
    }
    this.#received += 1
    const transit = (arrival * rate) / 1000 - timestamp
    if (this.#transit !== null) {
      const difference = Math.abs(transit - this.#transit)
      // a wrap of the timestamp is not jitter
      if (difference < rate * 10) this.#jitter += (difference - this.#jitter) / 16
    }
    this.#transit = transit
  }

  /** Packets that were expected and did not come (RFC 3550 A.3). */
  get lost(): number {
    return Math.max(0, this.#cycles + this.#highest - this.#base + 1 - this.#received)
  }
  /** In units of the RTP clock. */
  get jitter(): number {
    return Math.round(this.#jitter)
  }

  /** Since the previous call: the share of packets lost, 0 to 1, and how many arrived. */
  interval(): { readonly loss: number; readonly packets: number } {
    const expected = this.#cycles + this.#highest - this.#base + 1
    const due = expected - this.#intervalExpected
    const packets = this.#received - this.#intervalReceived
    this.#intervalExpected = expected
    this.#intervalReceived = this.#received
    return { loss: due > 0 ? Math.min(1, Math.max(0, (due - packets) / due)) : 0, packets }
  }

  /** The 24 bytes of a report block (RFC 3550 6.4.1). @param lastReport LSR @param delay DLSR, 1/65536 s */
  block(lastReport: number, delay: number): Buffer {
    const expected = this.#cycles + this.#highest - this.#base + 1
    const expectedNow = expected - this.#expectedBefore
    const lostNow = expectedNow - (this.#received - this.#receivedBefore)
    this.#expectedBefore = expected
    this.#receivedBefore = this.#received
    const data = Buffer.alloc(24)
    data.writeUInt32BE(this.ssrc, 0)
    data[4] = expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0
    data.writeUIntBE(Math.min(0x7f_ffff, this.lost), 5, 3)
    data.writeUInt32BE((this.#cycles + this.#highest) >>> 0, 8)
    data.writeUInt32BE(this.jitter >>> 0, 12)
    data.writeUInt32BE(lastReport >>> 0, 16)
    data.writeUInt32BE(delay >>> 0, 20)
    return data
  }
}

export type SenderFacts = { readonly ssrc: number; readonly timestamp: number; readonly packets: number; readonly octets: number }

/** A compound packet: SR (RR while nothing is sent), SDES with an anonymous CNAME, and BYE at the end (RFC 3550 6). @param now ms since the epoch */
export function buildRtcp(sender: SenderFacts, reports: readonly Buffer[], cname: string, bye: boolean, now = Date.now()): Buffer {
  const sending = sender.packets > 0
  const head = Buffer.alloc(sending ? 28 : 8)
  head[0] = 0x80 | reports.length
  head[1] = sending ? 200 : 201
  head.writeUInt16BE((head.length + reports.length * 24) / 4 - 1, 2)
  head.writeUInt32BE(sender.ssrc, 4)
  if (sending) {
    head.writeUInt32BE((Math.floor(now / 1000) + NTP_EPOCH) >>> 0, 8)
    head.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32) >>> 0, 12)
    head.writeUInt32BE(sender.timestamp >>> 0, 16)
    head.writeUInt32BE(sender.packets >>> 0, 20)
    head.writeUInt32BE(sender.octets >>> 0, 24)
  }
  return Buffer.concat([head, ...reports, sourceDescription(sender.ssrc, cname), ...(bye ? [goodbye(sender.ssrc)] : [])])
}

/** The middle 32 bits of a sender report's NTP time, which our next report returns as LSR (RFC 3550 6.4.1); null for any other packet. */
export function readSenderReport(data: Buffer): { readonly ssrc: number; readonly middle: number } | null {
  if (data.length < 28 || (data[0] ?? 0) >> 6 !== 2 || data[1] !== 200) return null
  return { ssrc: data.readUInt32BE(4), middle: data.readUInt32BE(10) }
}

/**
 * What a compound packet reports on our stream: loss since the report before, 0 to 1, and the round trip in ms (RFC 3550
 * 6.4.1: now minus LSR minus DLSR, in 1/65536 s). Null when it holds no report on `ssrc`.
 */
export function readReportOn(data: Buffer, ssrc: number, now = Date.now()): { readonly loss: number; readonly roundTrip: number | null } | null {
  for (let at = 0; at + 8 <= data.length; ) {
    const count = (data[at] ?? 0) & 31
    const type = data[at + 1]
    const end = at + (data.readUInt16BE(at + 2) + 1) * 4
    if ((data[at] ?? 0) >> 6 !== 2 || end > data.length) return null
    const first = at + (type === 200 ? 28 : 8)
    if (type === 200 || type === 201) {
      for (let block = first; block + 24 <= end && block < first + count * 24; block += 24) {
        if (data.readUInt32BE(block) !== ssrc) continue
        const [last, delay] = [data.readUInt32BE(block + 16), data.readUInt32BE(block + 20)]
        const trip = (((ntpMiddle(now) - last - delay) >>> 0) / 65_536) * 1000
        // a longer round trip than a minute comes from a wrong clock
        return { loss: (data[block + 4] ?? 0) / 256, roundTrip: last !== 0 && trip < 60_000 ? trip : null }
      }
    }
    at = end
  }
  return null
}

/** The middle 32 bits of the NTP time (RFC 3550 4). */
const ntpMiddle = (now: number): number => {
  const seconds = (Math.floor(now / 1000) + NTP_EPOCH) & 0xffff
  return (seconds * 65_536 + Math.floor(((now % 1000) / 1000) * 65_536)) >>> 0
}

function sourceDescription(ssrc: number, cname: string): Buffer {
  const text = Buffer.from(cname, 'utf8').subarray(0, 255)
  const data = Buffer.alloc(Math.ceil((11 + text.length) / 4) * 4)
  data[0] = 0x81
  data[1] = 202
  data.writeUInt16BE(data.length / 4 - 1, 2)
  data.writeUInt32BE(ssrc, 4)
  data[8] = 1
  data[9] = text.length
  text.copy(data, 10)
  return data
}

function goodbye(ssrc: number): Buffer {
  const data = Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 0])
  data.writeUInt32BE(ssrc, 4)
  return data
}
