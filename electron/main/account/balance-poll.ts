import { AppError } from '../../../shared/contract.ts'

export type BalancePoll = {
  /** `fresh`: the balance was read just now, so the first reading waits its turn. */
  readonly start: (fresh: boolean) => void
  readonly stop: () => void
  /** Reads at once; a reading that is under way is shared. */
  readonly now: () => Promise<void>
  /** While the window is hidden the tray alone shows the balance: read now and then. */
  readonly pause: () => void
  readonly resume: () => void
}

const VALID = 60_000
const VALID_HIDDEN = 10 * 60_000
const LONGEST = 15 * 60_000

/**
 * Reads the balance about once a minute (every ten minutes while the window is hidden), one request at a time. After a failure it backs off with jitter; after a refusal
 * it stops until the user asks (provider API: polling load).
 */
export function createBalancePoll({ now, read }: { now: () => number; read: () => Promise<void> }): BalancePoll {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let failures = 0
  let started = false
  let paused = false
  let lastRead = 0

  const usual = (): number => (paused ? VALID_HIDDEN : VALID)

  const once = (): Promise<void> => {
    clearTimeout(timer)
    running ??= read()
      .then(
        () => {
          failures = 0
          lastRead = now()
          schedule(usual())
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
    if (!started) return
    timer = setTimeout(() => void once().catch(() => {}), wait * (0.9 + 0.2 * Math.random()))
    timer.unref()
  }
  return {
    start(fresh) {
      started = true
      failures = 0
      if (fresh) {
        lastRead = now()
        schedule(usual())
      } else void once().catch(() => {})
    },
    stop() {
      started = false
      clearTimeout(timer)
    },
    now: once,
    pause() {
      paused = true
      schedule(VALID_HIDDEN)
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
