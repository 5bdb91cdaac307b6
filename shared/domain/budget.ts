/** What may be spent: `burst` at once, and `perSecond` in the long run (a token bucket). */
export type Allowance = { readonly perSecond: number; readonly burst: number }

/** One allowance and what is left of it. */
export class Budget {
  readonly #allowance: Allowance
  readonly #now: () => number
  #left: number
  #at: number

  constructor(allowance: Allowance, now: () => number) {
    this.#allowance = allowance
    this.#now = now
    this.#left = allowance.burst
    this.#at = now()
  }

  /** Whether so much is left now; spends nothing. */
  has(cost = 1): boolean {
    const now = this.#now()
    // a clock that was set back gives nothing
    this.#left = Math.min(this.#allowance.burst, this.#left + (Math.max(0, now - this.#at) / 1000) * this.#allowance.perSecond)
    this.#at = now
    return this.#left >= cost
  }

  /** True when it was there to spend. */
  take(cost = 1): boolean {
    if (!this.has(cost)) return false
    this.#left -= cost
    return true
  }
}

/** Keys come from outside: more than this share one entry. */
const MOST_KEYS = 200

/** One value per key, made when it is first needed; beyond a number of keys they share the last one. */
export class Keyed<T> {
  readonly #values = new Map<string, T>()
  readonly #create: (key: string) => T

  constructor(create: (key: string) => T) {
    this.#create = create
  }

  /** The value of a key, made at its first use; keys beyond the limit share one. */
  get(key: string): T {
    const name = this.#values.has(key) || this.#values.size < MOST_KEYS ? key : 'others'
    const known = this.#values.get(name)
    if (known) return known
    const made = this.#create(name)
    this.#values.set(name, made)
    return made
  }

  values(): Iterable<T> {
    return this.#values.values()
  }
}

/** Counts what is left out and reports each kind once per period, so that a flood makes one line in a log. */
export class LeftOut {
  readonly #counts = new Map<string, number>()
  readonly #report: (kind: string, count: number) => void
  readonly #period: number
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param period ms */
  constructor(report: (kind: string, count: number) => void, period = 5000) {
    this.#report = report
    this.#period = period
  }

  add(kind: string): void {
    const name = this.#counts.has(kind) || this.#counts.size < MOST_KEYS ? kind : 'others'
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    this.#timer ??= setTimeout(() => this.#flush(), this.#period)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#counts.clear()
  }

  #flush(): void {
    this.#timer = undefined
    const counts = [...this.#counts]
    this.#counts.clear()
    for (const [kind, count] of counts) this.#report(kind, count)
  }
}
