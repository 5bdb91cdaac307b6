import { AppError } from '../../../shared/domain/failure.ts'

export type BalancePoll<T> = {
  /** `fresh`: the balance was read just now, so the first reading waits its turn. */
  readonly start: (fresh: boolean) => void
  readonly stop: () => void
  /** Reads at once; a reading that is under way is shared. */
  readonly now: () => Promise<T>
  /** A reading that begins after this call; one that is under way may have been answered before it. */
  readonly anew: () => Promise<T>
  /** While the window is hidden the tray alone shows the balance: read now and then. */
  readonly pause: () => void
  readonly resume: () => void
}

/** ms until the balance is read again: usually, while the window is hidden, and after failures at the most. */
const VALID = 60_000
const VALID_HIDDEN = 10 * 60_000
const LONGEST = 15 * 60_000

/**
 * Reads the balance about once a minute (every ten minutes while the window is hidden), one request at a time. After a failure it backs off with jitter; after a refusal
 * it stops until the user asks; a wait that the provider requests is kept (provider API: polling load).
 */
export function createBalancePoll<T>({ now, read }: { now: () => number; read: () => Promise<T> }): BalancePoll<T> {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<T> | null = null
  let failures = 0
  let started = false
  let paused = false
  let refused = false
  let lastRead = 0

  const usual = (): number => (paused ? VALID_HIDDEN : VALID)

  const once = (): Promise<T> => {
    clearTimeout(timer)
    if (running) return running
    const mine: Promise<T> = read()
      .then(
        (value) => {
          // stopped meanwhile, and perhaps started for another account
          if (running !== mine) return value
          failures = 0
          refused = false
          lastRead = now()
          schedule(usual())
          return value
        },
        (e: unknown) => {
          if (running !== mine) throw e
          failures += 1
          refused = isRefusal(e)
          schedule(Math.min(LONGEST, VALID * 2 ** failures), waitAskedFor(e))
          throw e
        },
      )
      .finally(() => {
        if (running === mine) running = null
      })
    running = mine
    return mine
  }
  const schedule = (wait: number, atLeast = 0): void => {
    clearTimeout(timer)
    if (!started || refused) return
    timer = setTimeout(() => void once().catch(() => {}), Math.max(atLeast, wait * (0.9 + 0.2 * Math.random())))
    timer.unref()
  }
  return {
    start(fresh) {
      started = true
      failures = 0
      refused = false
      if (fresh) {
        lastRead = now()
        schedule(usual())
      } else void once().catch(() => {})
    },
    stop() {
      started = false
      running = null
      clearTimeout(timer)
    },
    now: once,
    async anew() {
      await running?.catch(() => {})
      return once()
    },
    pause() {
      paused = true
      schedule(VALID_HIDDEN)
    },
    resume() {
      if (!paused) return
      paused = false
      if (started && !refused && now() - lastRead >= VALID) void once().catch(() => {})
      else schedule(VALID)
    },
  }
}

/** ms that the provider asked to wait; the client has clamped it. */
const waitAskedFor = (e: unknown): number => (e instanceof AppError && e.code === 'provider-busy' ? Number(e.details?.['seconds'] ?? 0) * 1000 : 0)

const isRefusal = (e: unknown): boolean => e instanceof AppError && ['wrong-credentials', 'not-allowed', 'clock-wrong'].includes(e.code)
