/** What a test or a file of tests started, ended last first. */
export class Scope {
  readonly #ends: (() => unknown)[] = []

  /** Keeps how something that was started is ended. @returns the thing itself */
  add<T>(thing: T, end: (thing: T) => unknown): T {
    this.#ends.push(() => end(thing))
    return thing
  }

  /** Ends everything, also when one of the ends fails: the first failure is thrown when all are through. */
  async close(): Promise<void> {
    const failures: unknown[] = []
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
      try {
        await end()
      } catch (e) {
        failures.push(e)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
