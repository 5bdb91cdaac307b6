import type { Deletion } from '../../../shared/domain/services.ts'
import { addMonths, readWallClock, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { Deletion as Deleted, HistorySearch } from '../storage/requests.ts'

/** ms for which a deletion can be undone. */
export const UNDO_TIME = 10_000
const DAY = 24 * 3_600_000

export type HistoryDeletions = {
  readonly remove: (positions: readonly number[]) => Promise<void>
  readonly removeMatching: (search: HistorySearch) => Promise<void>
  /** Deletes what is older than so many months; `before`: what the setting was, for `undo`. Null: everything is kept. */
  readonly keep: (months: number | null, before: number | null) => Promise<void>
  /** Brings back what was deleted, unless its time is over. Returns the setting to go back to, where it was the setting that deleted. */
  readonly undo: (deletion: number) => Promise<{ readonly keepMonths: number | null } | null>
  /** Removes for good what an earlier run deleted, and then once a day what is older than the setting says. */
  readonly start: () => Promise<void>
  /** Removes for good what was deleted. */
  readonly stop: () => void
}

export type HistoryDeletionsOptions = {
  readonly database: AccountDatabase
  readonly now: () => number
  readonly zone: () => string
  readonly keepMonths: () => number | null
  /** A search that everything fits which begins before an instant. */
  readonly everythingBefore: (until: number) => HistorySearch
  readonly onChange: (deletions: readonly Deletion[]) => void
  /** What is stored has changed. */
  readonly onChanged: () => void
}

/** Deletes calls and records of this computer's history; each deletion can be undone for ten seconds. */
export function createDeletions(options: HistoryDeletionsOptions): HistoryDeletions {
  const { database, now, zone, keepMonths, everythingBefore, onChange, onChanged } = options
  const timers = new Map<number, NodeJS.Timeout>()
  const settings = new Map<number, { keepMonths: number | null }>()
  let list: readonly Deletion[] = []
  let daily: NodeJS.Timeout | undefined
  const publish = (next: readonly Deletion[]): void => {
    list = next
    onChange(list)
  }
  const forget = (deletion: number): void => {
    clearTimeout(timers.get(deletion))
    timers.delete(deletion)
    settings.delete(deletion)
    publish(list.filter(({ id }) => id !== deletion))
  }
  const offer = (done: Deleted | null): void => {
    if (!done) return
    const { deletion, count } = done
    const timer = setTimeout(() => {
      forget(deletion)
      void database.request('forgetDeleted', { deletion }).catch(() => {})
    }, UNDO_TIME)
    timers.set(deletion, timer)
    publish([{ id: deletion, count, until: now() + UNDO_TIME }, ...list])
    onChanged()
  }
  const removeOlder = async (months: number): Promise<Deleted | null> => {
    const first = readWallClock(`${addMonths(wallDate(now(), zone()), -months)} 00:00:00`, zone())
    return first === null ? null : database.request('deleteMatching', { search: everythingBefore(first) })
  }
  const removeDaily = async (): Promise<void> => {
    const months = keepMonths()
    const done = months === null ? null : await removeOlder(months)
    if (!done) return
    await database.request('forgetDeleted', { deletion: done.deletion })
    onChanged()
  }
  return {
    remove: async (positions) => offer(await database.request('deleteEntries', { positions })),
    removeMatching: async (search) => offer(await database.request('deleteMatching', { search })),
    async keep(months, before) {
      const done = months === null ? null : await removeOlder(months)
      if (done) settings.set(done.deletion, { keepMonths: before })
      offer(done)
    },
    async undo(deletion) {
      const setting = settings.get(deletion) ?? null
      // not forgotten while it is being brought back
      clearTimeout(timers.get(deletion))
      const found = await database.request('undoDeletion', { deletion })
      forget(deletion)
      if (found) onChanged()
      return found ? setting : null
    },
    async start() {
      await database.request('forgetDeleted', { deletion: null })
      await removeDaily()
      daily = setInterval(() => void removeDaily().catch(() => {}), DAY)
      daily.unref()
    },
    stop() {
      clearInterval(daily)
      for (const timer of timers.values()) clearTimeout(timer)
      if (timers.size) void database.request('forgetDeleted', { deletion: null }).catch(() => {})
      timers.clear()
    },
  }
}
