import type { HistoryFilter, HistoryTotals } from '../../../shared/domain/history-query.ts'
import { addDays, readWallClock } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistorySearch } from '../storage/requests.ts'
import { createDaySlices } from './day-slices.ts'

export type HistoryTotalsReader = {
  /** Null when `current` turned false meanwhile. `zone`: whose midnights cut the days. */
  readonly read: (search: HistorySearch, zone: string, current: () => boolean) => Promise<HistoryTotals | null>
}

/** Counts and sums of the history, in slices of days, newest first. */
export function createHistoryTotals(database: AccountDatabase, now?: () => number): HistoryTotalsReader {
  const slices = createDaySlices(database, now)
  return {
    async read(search, zone, current) {
      const totals = { matching: 0, total: 0, seconds: 0, days: [] as HistoryTotals['days'][number][] }
      const total = await slices.each(search, zone, current, async (part) => {
        for (const { seconds, ...day } of (await database.request('historySums', part)).days) {
          totals.matching += day.calls
          totals.seconds += seconds
          totals.days.push(day)
        }
      })
      return total === null ? null : { ...totals, total }
    },
  }
}

/** No entry begins before or after these instants, ms. */
const ALWAYS = { since: 0, until: 8_000_000_000_000 } as const

/** What the database searches for: a filter's days as instants of the provider's zone. */
export function searchOf({ from, to, ...filter }: HistoryFilter, zone: string, callingCode: string): HistorySearch {
  return {
    ...filter,
    callingCode,
    since: from === null ? ALWAYS.since : (readWallClock(`${from} 00:00:00`, zone) ?? ALWAYS.since),
    until: to === null ? ALWAYS.until : (readWallClock(`${addDays(to, 1)} 00:00:00`, zone) ?? ALWAYS.until),
  }
}
