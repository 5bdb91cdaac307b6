import { AppError } from '../../../shared/domain/failure.ts'

export type AccountQueue = {
  /** Opens an account. The signal aborts as soon as a newer change is requested; an opening that still waits never starts. */
  readonly open: <T>(run: (signal: AbortSignal) => Promise<T>) => Promise<T>
  /** Closes something: aborts what is opening, waits for its end, and always runs. */
  readonly close: <T>(run: () => Promise<T>) => Promise<T>
  /** Aborts what is opening. */
  readonly abort: () => void
}

/** One change of the open account at a time, in the order of the requests; the newest intent wins. */
export function createAccountQueue(): AccountQueue {
  let last: Promise<unknown> = Promise.resolve()
  let opening: AbortController | null = null
  const after = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }
  const abort = (): void => opening?.abort(new AppError('cancelled', 'a newer change was requested'))
  return {
    abort,
    open(run) {
      abort()
      const mine = new AbortController()
      opening = mine
      return after(async () => {
        try {
          mine.signal.throwIfAborted()
          return await run(mine.signal)
        } finally {
          if (opening === mine) opening = null
        }
      })
    },
    close(run) {
      abort()
      return after(run)
    },
  }
}

/**
 * The promise's result, or the abort's reason as soon as the signal aborts. What the promise brings after that goes to
 * `late`, which disposes of it.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, late: (value: T) => unknown = () => {}): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([aborted.promise, promise])
  } catch (e) {
    if (signal.aborted) void promise.then(late).catch(() => {})
    throw e
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** For a change whose outcome nobody waits for: that a newer one replaced it is no failure. Throws every other failure. */
export const ignoreCancelled = (e: unknown): void => {
  if (!(e instanceof AppError && e.code === 'cancelled')) throw e
}
