import { LONGEST_DELAY } from '../../../shared/domain/longest-delay.ts'

export const LONGEST_SECONDS = Math.floor(LONGEST_DELAY / 1000)

/** A delay, ms, that a timer supports. */
export const clampDelay = (ms: number): number => (Number.isNaN(ms) ? 0 : Math.min(LONGEST_DELAY, Math.max(0, ms)))

/** delta-seconds (RFC 3261 25.1) at the start of a header's value, at most what a timer supports; null for anything else. */
export function readSeconds(text: string | null | undefined): number | null {
  const digits = /^\s*(\d+)/.exec(text ?? '')?.[1]
  return digits === undefined ? null : Math.min(LONGEST_SECONDS, Number(digits))
}

/** The clock of this process's state machines; ms. Tests use fakes. */
export type Timers = { readonly set: (run: () => void, ms: number) => unknown; readonly clear: (timer: unknown) => void; readonly now: () => number }

/** Node's timers, with clamped delays. */
export const realTimers: Timers = {
  set: (run, ms) => setTimeout(run, clampDelay(ms)),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
  now: () => performance.now(),
}
