import { realTimers } from '../sip/timers.ts'

/** REGISTERs in a row, and then ms from one to the next. */
const BURST = 6
const EVERY = { first: 3000, longest: 30_000 }

/**
 * Limits how often one line registers, for whatever reason: the user, a changed address, a short lifetime, a failure. Each
 * request that comes too early doubles the wait, until there were few for a while.
 */
export class RegisterLimit {
  readonly #now: () => number
  #left = BURST
  #every = EVERY.first
  #at: number

  constructor(now: () => number = realTimers.now) {
    this.#now = now
    this.#at = now()
  }

  /** @returns 0 when a REGISTER may be sent, which then counts; otherwise ms until the next attempt */
  take(): number {
    const now = this.#now()
    this.#left = Math.min(BURST, this.#left + (now - this.#at) / this.#every)
    this.#at = now
    if (this.#left === BURST) this.#every = EVERY.first
    if (this.#left >= 1) {
      this.#left -= 1
      return 0
    }
    this.#every = Math.min(EVERY.longest, this.#every * 2)
    return Math.ceil((1 - this.#left) * this.#every)
  }
}
