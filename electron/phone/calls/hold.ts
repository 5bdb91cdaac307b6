/** What holds and resumes: a re-INVITE each. */
export type HoldOptions = {
  /** Whether our hold is in force. */
  readonly held: () => boolean
  readonly isOver: () => boolean
  /** Offers to hold or to resume. @returns whether the far end confirmed it */
  readonly offer: (on: boolean) => Promise<boolean>
  readonly onPending: () => void
  /** @param failed the far end refused, and nothing changed */
  readonly onSettled: (held: boolean, failed: boolean) => void
}

/**
 * Holds and resumes a call. While one is on its way another may be wanted (calls are swapped twice within a second): what was wanted
 * last is done next, and what came in between is left out.
 */
export class Hold {
  readonly #options: HoldOptions
  #wanted = false
  #running: Promise<void> | null = null

  constructor(options: HoldOptions) {
    this.#options = options
  }

  /** @returns when nothing more is to be done; the outcome goes to `onSettled` */
  set(on: boolean): Promise<void> {
    this.#wanted = on
    this.#running ??= this.#settle().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #settle(): Promise<void> {
    const { held, isOver, offer, onPending, onSettled } = this.#options
    while (!isOver() && held() !== this.#wanted) {
      const on = this.#wanted
      onPending()
      // an offer that could not even be made is one that was refused
      const confirmed = await offer(on).catch(() => false)
      if (isOver()) return
      onSettled(confirmed ? on : !on, !confirmed)
      // refused: it is not asked again unless something else was wanted meanwhile
      if (!confirmed && this.#wanted === on) return
    }
  }
}
