import type { CallQuality } from '../../../shared/domain/call.ts'
import type { CodecName } from '../../../shared/domain/codec.ts'

/**
 * Equipment impairment and packet-loss robustness (ITU-T G.113 appendix I: G.711 with loss concealment Ie 0, Bpl 25.1). For
 * G.722 and Opus G.113 gives values on other scales; they are treated like G.711, Opus with slightly better concealment.
 */
const impairment: Readonly<Record<CodecName, { readonly ie: number; readonly bpl: number }>> = {
  PCMA: { ie: 0, bpl: 25.1 },
  PCMU: { ie: 0, bpl: 25.1 },
  G722: { ie: 0, bpl: 20 },
  opus: { ie: 0, bpl: 30 },
}
/** ms of a receiver's buffer besides twice the jitter, and of coding. */
const BUFFER = 40
const CODING = 25

/**
 * Estimated MOS by the E-model in its usual short form (ITU-T G.107: default parameters give R0 = 93.2; G.107 7.4 for the
 * delay, G.107 7.5 with G.113 for loss; B.4 for the step from R to MOS).
 *
 * @param loss packets lost, 0 to 1
 * @param delay one way, mouth to ear, ms
 */
export function estimateMos(codec: CodecName, loss: number, delay: number): number {
  const { ie, bpl } = impairment[codec]
  const percent = loss * 100
  const late = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0)
  const r = 93.2 - late - (ie + ((95 - ie) * percent) / (percent + bpl))
  if (r <= 0) return 1
  if (r >= 100) return 4.5
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6))
}

/** ms from mouth to ear, one way, from the round trip (60 ms where unknown) and the jitter. */
export const oneWayDelay = (roundTrip: number | null, jitter: number): number => (roundTrip ?? 60) / 2 + BUFFER + 2 * jitter + CODING

/** Means over a call's intervals. */
export class QualityMean {
  #count = 0
  #sum = { mos: 0, jitter: 0, loss: 0 }
  #trips: number[] = []
  #remote: number[] = []

  add({ mos, jitter, loss, roundTrip, remoteLoss }: CallQuality): void {
    this.#count += 1
    this.#sum = { mos: this.#sum.mos + mos, jitter: this.#sum.jitter + jitter, loss: this.#sum.loss + loss }
    if (roundTrip !== null) this.#trips.push(roundTrip)
    if (remoteLoss !== null) this.#remote.push(remoteLoss)
  }

  get value(): CallQuality | null {
    const n = this.#count
    if (!n) return null
    return {
      mos: this.#sum.mos / n,
      jitter: this.#sum.jitter / n,
      loss: this.#sum.loss / n,
      roundTrip: mean(this.#trips),
      remoteLoss: mean(this.#remote),
    }
  }
}

const mean = (list: readonly number[]): number | null => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : null)
