import type { AppState, StateChange } from '../../../shared/contract/ipc.ts'

export type Slice = StateChange['slice']
type Emit = (payload: { sequence: number; change: StateChange }) => void

/** ms between two rounds of changes: drawing every change of a flood of calls would block the page. */
const ROUND = 30

/**
 * Owns the state that the page projects. Each change replaces a slice and gets the next number. A change after a pause goes out
 * at the end of the tick; several of one slice that follow quickly go out as one.
 */
export class Projection {
  #state: AppState
  #sequence = 0
  #scheduled = false
  #flushedAt = Number.NEGATIVE_INFINITY
  readonly #emit: Emit
  readonly #onRound: (slices: readonly Slice[]) => void
  readonly #pending = new Set<Slice>()

  /** @param onRound after each round of changes: which slices have changed */
  constructor(state: AppState, emit: Emit, onRound: (slices: readonly Slice[]) => void = () => {}) {
    this.#state = state
    this.#emit = emit
    this.#onRound = onRound
  }

  get state(): AppState {
    return this.#state
  }

  snapshot(): { sequence: number; state: AppState } {
    // what has not gone out yet is part of the snapshot, and goes out after it once more
    return { sequence: this.#sequence, state: this.#state }
  }

  set<S extends Slice>(slice: S, value: AppState[S]): void {
    this.#state = { ...this.#state, [slice]: value }
    this.#pending.add(slice)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    const wait = this.#flushedAt + ROUND - performance.now()
    const round = (): void => {
      this.#scheduled = false
      this.flush()
    }
    if (wait > 0) setTimeout(round, wait)
    else queueMicrotask(round)
  }

  /** Sends what has not gone out yet. Before the reply to a call: its caller finds the state changed when the reply is there. */
  flush(): void {
    if (!this.#pending.size) return
    this.#flushedAt = performance.now()
    const slices = [...this.#pending]
    try {
      for (const slice of slices) {
        // removed first: what a receiver sets meanwhile, or a throw leaves over, goes out in the next round
        this.#pending.delete(slice)
        this.#sequence += 1
        this.#emit({ sequence: this.#sequence, change: { slice, value: this.#state[slice] } as StateChange })
      }
      this.#onRound(slices)
    } finally {
      if (this.#pending.size) this.#schedule()
    }
  }
}
