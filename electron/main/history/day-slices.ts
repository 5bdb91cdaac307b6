import { addDays, readWallClock, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistoryDay, HistorySearch } from '../storage/requests.ts'

/** A slice of days takes the database about so long, in ms: what the user types meanwhile is answered between two of them. */
const SLICE_TIME = 8
const FIRST_SLICE = 31
const LONGEST_SLICE = 1000

export type DaySlices = {
  /**
   * Asks about all days with entries that a search is about, in slices, newest first. Returns how many entries its days have, or
   * null when `current` turned false meanwhile. `zone`: whose midnights cut the days.
   */
  readonly each: (
    search: HistorySearch,
    zone: string,
    current: () => boolean,
    ask: (part: { readonly search: HistorySearch; readonly days: readonly HistoryDay[] }) => Promise<void>,
  ) => Promise<number | null>
}

export function createDaySlices(database: AccountDatabase, now: () => number = () => performance.now()): DaySlices {
  const midnights = new Map<string, number>()
  const midnight = (date: string, zone: string): number => {
    const key = `${date} ${zone}`
    const known = midnights.get(key)
    if (known !== undefined) return known
    const instant = readWallClock(`${date} 00:00:00`, zone) ?? 0
    midnights.set(key, instant)
    return instant
  }
  /** The days from `last` back, `count` of them at most, cut to the search's own bounds. */
  const daysBefore = (last: string, count: number, search: HistorySearch, zone: string): HistoryDay[] => {
    const days: HistoryDay[] = []
    for (let date = last; days.length < count; date = addDays(date, -1)) {
      const until = Math.min(midnight(addDays(date, 1), zone), search.until)
      if (until <= search.since) break
      days.push({ date, since: Math.max(midnight(date, zone), search.since), until })
    }
    return days
  }
  return {
    async each(search, zone, current, ask) {
      const span = await database.request('historySpan', { since: search.since, until: search.until })
      if (span.first === null || span.last === null) return span.count
      // no day before the first entry is looked at
      const bounded = { ...search, since: Math.max(search.since, span.first) }
      let size = FIRST_SLICE
      for (let last = wallDate(span.last, zone); ; ) {
        if (!current()) return null
        const days = daysBefore(last, size, bounded, zone)
        const earliest = days.at(-1)
        if (!earliest) return span.count
        const begun = now()
        await ask({ search: bounded, days })
        const took = now() - begun
        if (took < SLICE_TIME / 2) size = Math.min(LONGEST_SLICE, size * 2)
        else if (took > SLICE_TIME * 2) size = Math.max(1, Math.floor(size / 2))
        last = addDays(earliest.date, -1)
      }
    },
  }
}
