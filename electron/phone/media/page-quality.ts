import type { CallQuality } from '../../../shared/domain/call.ts'
import type { CodecName } from '../../../shared/domain/codec.ts'
import type { Reception } from '../../../shared/domain/media.ts'
import type { Page } from './page.ts'
import { estimateMos, oneWayDelay, QualityMean } from './quality.ts'

/** ms, as the gateway measures. */
const EVERY = 2000

type Options = {
  readonly page: Page
  readonly leg: number
  /** Null while the call is not up: nothing is asked then. */
  readonly codec: () => CodecName | null
  readonly onQuality: (quality: CallQuality) => void
}

/** The quality of a call whose audio the page receives by its own peer connection: asked for every two seconds. */
export class PageQuality {
  readonly #options: Options
  readonly #mean = new QualityMean()
  readonly #timer: NodeJS.Timeout
  #last: Reception | null = null
  /** Audio arrived in the whole of the last interval: what a hold left out is not lost. */
  #heard = false
  #asking = false

  constructor(options: Options) {
    this.#options = options
    this.#timer = setInterval(() => void this.#ask(), EVERY)
  }

  /** Means over the call; null when nothing was received. */
  get mean(): CallQuality | null {
    return this.#mean.value
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #ask(): Promise<void> {
    const { page, leg, codec } = this.#options
    if (this.#asking || !page.present || !codec()) return
    this.#asking = true
    try {
      this.#measure(await page.reception(leg))
    } catch {
      // a page that is loading anew, or hangs, has nothing to say; the next interval begins afresh
      this.#last = null
    } finally {
      this.#asking = false
    }
  }

  #measure(now: Reception | null): void {
    const codec = this.#options.codec()
    const before = this.#last
    this.#last = now
    const packets = now && before ? now.packets - before.packets : 0
    const heard = this.#heard
    this.#heard = packets > 0 || (before === null && (now?.packets ?? 0) > 0)
    if (!now || !before || !codec || packets <= 0 || !heard) return
    const lost = Math.max(0, now.lost - before.lost)
    const loss = lost / (packets + lost)
    const { jitter, roundTrip, remoteLoss } = now
    const quality: CallQuality = { mos: estimateMos(codec, loss, oneWayDelay(roundTrip, jitter)), roundTrip, jitter, loss, remoteLoss }
    this.#mean.add(quality)
    this.#options.onQuality(quality)
  }
}
