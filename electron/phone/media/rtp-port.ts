import { randomBytes, randomInt } from 'node:crypto'
import type { CallQuality } from '../../../shared/domain/call.ts'
import type { CodecName } from '../../../shared/domain/codec.ts'
import { type Address, isUnspecified, mayReach } from '../sip/address.ts'
import type { OfferRejection } from './call-audio.ts'
import { codecs } from './codecs.ts'
import { ToneReader } from './dtmf.ts'
import { Latch } from './latch.ts'
import { type AudioPreferences, Negotiation } from './negotiation.ts'
import { parseRtp, Rebase, type RtpPacket } from './rtp.ts'
import { RtpReports } from './rtp-reports.ts'
import { RtpSender } from './rtp-sender.ts'
import { type NatServers, RtpSockets } from './rtp-sockets.ts'
import { type Direction, receives } from './sdp.ts'

export type RtpPortEvents = {
  /** Audio of the far end, on one continuous clock. `timestamp` counts the codec's RTP clock. */
  readonly onPacket: (codec: CodecName, marker: boolean, sequence: number, timestamp: number, payload: Buffer) => void
  /** One digit of `0123456789*#ABCD`. */
  readonly onTone: (tone: string) => void
  /** Audio should arrive and has not for 5 s, or arrives again. */
  readonly onSilent: (silent: boolean) => void
  /** Every 2 s while audio arrives. */
  readonly onQuality: (quality: CallQuality) => void
}

export type { AudioPreferences }

/** ms between looks at what the page and the far end send. */
const TICK = 20
/** ms. */
const RTCP_EVERY = 5000
/** ms. */
const QUALITY_EVERY = 2000
/** Payload type of comfort noise (RFC 3389, RFC 3551 table 4). */
const COMFORT_NOISE = 13
/** ms. */
const SILENT_AFTER = 5000

/**
 * The provider's side of a call's audio: an RTP and RTCP port pair, plain offer and answer (RFC 3264), and the packets of
 * both directions. The page's side is a PageLeg.
 */
