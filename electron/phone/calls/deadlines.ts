/** Named time limits: each runs once until it is met or cancelled. */
export class Deadlines {
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** Starts a limit of `ms`; one that runs already goes on unchanged, however often its cause repeats. */
  start(name: string, ms: number, onPassed: () => void): void {
    if (this.#timers.has(name)) return
    const timer = setTimeout(() => {
      this.#timers.delete(name)
      onPassed()
    }, ms)
    this.#timers.set(name, timer)
  }

  cancel(name: string): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.delete(name)
  }
}
