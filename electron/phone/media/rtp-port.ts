import { randomBytes, randomInt } from 'node:crypto'
import type { CallQuality } from '../../../shared/call.ts'
import type { CodecName } from '../../../shared/codec.ts'
import { codecs, silence } from './codecs.ts'
import { eventOf, ToneReader, tonePayloads } from './dtmf.ts'
import { Latch } from './latch.ts'
import { Negotiation, type SoundPreferences } from './negotiation.ts'
import { PacketSize } from './packet-size.ts'
import { close, openPortPair, type PortPair } from './port-pair.ts'
import { buildRtp, parseRtp, Rebase, Restamp } from './rtp.ts'
import { RtpReports } from './rtp-reports.ts'
import { type Direction, receives } from './sdp.ts'
import { publicAddress } from './stun.ts'

export type RtpPortEvents = {
  /** Sound of the far end, on one continuous clock. */
  readonly onPacket: (codec: CodecName, marker: boolean, sequence: number, timestamp: number, payload: Buffer) => void
  readonly onTone: (tone: string) => void
  /** Sound should come and has not for 5 s, or comes again. */
  readonly onSilent: (silent: boolean) => void
  readonly onQuality: (quality: CallQuality) => void
}

export type { SoundPreferences }

const FRAME = 20
const FILL_AFTER = 60
const RTCP_EVERY = 5000
const QUALITY_EVERY = 2000
/** Comfort noise (RFC 3389, RFC 3551 table 4). */
const NOISE = 13
const SILENT_AFTER = 5000

/**
 * The provider's side of a call's sound: an RTP and RTCP port pair, plain offer and answer (RFC 3264), tones, and silence
 * while the page sends nothing, so that NAT bindings, latching and timers of the far end stay content.
 */
export class RtpPort {
  readonly #events: RtpPortEvents
  #address: string
  readonly #ssrc = randomBytes(4).readUInt32BE()
  readonly #reports = new RtpReports(this.#ssrc)
  readonly #talk: Negotiation
  readonly #size = new PacketSize()
  readonly #out = new Restamp({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  readonly #in = new Rebase({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  readonly #tones = new ToneReader()
  #pair: PortPair | undefined
  #timers: NodeJS.Timeout[] = []
  #latch: Latch | undefined
  #pageAt = Number.NEGATIVE_INFINITY
  #fillTimestamp = 0
  #toneActive = false
  #toneQueue: Promise<void> = Promise.resolve()
  #packets = 0
  #octets = 0
  #heardAt = 0
  #silent = false

  /** @param address of the interface that leads to the line's server */
  constructor(address: string, preferences: SoundPreferences, events: RtpPortEvents) {
    this.#address = address
    this.#talk = new Negotiation(preferences)
    this.#events = events
  }