export class RtpPort {
  readonly #events: RtpPortEvents
  #address: string
  readonly #ssrc = randomBytes(4).readUInt32BE()
  readonly #reports = new RtpReports(this.#ssrc)
  readonly #negotiation: Negotiation
  readonly #sender: RtpSender
  readonly #incoming = new Rebase({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  readonly #tones = new ToneReader()
  readonly #trusted: () => readonly string[]
  readonly #sockets = new RtpSockets({
    onRtp: (data, from) => this.#receive(data, from),
    onRtcp: (data, from) => this.#receiveReport(data, from.host),
  })
  /** Our public address, which a far end behind the same router has as well. */
  #publicAddress: string | null = null
  #closed = false
  #timers: NodeJS.Timeout[] = []
  #latch: Latch | undefined
  /** When audio came last, ms of a monotonic clock. */
  #heardAt = 0
  #silent = false

  /**
   * @param address of the interface that leads to the line's server
   * @param trusted hosts besides the announced one that audio may come from: where the far end's signalling comes from
   */
  constructor(address: string, preferences: AudioPreferences, events: RtpPortEvents, trusted: () => readonly string[] = () => []) {
    this.#address = address
    this.#negotiation = new Negotiation(preferences)
    this.#events = events
    this.#trusted = trusted
    this.#sender = new RtpSender({
      ssrc: this.#ssrc,
      sending: () => this.#negotiation.sending,
      ready: () => this.#target !== null && this.#sockets.open,
      transmit: (packet) => this.#target && this.#sockets.sendRtp(this.#negotiation.srtp?.out.protect(packet) ?? packet, this.#target),
    })
  }

  /** @throws when it is closed meanwhile, or when no port is free: no socket is left behind */
  async open(servers: NatServers): Promise<void> {
    await this.#bind(servers)
    this.#timers = [
      setInterval(() => this.#tick(), TICK),
      setInterval(() => this.#report(false), RTCP_EVERY),
      setInterval(() => this.#measure(), QUALITY_EVERY),
    ]
  }

  /** Moves the stream to another address of this computer; the next description names it. @throws like `open` */
  async move(address: string, servers: NatServers): Promise<void> {
    this.#address = address
    await this.#bind(servers)
  }

  async #bind(servers: NatServers): Promise<void> {
    const local = await this.#sockets.bind(this.#address, servers)
    if (!local) return
    this.#publicAddress = local.publicAddress
    this.#negotiation.localAddress = { address: local.address, port: local.port }
  }

  /** The direction we want; the far end may want less. */
  get localDirection(): Direction {
    return this.#negotiation.localDirection
  }
  set localDirection(direction: Direction) {
    this.#negotiation.localDirection = direction
  }
  /** Whether our next offer asks for SRTP. */
  get offerEncrypted(): boolean {
    return this.#negotiation.offerEncrypted
  }
  set offerEncrypted(on: boolean) {
    this.#negotiation.offerEncrypted = on
  }
  /** Both sides agreed on SRTP. */
  get encrypted(): boolean {
    return this.#negotiation.srtp !== null
  }
  /** The codec we send with; null while nothing is sent. */
  get codec(): CodecName | null {
    return this.#negotiation.sending?.codec.name ?? null
  }
  /** The far end holds the call: it does not want to hear us. */
  get heldByRemote(): boolean {
    const { remote } = this.#negotiation
    return remote !== undefined && !receives(remote.direction)
  }
  get meanQuality(): CallQuality | null {
    return this.#reports.mean
  }

  /** Sends an RTCP BYE and closes the sockets, also those that are still being opened. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#negotiation.sending) this.#report(true)
    this.#negotiation.sending = undefined
    this.#sockets.close()
  }

  // ---- descriptions

  /** Why an offer cannot be accepted; null when it can. */
  offerRejection(offer: string): OfferRejection | null {
    return this.#negotiation.offerRejection(offer)
  }

  offer(): string {
    return this.#negotiation.offer()
  }

  /** @throws when the description holds no usable audio: the caller refuses the call with 488 */
  setRemote(text: string, kind: 'offer' | 'answer'): void {
    this.#negotiation.setRemote(text, kind)
    const remote = this.#negotiation.remote
    if (!remote) return
    // an address of zeros holds the call (RFC 2543) and is not where the far end is
    if (!isUnspecified(remote.address) || !this.#latch) this.#latch = this.#latchTo({ host: remote.address, port: remote.port })
    if (kind === 'answer') this.#negotiated()
  }

  /** @throws when there is no offer to answer */
  answer(): string {
    const text = this.#negotiation.answer()
    this.#negotiated()
    return text
  }

  /** Where our packets go; null while no far end can be at that address, such as this computer's own loopback address. */
  get #target(): Address | null {
    const target = this.#latch?.target
    return target && mayReach(this.#address, target.host) ? target : null
  }

  #latchTo(announced: Address): Latch {
    const options = { hosts: [...this.#trusted(), ...(this.#publicAddress === null ? [] : [this.#publicAddress])] }
    return this.#latch?.moved(announced, options) ?? new Latch(announced, options)
  }

  #negotiated(): void {
    this.#reports.renegotiated()
    this.#heardAt = performance.now()
    this.#setSilent(false)
  }

  // ---- to the far end

  /** A packet of the page. `source` tells one leg from the next; `timestamp` counts the codec's RTP clock. */
  fromPage(source: unknown, codec: CodecName, marker: boolean, timestamp: number, payload: Buffer): void {
    this.#sender.fromPage(source, codec, marker, timestamp, payload)
  }

  /** The page is gone: silence begins at once instead of after the usual wait. */
  pageGone(): void {
    this.#sender.pageGone()
  }

  /** Sends tones in the audio (RFC 4733), one after the other. @returns false when the far end accepts none: SIP INFO remains */
  sendTones(tones: string): Promise<boolean> {
    return this.#sender.sendTones(tones)
  }

  #tick(): void {
    const expected = this.#negotiation.remote !== undefined && receives(this.#negotiation.direction)
    if (expected) this.#setSilent(performance.now() - this.#heardAt > SILENT_AFTER)
    this.#sender.fillSilence()
  }

  // ---- from the far end

  #receive(data: Buffer, from: Address): void {
    const { srtp } = this.#negotiation
    const clear = srtp ? srtp.in.open(data) : data
    const packet = clear && parseRtp(clear)
    if (!packet || !this.#admits(from, packet)) return
    const now = performance.now()
    this.#heardAt = now
    if (this.#negotiation.eventTypes.has(packet.payloadType)) {
      const tone = this.#tones.read(packet.timestamp, packet.payload)
      if (tone) this.#events.onTone(tone)
      return
    }
    const name = this.#negotiation.names.get(packet.payloadType)
    const codec = codecs.find((c) => c.name === name)
    // comfort noise only shows that the far end is there; the page makes its own
    if (!codec || packet.payloadType === COMFORT_NOISE) return
    this.#reports.heard(packet, codec.rate, now)
    if (!receives(this.#negotiation.direction)) return
    const stamp = this.#incoming.next(packet, codec.rate)
    if (stamp) this.#events.onPacket(codec.name, packet.marker, stamp.sequence, stamp.timestamp, packet.payload)
  }

  /** Before a description names the far end, audio is accepted only from where its signalling comes from. */
  #admits(from: Address, packet: RtpPacket): boolean {
    return this.#latch ? this.#latch.admits(from, packet) : this.#trusted().includes(from.host)
  }

  #setSilent(silent: boolean): void {
    if (silent === this.#silent) return
    this.#silent = silent
    this.#events.onSilent(silent)
  }

  #receiveReport(data: Buffer, from: string): void {
    if (!this.#latch?.admitsReport(from)) return
    const { srtp } = this.#negotiation
    const clear = srtp ? srtp.in.openReport(data) : data
    if (clear) this.#reports.receive(clear)
  }

  #measure(): void {
    const quality = this.#reports.measure(this.codec, receives(this.#negotiation.direction))
    if (quality) this.#events.onQuality(quality)
  }

  #report(bye: boolean): void {
    const target = this.#target
    const { remote, srtp } = this.#negotiation
    if (!target || !this.#sockets.open || !remote) return
    const data = this.#reports.build(this.#sender.facts, bye)
    const announced = target.host === remote.address && target.port === remote.port
    const port = announced ? remote.rtcpPort : target.port + 1
    if (port !== null) this.#sockets.sendRtcp(srtp?.out.protectReport(data) ?? data, { host: target.host, port })
  }
}
