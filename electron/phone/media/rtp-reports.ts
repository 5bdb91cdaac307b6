import { randomBytes } from 'node:crypto'
import type { CallQuality } from '../../../shared/domain/call.ts'
import type { CodecName } from '../../../shared/domain/codec.ts'
import { codecs } from './codecs.ts'
import { estimateMos, oneWayDelay, QualityMean } from './quality.ts'
import { buildRtcp, ReceptionStatistics, readReportOn, readSenderReport, type SenderFacts } from './rtcp.ts'
import type { RtpPacket } from './rtp.ts'

/** RTCP reports of both sides (RFC 3550 6) and the call quality that follows from them. */
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

  /** A packet of the far end arrived; another SSRC starts new statistics. @param rate Hz @param now ms of a monotonic clock */
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

  /** A description was applied: the current interval is not measured. */
  renegotiated(): void {
    this.#listened = false
  }

  /** Quality since the previous call; null when the interval cannot be judged. @param listening audio is expected from the far end */
  measure(codec: CodecName | null, listening: boolean): CallQuality | null {
    // packets that a hold left out are not lost
    const whole = listening && this.#listened
    this.#listened = listening
    if (!this.#reception || !codec) return null
    const { loss, packets } = this.#reception.interval()
    // silence has its own warning
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