  async open(stun: { host: string; port: number } | null): Promise<void> {
    await this.#bind(stun)
    this.#timers = [
      setInterval(() => this.#tick(), FRAME),
      setInterval(() => this.#report(false), RTCP_EVERY),
      setInterval(() => this.#measure(), QUALITY_EVERY),
    ]
  }

  /** Another address of this computer: new sockets, the same stream. The next description names them. */
  async move(address: string, stun: { host: string; port: number } | null): Promise<void> {
    const old = this.#pair
    this.#address = address
    await this.#bind(stun)
    if (old) [old.rtp, old.rtcp].forEach(close)
  }

  async #bind(stun: { host: string; port: number } | null): Promise<void> {
    const pair = await openPortPair(this.#address)
    this.#pair = pair
    const seen = stun ? await publicAddress(pair.rtp, stun) : null
    if (this.#pair !== pair) return
    this.#talk.place = seen ? { address: seen.address, port: seen.port } : { address: this.#address, port: pair.port }
    pair.rtp.on('message', (data, from) => this.#receive(data, { host: from.address, port: from.port }))
    pair.rtcp.on('message', (data) => this.#receiveReport(data))
  }

  get wanted(): Direction {
    return this.#talk.wanted
  }
  set wanted(direction: Direction) {
    this.#talk.wanted = direction
  }
  get offerEncrypted(): boolean {
    return this.#talk.offerEncrypted
  }
  set offerEncrypted(on: boolean) {
    this.#talk.offerEncrypted = on
  }
  get encrypted(): boolean {
    return this.#talk.srtp !== null
  }
  get codec(): CodecName | null {
    return this.#talk.sending?.codec.name ?? null
  }
  /** False when the far end reads no tones from RTP: SIP INFO is left. */
  get takesTones(): boolean {
    return this.#talk.sending?.eventType != null
  }
  /** The far end holds the call: it does not want to hear us. */
  get heldByRemote(): boolean {
    const { remote } = this.#talk
    return remote !== undefined && !receives(remote.direction)
  }
  get meanQuality(): CallQuality | null {
    return this.#reports.mean
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#talk.sending) this.#report(true)
    this.#talk.sending = undefined
    const pair = this.#pair
    this.#pair = undefined
    // the goodbye is still on its way out of the socket
    if (pair) setImmediate(() => [pair.rtp, pair.rtcp].forEach(close))
  }

  // ---- descriptions

  offer(): string {
    return this.#talk.offer()
  }

  /** @throws when the description holds no audio we could use: the caller refuses the call with 488 */
  setRemote(text: string, kind: 'offer' | 'answer'): void {
    const before = this.#talk.remote
    this.#talk.setRemote(text, kind)
    const remote = this.#talk.remote
    if (!remote) return
    // what was learned about the far end's real address survives a re-INVITE that keeps the announced one
    const moved = before?.address !== remote.address || before.port !== remote.port
    if (moved || !this.#latch) this.#latch = new Latch({ host: remote.address, port: remote.port })
    if (kind === 'answer') this.#applied()
  }

  answer(): string {
    const text = this.#talk.answer()
    this.#applied()
    return text
  }

  #applied(): void {
    this.#reports.renegotiated()
    this.#heardAt = performance.now()
    this.#setSilent(false)
  }

  // ---- to the far end

  /** A packet of the page. `source` tells one leg from the next. */
  fromPage(source: unknown, codec: CodecName, marker: boolean, timestamp: number, payload: Buffer): void {
    const to = this.#talk.sending
    if (!to || this.#toneActive || codec !== to.codec.name) return
    this.#pageAt = performance.now()
    for (const piece of this.#size.cut(source, codec, { payload, marker, timestamp }, to.packetTime)) {
      const stamp = this.#out.next(source, to.codec.rate, piece.timestamp)
      this.#send(to.payloadType, piece.marker || stamp.fresh, stamp.sequence, stamp.timestamp, piece.payload)
    }
  }

  /** The page is gone: silence begins at once instead of after the usual wait. */
  pageGone(): void {
    this.#pageAt = Number.NEGATIVE_INFINITY
  }

  /** Sends tones in the sound (RFC 4733), after those that are still being sent; the microphone pauses meanwhile. False when the far end takes none. */
  sendTones(tones: string, gap = 80): Promise<boolean> {
    if (!this.takesTones) return Promise.resolve(false)
    this.#toneQueue = this.#toneQueue.then(async () => {
      for (const tone of tones) {
        const event = eventOf(tone)
        if (event !== null) await this.#sendTone(event)
        await pause(gap)
      }
    })
    return this.#toneQueue.then(() => true)
  }

  async #sendTone(event: number): Promise<void> {
    const to = this.#talk.sending
    if (to?.eventType == null) return
    this.#toneActive = true
    const source = Symbol('tone')
    const packets = tonePayloads(event, to.codec.rate)
    for (const [i, { payload, end }] of packets.entries()) {
      // one timestamp for the whole event, so each packet comes from the same source time 0
      const { sequence, timestamp } = this.#out.next(source, to.codec.rate, 0)
      this.#send(to.eventType, i === 0, sequence, timestamp, payload)
      if (!end) await pause(FRAME)
    }
    this.#toneActive = false
  }

  #send(payloadType: number, marker: boolean, sequence: number, timestamp: number, payload: Buffer): void {
    const target = this.#latch?.target
    if (!target || !this.#pair) return
    this.#packets += 1
    this.#octets += payload.length
    const packet = buildRtp({ payloadType, marker, sequence, timestamp, ssrc: this.#ssrc, payload })
    this.#pair.rtp.send(this.#talk.srtp?.out.protect(packet) ?? packet, target.port, target.host, () => {})
  }

  #tick(): void {
    const now = performance.now()
    const expected = this.#talk.remote !== undefined && receives(this.#talk.direction)
    if (expected) this.#setSilent(now - this.#heardAt > SILENT_AFTER)
    const to = this.#talk.sending
    if (!to || this.#toneActive || now - this.#pageAt < FILL_AFTER) return
    this.#fillTimestamp = (this.#fillTimestamp + to.codec.rate / 50) >>> 0
    const stamp = this.#out.next('silence', to.codec.rate, this.#fillTimestamp)
    this.#send(to.payloadType, stamp.fresh, stamp.sequence, stamp.timestamp, silence[to.codec.name])
  }

  // ---- from the far end

  #receive(data: Buffer, from: { host: string; port: number }): void {
    const { srtp } = this.#talk
    const clear = srtp ? srtp.in.open(data) : data
    const packet = clear && parseRtp(clear)
    if (!packet || (this.#latch && !this.#latch.admits(from))) return
    const now = performance.now()
    this.#heardAt = now
    if (this.#talk.eventTypes.has(packet.payloadType)) {
      const tone = this.#tones.read(packet.timestamp, packet.payload)
      if (tone) this.#events.onTone(tone)
      return
    }
    const name = this.#talk.names.get(packet.payloadType)
    const codec = codecs.find((c) => c.name === name)
    // comfort noise says that the far end is there; the page makes its own
    if (!codec || packet.payloadType === NOISE) return
    this.#reports.heard(packet, codec.rate, now)
    if (!receives(this.#talk.direction)) return
    const { sequence, timestamp } = this.#in.next(packet, codec.rate)
    this.#events.onPacket(codec.name, packet.marker, sequence, timestamp, packet.payload)
  }

  #setSilent(silent: boolean): void {
    if (silent === this.#silent) return
    this.#silent = silent
    this.#events.onSilent(silent)
  }

  #receiveReport(data: Buffer): void {
    const { srtp } = this.#talk
    const clear = srtp ? srtp.in.openReport(data) : data
    if (clear) this.#reports.receive(clear)
  }

  #measure(): void {
    const quality = this.#reports.measure(this.codec, receives(this.#talk.direction))
    if (quality) this.#events.onQuality(quality)
  }

  #report(bye: boolean): void {
    const target = this.#latch?.target
    const { remote, srtp } = this.#talk
    if (!target || !this.#pair || !remote) return
    const data = this.#reports.build({ timestamp: this.#out.timestamp, packets: this.#packets, octets: this.#octets }, bye)
    const announced = target.host === remote.address && target.port === remote.port
    this.#pair.rtcp.send(srtp?.out.protectReport(data) ?? data, announced ? remote.rtcpPort : target.port + 1, target.host, () => {})
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
