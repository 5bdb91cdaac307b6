/** ms. */
const FIRST_WAIT = 500
/** ms. In the first minutes a user waits for the line; after that the server gets more time to recover. */
const PATIENT_AFTER = 10 * 60_000
const LONGEST_WAIT = { first: 4000, later: 60_000 }

/** s. The longest Retry-After that is respected: the line is tried at least once a day. */
const LONGEST_RETRY_AFTER = 86_400

/** Waits between tries: doubling, with 20 % of jitter so that a provider's customers do not all come back at once. */
export class BackOff {
  readonly #now: () => number
  readonly #random: () => number
  #failures = 0
  #since: number | null = null

  constructor(now: () => number = Date.now, random: () => number = Math.random) {
    this.#now = now
    this.#random = random
  }

  /**
   * @param through every server was tried; before that the next one follows at once
   * @param retryAfter what the server requested, s; 0 for nothing
   * @returns ms until the next try
   */
  failed(through: boolean, retryAfter: number): number {
    this.#since ??= this.#now()
    const longest = this.#now() - this.#since < PATIENT_AFTER ? LONGEST_WAIT.first : LONGEST_WAIT.later
    const wait = Math.min(longest, FIRST_WAIT * 2 ** this.#failures) * (0.8 + 0.4 * this.#random())
    if (through) this.#failures += 1
    return Math.round(Math.max(Math.min(LONGEST_RETRY_AFTER, retryAfter) * 1000, through ? wait : 0))
  }

  /** It worked: the next failure begins with the shortest wait. */
  reset(): void {
    this.#failures = 0
    this.#since = null
  }
}
