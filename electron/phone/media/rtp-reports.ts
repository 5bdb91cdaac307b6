import { randomBytes } from 'node:crypto'
import type { CallQuality } from '../../../shared/call.ts'
import type { CodecName } from '../../../shared/codec.ts'
import { codecs } from './codecs.ts'
import { estimateMos, oneWayDelay, QualityMean } from './quality.ts'
import { buildRtcp, ReceptionStatistics, readReportOn, readSenderReport, type SenderFacts } from './rtcp.ts'
import type { RtpPacket } from './rtp.ts'

/** What both sides report of a call's sound (RFC 3550 6), and what follows for its quality. */
export class RtpReports {
  readonly #ssrc: number
  readonly #cname = randomBytes(6).toString('hex')
  readonly #mean = new QualityMean()
  #reception: ReceptionStatistics | undefined
  #senderReport: { middle: number; at: number } | undefined
  #roundTrip: number | null = null
  #remoteLoss: number | null = null
  #listened = false

  constructor(ssrc: number) {
    this.#ssrc = ssrc
  }

  /** A packet of the far end; another source begins to count anew. */
  heard(packet: RtpPacket, rate: number, now: number): void {
    if (this.#reception?.ssrc !== packet.ssrc) this.#reception = new ReceptionStatistics(packet)
    this.#reception.add(packet, rate, now)
  }

  /** A report of the far end, in clear. */
  receive(data: Buffer): void {
    const report = readSenderReport(data)
    if (report) this.#senderReport = { middle: report.middle, at: performance.now() }
    const ours = readReportOn(data, this.#ssrc)
    if (!ours) return
    this.#remoteLoss = ours.loss
    this.#roundTrip = ours.roundTrip ?? this.#roundTrip
  }

  /** Our own report. */
  build(sender: Omit<SenderFacts, 'ssrc'>, bye: boolean): Buffer {
    const last = this.#senderReport
    const delay = last ? Math.round(((performance.now() - last.at) * 65_536) / 1000) : 0
    const blocks = this.#reception ? [this.#reception.block(last?.middle ?? 0, delay)] : []
    return buildRtcp({ ssrc: this.#ssrc, ...sender }, blocks, this.#cname, bye)
  }

  /** A description was agreed on: the interval in which that happened says nothing. */
  renegotiated(): void {
    this.#listened = false
  }

  /** The interval since this was asked last; null when it says nothing. @param listening sound is wanted from the far end */
  measure(codec: CodecName | null, listening: boolean): CallQuality | null {
    // what a hold left out was not lost on the way
    const whole = listening && this.#listened
    this.#listened = listening
    if (!this.#reception || !codec) return null
    const { loss, packets } = this.#reception.interval()
    // nothing came: silence has its own warning
    if (!packets || !whole) return null
    const rate = codecs.find((c) => c.name === codec)?.rate ?? 8000
    const jitter = (this.#reception.jitter / rate) * 1000
    const mos = estimateMos(codec, loss, oneWayDelay(this.#roundTrip, jitter))
    const quality: CallQuality = { mos, roundTrip: this.#roundTrip, jitter, loss, remoteLoss: this.#remoteLoss }
    this.#mean.add(quality)
    return quality
  }

  get mean(): CallQuality | null {
    return this.#mean.value
  }
}
