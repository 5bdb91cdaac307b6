import { realTimers } from '../sip/timers.ts'

/** Waits for `running`, but not longer than `limit` ms; its outcome does not matter. Never rejects. */
export async function atMost(limit: number, running: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = realTimers.set(resolve, limit)
  await Promise.race([running.catch(() => {}), promise])
  realTimers.clear(timer)
}
