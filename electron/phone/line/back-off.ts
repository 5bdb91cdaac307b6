const FIRST_WAIT = 500
/** In the first minutes somebody waits for the line to come back; after them a server in trouble is left more room. */
const PATIENT_AFTER = 10 * 60_000
const LONGEST_WAIT = { first: 4000, later: 60_000 }

/** Waits between tries, ms: doubling, with 20 % of jitter so that a provider's customers do not all come back at once. */
export class BackOff {
  readonly #now: () => number
  readonly #random: () => number
  #failures = 0
  #since: number | null = null

  constructor(now: () => number = Date.now, random: () => number = Math.random) {
    this.#now = now
    this.#random = random
  }

  /** @param through every server was tried; before that the next one follows at once. `retryAfter`: what the server asked for, s */
  failed(through: boolean, retryAfter: number): number {
    this.#since ??= this.#now()
    const longest = this.#now() - this.#since < PATIENT_AFTER ? LONGEST_WAIT.first : LONGEST_WAIT.later
    const wait = Math.min(longest, FIRST_WAIT * 2 ** this.#failures) * (0.8 + 0.4 * this.#random())
    if (through) this.#failures += 1
    return Math.round(Math.max(retryAfter * 1000, through ? wait : 0))
  }

  reset(): void {
    this.#failures = 0
    this.#since = null
  }
}
