import { type Allowance, Budget, Keyed } from '../../../shared/domain/budget.ts'
import type { CallsLeftOut } from '../../../shared/domain/call.ts'

/** Calls per line, and per caller of a line: fewer, so that one caller cannot shut out the others. */
const PER_LINE: Allowance = { burst: 60, perSecond: 1 }
const PER_CALLER: Allowance = { burst: 40, perSecond: 0.5 }
/** Callers whose budget is kept; with more of them all budgets are reset. */
const MOST_CALLERS = 500
/** ms without a call after which a new episode begins. */
const QUIET = 60_000
const REPORT_EVERY = 1000

/**
 * Limits how many incoming calls of a line ring or are logged as missed. Calls beyond that are only counted, per episode: each
 * would be a log entry, a notification and work for the page.
 */
export class IncomingFlood {
  readonly #lines: Keyed<Budget>
  readonly #callers = new Map<string, Budget>()
  readonly #episodes = new Map<string, CallsLeftOut>()
  readonly #changed = new Set<string>()
  readonly #options: { readonly now: () => number; readonly newId: () => string; readonly onLeftOut: (leftOut: CallsLeftOut) => void }
  #timer: NodeJS.Timeout | undefined

  constructor(options: { readonly now: () => number; readonly newId: () => string; readonly onLeftOut: (leftOut: CallsLeftOut) => void }) {
    this.#options = options
    this.#lines = new Keyed(() => new Budget(PER_LINE, options.now))
  }

  /** @param caller the caller's number @returns whether the call may be shown; otherwise it is counted */
  admits(lineId: string, caller: string): boolean {
    const ofCaller = this.#budgetOf(`${lineId} ${caller}`)
    if (ofCaller.has() && this.#lines.get(lineId).take()) return ofCaller.take()
    this.#count(lineId)
    return false
  }

  #budgetOf(caller: string): Budget {
    const known = this.#callers.get(caller)
    if (known) return known
    if (this.#callers.size >= MOST_CALLERS) this.#callers.clear()
    const made = new Budget(PER_CALLER, this.#options.now)
    this.#callers.set(caller, made)
    return made
  }

  #count(lineId: string): void {
    const now = this.#options.now()
    const known = this.#episodes.get(lineId)
    this.#episodes.set(
      lineId,
      known && now - known.endedAt < QUIET
        ? { ...known, endedAt: now, count: known.count + 1 }
        : { id: this.#options.newId(), lineId, startedAt: now, endedAt: now, count: 1 },
    )
    this.#changed.add(lineId)
    this.#timer ??= setTimeout(() => this.#report(), REPORT_EVERY)
  }

  #report(): void {
    this.#timer = undefined
    for (const lineId of this.#changed) {
      const episode = this.#episodes.get(lineId)
      if (episode) this.#options.onLeftOut(episode)
    }
    this.#changed.clear()
  }
}
