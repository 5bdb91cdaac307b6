import { setTimeout as pause } from 'node:timers/promises'

export type UntilOptions = {
  /** What the error says when the time is over. */
  readonly failure: () => string
  /** ms; for what never comes. */
  readonly limit?: number
  /** ms between two questions. */
  readonly every?: number
}

/**
 * Asks until there is an answer, for what sends no event: a port, another program's state. Specs have `expect.poll`.
 *
 * @returns the first answer that is not false, null or undefined
 * @throws Error with `failure` when there was none within `limit`
 */
export async function until<T>(ask: () => T | Promise<T>, { failure, limit = 25_000, every = 20 }: UntilOptions): Promise<NonNullable<T>> {
  const end = performance.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > end) throw new Error(failure())
    await pause(every)
  }
}
