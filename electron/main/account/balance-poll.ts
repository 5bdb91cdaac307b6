import { AppError } from '../../../shared/contract.ts'

export type BalancePoll = {
  /** `fresh`: the balance was read just now, so the first reading waits its turn. */
  readonly start: (fresh: boolean) => void
  readonly stop: () => void
  /** Reads at once; a reading that is under way is shared. */
  readonly now: () => Promise<void>
  readonly pause: () => void
  readonly resume: () => void
}

const VALID = 60_000
const LONGEST = 15 * 60_000

/**
 * Reads the balance about once a minute, one request at a time. After a failure it backs off with jitter; after a refusal
 * it stops until the user asks (provider API: polling load).
 */
export function createBalancePoll({ now, read }: { now: () => number; read: () => Promise<void> }): BalancePoll {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let failures = 0
  let started = false
  let paused = false
  let lastRead = 0

  const once = (): Promise<void> => {
    clearTimeout(timer)
    running ??= read()
      .then(
        () => {
          failures = 0
          lastRead = now()
          schedule(VALID)
        },
        (e: unknown) => {
          failures += 1
          if (!isRefusal(e)) schedule(Math.min(LONGEST, VALID * 2 ** failures))
          throw e
        },
      )
      .finally(() => {
        running = null
      })
    return running
  }
  const schedule = (wait: number): void => {
    clearTimeout(timer)
    if (!started || paused) return
    timer = setTimeout(() => void once().catch(() => {}), wait * (0.9 + 0.2 * Math.random()))
    timer.unref()
  }
  return {
    start(fresh) {
      started = true
      failures = 0
      if (fresh) {
        lastRead = now()
        schedule(VALID)
      } else void once().catch(() => {})
    },
    stop() {
      started = false
      clearTimeout(timer)
    },
    now: once,
    pause() {
      paused = true
      clearTimeout(timer)
    },
    resume() {
      if (!paused) return
      paused = false
      if (started && now() - lastRead >= VALID) void once().catch(() => {})
      else schedule(VALID)
    },
  }
}

const isRefusal = (e: unknown): boolean => e instanceof AppError && ['wrong-credentials', 'not-allowed', 'clock-wrong'].includes(e.code)
