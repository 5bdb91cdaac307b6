import dgram, { type Socket } from 'node:dgram'
import { decodeAlaw, purity, toneFrame } from './g711.ts'

/** ms of audio in a packet. */
const FRAME = 20
/** Packets that are sent at once. */
const MOST_DUE = 50

export type EndpointMode = 'echo' | 'tone' | 'silent'

/** The exchange's end of a call's audio: plain RTP on loopback. It echoes whatever comes, or plays a tone in A-law. */
export class Endpoint {
  readonly #socket: Socket
  readonly #mode: EndpointMode
  readonly #hz: number
  #remote: { host: string; port: number } | null = null
  #timer: NodeJS.Timeout | undefined
  #sequence = 1000
  #timestamp = 0
  /** The last two seconds, round and round. */
  readonly #heard = new Int16Array(16_000)
  #heardUntil = 0
  #begun = 0
  #played = 0
  #event = -1
  readonly eventType: number
  /** Tones heard by RFC 4733. */
  tones = ''
  /** RTP packets. */
  received = 0
  /** Bytes of audio in the shortest packet. */
  shortest = Number.POSITIVE_INFINITY
  /** The longest time between two packets with audio since `forgetGaps`, ms. */
  longestGap = 0
  /** When the last packet with audio came, ms of a monotonic clock; 0 before the first. */
  #lastLoud = 0

  constructor(mode: EndpointMode, hz: number, eventType: number) {
    this.#mode = mode
    this.#hz = hz
    this.eventType = eventType
    this.#socket = dgram.createSocket('udp4')
    this.#socket.on('message', (data, from) => this.#receive(data, from))
    this.#socket.on('error', () => {})
  }

  /** @returns the UDP port on 127.0.0.1 */
  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#socket.bind(0, '127.0.0.1', resolve))
    return this.#socket.address().port
  }

  /** Where the audio goes; null while it is held. */
  setRemote(remote: { host: string; port: number } | null): void {
    this.#remote = remote
    clearInterval(this.#timer)
    if (this.#mode !== 'tone' || !remote) return
    this.#begun = performance.now()
    this.#played = 0
    this.#timer = setInterval(() => this.#play(), FRAME)
  }

  /**
   * Share of a tone of `hz` in the last `ms` that were received (A-law), 0 to 1; 0 before there is as much. Short by default: a gap in a tone, as on a
   * busy computer, makes two of it that cancel each other out.
   */
  purityOf(hz: number, ms = 200): number {
    const until = this.#heardUntil
    const samples = Array.from({ length: ms * 8 }, (_, i) => this.#heard[(until - ms * 8 + i) % this.#heard.length] ?? 0)
    return until < samples.length ? 0 : purity(samples, hz)
  }
  forgetGaps(): void {
    this.longestGap = 0
    this.#lastLoud = performance.now()
  }

  /** Goes on with other sequence numbers, as gateways do when they change their source. */
  jump(): void {
    this.#sequence = (this.#sequence + 20_000) & 0xffff
  }

  /** Plays tones as RFC 4733 events. */
  async sendTones(tones: string): Promise<void> {
    for (const tone of tones) {
      const event = '0123456789*#ABCD'.indexOf(tone)
      this.#timestamp += 160
      // all packets of an event have the time it began at (RFC 4733 2.2); the tone beneath goes on
      const at = this.#timestamp
      for (let step = 1; step <= 7; step++) {
        const end = step > 4
        const payload = Buffer.from([event, (end ? 0x80 : 0) | 10, 0, 0])
        payload.writeUInt16BE(Math.min(step, 5) * 160, 2)
        this.#send(this.eventType, step === 1, at, payload)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      this.#timestamp += 1600
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#socket.close()
  }

  #receive(data: Buffer, from: { address: string; port: number }): void {
    if (data.length < 13) return
    this.received += 1
    const type = (data[1] ?? 0) & 0x7f
    if (type === this.eventType) {
      const at = data.readUInt32BE(4)
      if (at !== this.#event) {
        this.#event = at
        this.tones += '0123456789*#ABCD'[data[12] ?? 0] ?? ''
      }
      return
    }
    if (type === 8) {
      this.shortest = Math.min(this.shortest, data.length - 12)
      let loud = false
      for (const byte of data.subarray(12)) {
        const sample = decodeAlaw(byte)
        loud ||= Math.abs(sample) > 500
        this.#heard[this.#heardUntil++ % this.#heard.length] = sample
      }
      if (loud) {
        const now = performance.now()
        if (this.#lastLoud) this.longestGap = Math.max(this.longestGap, now - this.#lastLoud)
        this.#lastLoud = now
      }
    }
    const to = this.#remote
    if (this.#mode === 'echo' && to && to.port === from.port) this.#socket.send(data, to.port, to.host, () => {})
  }

  /**
   * As many frames as are due by the clock, as a phone's sound card has them: a timer alone is late on a busy computer, and loses some. More than a
   * second's are lost.
   */
  #play(): void {
    const due = Math.floor((performance.now() - this.#begun) / FRAME)
    const lost = Math.max(0, due - this.#played - MOST_DUE)
    this.#timestamp += lost * 160
    this.#played += lost
    for (; this.#played < due; this.#played++) {
      this.#timestamp += 160
      this.#send(8, false, this.#timestamp, toneFrame(this.#hz, this.#timestamp))
    }
  }

  #send(type: number, marker: boolean, timestamp: number, payload: Buffer): void {
    const to = this.#remote
    if (!to) return
    this.#sequence = (this.#sequence + 1) & 0xffff
    const head = Buffer.from([0x80, (marker ? 0x80 : 0) | type, 0, 0, 0, 0, 0, 0, 0x11, 0x22, 0x33, 0x44])
    head.writeUInt16BE(this.#sequence, 2)
    head.writeUInt32BE(timestamp >>> 0, 4)
    this.#socket.send(Buffer.concat([head, payload]), to.port, to.host, () => {})
  }
}
