import { randomBytes, randomInt } from 'node:crypto'
import type { CodecName } from '../../../shared/call.ts'
import { type Codec, codecs, silence } from './codecs.ts'
import { eventOf, ToneReader, tonePayloads } from './dtmf.ts'
import { Latch } from './latch.ts'
import { close, openPortPair, type PortPair } from './port-pair.ts'
import { buildRtcp, ReceptionStatistics, readSenderReport } from './rtcp.ts'
import { buildRtp, parseRtp, Rebase, Restamp } from './rtp.ts'
import { buildDescription, type Description, type Direction, eventsFor, meet, parseDescription, receives, sends } from './sdp.ts'
import { publicAddress } from './stun.ts'

export type RtpPortEvents = {
  /** Sound of the far end, on one continuous clock. */
  readonly onPacket: (codec: CodecName, marker: boolean, sequence: number, timestamp: number, payload: Buffer) => void
  readonly onTone: (tone: string) => void
  /** Sound should come and has not for 5 s, or comes again. */
  readonly onSilent: (silent: boolean) => void
}

type Sending = { readonly codec: Codec; readonly payloadType: number; readonly eventType: number | null }

const FRAME = 20
const FILL_AFTER = 60
const RTCP_EVERY = 5000
const SILENT_AFTER = 5000

/**
 * The provider's side of a call's sound: an RTP and RTCP port pair, plain offer and answer (RFC 3264), tones, and silence
 * while the page sends nothing, so that NAT bindings, latching and timers of the far end stay content.
 */
export class RtpPort {
  readonly #events: RtpPortEvents
  readonly #address: string
  readonly #ssrc = randomBytes(4).readUInt32BE()
  readonly #sessionId = randomInt(2 ** 31)
  readonly #cname = randomBytes(6).toString('hex')
  readonly #out = new Restamp({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  readonly #in = new Rebase({ sequence: randomInt(65_536), timestamp: randomInt(2 ** 31) })
  readonly #tones = new ToneReader()
  #pair: PortPair | undefined
  #timers: NodeJS.Timeout[] = []
  #announced: { address: string; port: number } = { address: '', port: 0 }
  #version = 0
  #remote: Description | undefined
  #latch: Latch | undefined
  #sending: Sending | undefined
  #names = new Map<number, CodecName>()
  #eventTypes = new Set<number>()
  #pageAt = Number.NEGATIVE_INFINITY
  #fillTimestamp = 0
  #toneActive = false
  #toneQueue: Promise<void> = Promise.resolve()
  #packets = 0
  #octets = 0
  #reception: ReceptionStatistics | undefined
  #senderReport: { middle: number; at: number } | undefined
  #heardAt = 0
  #silent = false
  /** What we want; what both want is `direction`. */
  wanted: Direction = 'sendrecv'
  direction: Direction = 'inactive'

  /** @param address of the interface that leads to the line's server */
  constructor(address: string, events: RtpPortEvents) {
    this.#address = address
    this.#events = events
  }

