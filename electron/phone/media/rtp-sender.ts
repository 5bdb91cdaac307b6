import { randomInt } from 'node:crypto'
import type { CodecName } from '../../../shared/domain/codec.ts'
import { silence } from './codecs.ts'
import { eventOf, tonePayloads } from './dtmf.ts'
import type { Sending } from './negotiation.ts'
import { PacketSize } from './packet-size.ts'
import type { SenderFacts } from './rtcp.ts'
import { buildRtp, Restamp } from './rtp.ts'

/** ms of audio in a packet of silence, and between the packets of a tone. */
const FRAME = 20
/** ms without a packet from the page after which silence is sent. */
const FILL_AFTER = 60
/** ms between two tones. */
const TONE_GAP = 80

export type RtpSenderOptions = {
  readonly ssrc: number
  /** What both sides agreed on; undefined while nothing is to be sent. */
  readonly sending: () => Sending | undefined
  /** Whether packets can leave: sockets are open and the far end's address is known. */
  readonly ready: () => boolean
  /** Sends a packet in clear. */
  readonly transmit: (packet: Buffer) => void
}

/**
 * Our RTP stream to the far end: one SSRC and one clock for what the page sends, for tones, and for silence while the page
 * sends nothing, so that NAT bindings and the far end's timers stay alive.
 */
export class RtpSender {
  readonly #options: RtpSenderOptions
  readonly #size = new PacketSize()
  readonly #stamps = new Restamp({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  /** When the page sent last, ms of a monotonic clock. */
  #pageAt = Number.NEGATIVE_INFINITY
  #silenceTimestamp = 0
  #toneActive = false
  #toneQueue: Promise<void> = Promise.resolve()
  #packets = 0
  #octets = 0

  constructor(options: RtpSenderOptions) {
    this.#options = options
  }

  /** For sender reports (RFC 3550 6.4.1). */
  get facts(): Omit<SenderFacts, 'ssrc'> {
    return { timestamp: this.#stamps.timestamp, packets: this.#packets, octets: this.#octets }
  }

  /** A packet of the page; dropped while a tone is sent, or when its codec is not the negotiated one. @param source identifies the leg */
  fromPage(source: unknown, codec: CodecName, marker: boolean, timestamp: number, payload: Buffer): void {
    const to = this.#options.sending()
    if (!to || this.#toneActive || codec !== to.codec.name) return
    this.#pageAt = performance.now()
    for (const piece of this.#size.cut(source, codec, { payload, marker, timestamp }, to.packetTime)) {
      const stamp = this.#stamps.next(source, to.codec.rate, piece.timestamp)
      this.#send(to.payloadType, piece.marker || stamp.fresh, stamp.sequence, stamp.timestamp, piece.payload)
    }
  }

  /** The page is gone: silence is due at once. */
  pageGone(): void {
    this.#pageAt = Number.NEGATIVE_INFINITY
  }

  /** Sends 20 ms of silence if the page has sent nothing for 60 ms; to be called every 20 ms. */
  fillSilence(): void {
    const to = this.#options.sending()
    if (!to || this.#toneActive || performance.now() - this.#pageAt < FILL_AFTER) return
    this.#silenceTimestamp = (this.#silenceTimestamp + to.codec.rate / 50) >>> 0
    const stamp = this.#stamps.next('silence', to.codec.rate, this.#silenceTimestamp)
    this.#send(to.payloadType, stamp.fresh, stamp.sequence, stamp.timestamp, silence[to.codec.name])
  }

  /**
   * Sends tones as telephone events (RFC 4733), after those that are still being sent; the microphone pauses meanwhile.
   *
   * @param tones digits of `0123456789*#ABCD`; anything else is a pause
   * @returns when the last one is sent; false when the far end accepts no telephone events
   */
  async sendTones(tones: string): Promise<boolean> {
    if (this.#options.sending()?.eventType == null) return false
    this.#toneQueue = this.#toneQueue.then(async () => {
      for (const tone of tones) {
        const event = eventOf(tone)
        if (event !== null) await this.#sendTone(event)
        await pause(TONE_GAP)
      }
    })
    await this.#toneQueue
    return true
  }

  async #sendTone(event: number): Promise<void> {
    const to = this.#options.sending()
    if (to?.eventType == null) return
    this.#toneActive = true
    const source = Symbol('tone')
    const packets = tonePayloads(event, to.codec.rate)
    for (const [i, { payload, end }] of packets.entries()) {
      // one timestamp for the whole event, so each packet comes from the same source time 0
      const { sequence, timestamp } = this.#stamps.next(source, to.codec.rate, 0)
      this.#send(to.eventType, i === 0, sequence, timestamp, payload)
      if (!end) await pause(FRAME)
    }
    this.#toneActive = false
  }

  #send(payloadType: number, marker: boolean, sequence: number, timestamp: number, payload: Buffer): void {
    if (!this.#options.ready()) return
    this.#packets += 1
    this.#octets += payload.length
    this.#options.transmit(buildRtp({ payloadType, marker, sequence, timestamp, ssrc: this.#options.ssrc, payload }))
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
