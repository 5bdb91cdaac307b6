import type { AppState, StateChange } from '../../../shared/ipc.ts'

type Slice = StateChange['slice']
type Emit = (payload: { sequence: number; change: StateChange }) => void

/**
 * What the page projects, owned here. Each change replaces a slice and gets the next number; several changes of one slice
 * within a tick go out as one.
 */
export class Projection {
  #state: AppState
  #sequence = 0
  readonly #emit: Emit
  readonly #pending = new Set<Slice>()

  constructor(state: AppState, emit: Emit) {
    this.#state = state
    this.#emit = emit
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
    if (!this.#pending.size) queueMicrotask(() => this.#flush())
    this.#pending.add(slice)
  }

  #flush(): void {
    for (const slice of this.#pending) {
      this.#sequence += 1
      this.#emit({ sequence: this.#sequence, change: { slice, value: this.#state[slice] } as StateChange })
    }
    this.#pending.clear()
  }
}