  async open(stun: { host: string; port: number } | null): Promise<void> {
    const pair = await openPortPair(this.#address)
    this.#pair = pair
    const seen = stun ? await publicAddress(pair.rtp, stun) : null
    this.#announced = seen ?? { address: this.#address, port: pair.port }
    pair.rtp.on('message', (data, from) => this.#receive(data, { host: from.address, port: from.port }))
    pair.rtcp.on('message', (data) => this.#receiveReport(data))
    this.#timers = [setInterval(() => this.#tick(), FRAME), setInterval(() => this.#report(false), RTCP_EVERY)]
  }

  get codec(): CodecName | null {
    return this.#sending?.codec.name ?? null
  }
  /** False when the far end reads no tones from RTP: SIP INFO is left. */
  get takesTones(): boolean {
    return this.#sending?.eventType != null
  }
  /** The far end holds the call: it does not want to hear us. */
  get heldByRemote(): boolean {
    return this.#remote !== undefined && !receives(this.#remote.direction)
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#sending) this.#report(true)
    this.#sending = undefined
    const pair = this.#pair
    this.#pair = undefined
    // the goodbye is still on its way out of the socket
    if (pair) setImmediate(() => [pair.rtp, pair.rtcp].forEach(close))
  }

  // ---- descriptions

  offer(): string {
    return this.#describe(codecs, eventsFor(codecs), this.wanted)
  }

  /** @throws when the description holds no audio we could use: the caller refuses the call with 488 */
  setRemote(text: string, kind: 'offer' | 'answer'): void {
    const remote = parseDescription(text)
    const [first] = remote?.codecs ?? []
    if (!remote || !first) throw new Error('no common codec')
    const moved = this.#remote?.address !== remote.address || this.#remote.port !== remote.port
    this.#remote = remote
    // what was learned about the far end's real address survives a re-INVITE that keeps the announced one
    if (moved || !this.#latch) this.#latch = new Latch({ host: remote.address, port: remote.port })
    this.#names = new Map(remote.codecs.map((c) => [c.payloadType, c.name]))
    this.#eventTypes = new Set(remote.events.values())
    if (kind === 'answer') {
      // early packets may come under the types we offered
      for (const c of codecs) if (!this.#names.has(c.payloadType)) this.#names.set(c.payloadType, c.name)
      for (const type of eventsFor(codecs).values()) this.#eventTypes.add(type)
      this.#apply()
    }
  }

  answer(): string {
    const remote = this.#remote
    const chosen = remote && this.#chosen(remote)
    if (!remote || !chosen) throw new Error('there is no offer to answer')
    this.#apply()
    const event = remote.events.get(chosen.rate)
    return this.#describe([chosen], event === undefined ? new Map() : new Map([[chosen.rate, event]]), this.direction, remote)
  }

  #describe(list: readonly Codec[], events: ReadonlyMap<number, number>, direction: Direction, remote?: Description): string {
    this.#version += 1
    const { address, port } = this.#announced
    const place = remote ? { others: remote.others, index: remote.index } : {}
    return buildDescription({ address, port, sessionId: this.#sessionId, version: this.#version, codecs: list, events, direction, ...place })
  }

  /** The other side's first choice, under its payload type. */
  #chosen(remote: Description): Codec | undefined {
    const [first] = remote.codecs
    const ours = codecs.find((c) => c.name === first?.name)
    return first && ours && { ...ours, payloadType: first.payloadType }
  }

  #apply(): void {
    const remote = this.#remote
    const codec = remote && this.#chosen(remote)
    if (!remote || !codec) return
    this.direction = meet(this.wanted, remote.direction)
    // an event of another clock than the codec's would break its timestamps
    this.#sending = sends(this.direction) ? { codec, payloadType: codec.payloadType, eventType: remote.events.get(codec.rate) ?? null } : undefined
    this.#heardAt = performance.now()
    this.#setSilent(false)
  }

  // ---- to the far end

  /** A packet of the page. `source` tells one leg from the next. */
  fromPage(source: unknown, codec: CodecName, marker: boolean, timestamp: number, payload: Buffer): void {
    const to = this.#sending
    if (!to || this.#toneActive || codec !== to.codec.name) return
    this.#pageAt = performance.now()
    const stamp = this.#out.next(source, to.codec.rate, timestamp)
    this.#send(to.payloadType, marker || stamp.fresh, stamp.sequence, stamp.timestamp, payload)
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
    const to = this.#sending
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
    this.#pair.rtp.send(buildRtp({ payloadType, marker, sequence, timestamp, ssrc: this.#ssrc, payload }), target.port, target.host, () => {})
  }

  #tick(): void {
    const now = performance.now()
    const expected = this.#remote !== undefined && receives(this.direction)
    if (expected) this.#setSilent(now - this.#heardAt > SILENT_AFTER)
    const to = this.#sending
    if (!to || this.#toneActive || now - this.#pageAt < FILL_AFTER) return
    this.#fillTimestamp = (this.#fillTimestamp + to.codec.rate / 50) >>> 0
    const stamp = this.#out.next('silence', to.codec.rate, this.#fillTimestamp)
    this.#send(to.payloadType, stamp.fresh, stamp.sequence, stamp.timestamp, silence[to.codec.name])
  }

  // ---- from the far end

  #receive(data: Buffer, from: { host: string; port: number }): void {
    const packet = parseRtp(data)
    if (!packet || (this.#latch && !this.#latch.admits(from))) return
    const now = performance.now()
    this.#heardAt = now
    if (this.#eventTypes.has(packet.payloadType)) {
      const tone = this.#tones.read(packet.timestamp, packet.payload)
      if (tone) this.#events.onTone(tone)
      return
    }
    const name = this.#names.get(packet.payloadType)
    const codec = codecs.find((c) => c.name === name)
    if (!codec) return
    if (this.#reception?.ssrc !== packet.ssrc) this.#reception = new ReceptionStatistics(packet)
    this.#reception.add(packet, codec.rate, now)
    if (!receives(this.direction)) return
    const { sequence, timestamp } = this.#in.next(packet, codec.rate)
    this.#events.onPacket(codec.name, packet.marker, sequence, timestamp, packet.payload)
  }

  #setSilent(silent: boolean): void {
    if (silent === this.#silent) return
    this.#silent = silent
    this.#events.onSilent(silent)
  }

  #receiveReport(data: Buffer): void {
    const report = readSenderReport(data)
    if (report) this.#senderReport = { middle: report.middle, at: performance.now() }
  }

  #report(bye: boolean): void {
    const target = this.#latch?.target
    if (!target || !this.#pair || !this.#remote) return
    const last = this.#senderReport
    const delay = last ? Math.round(((performance.now() - last.at) * 65_536) / 1000) : 0
    const reports = this.#reception ? [this.#reception.block(last?.middle ?? 0, delay)] : []
    const data = buildRtcp(
      { ssrc: this.#ssrc, timestamp: this.#out.timestamp, packets: this.#packets, octets: this.#octets },
      reports,
      this.#cname,
      bye,
    )
    const announced = target.host === this.#remote.address && target.port === this.#remote.port
    this.#pair.rtcp.send(data, announced ? this.#remote.rtcpPort : target.port + 1, target.host, () => {})
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
