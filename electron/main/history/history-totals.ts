import type { HistoryFilter, HistoryTotals } from '../../../shared/domain/history-query.ts'
import { addDays, readWallClock, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { HistoryDay, HistorySearch } from '../storage/requests.ts'

/** A slice of days takes the database about so long, in ms: what the user types meanwhile is answered between two of them. */
const SLICE_TIME = 8
const FIRST_SLICE = 31
const LONGEST_SLICE = 1000

export type HistoryTotalsReader = {
  /** Null when `current` turned false meanwhile. `zone`: whose midnights cut the days. */
  readonly read: (search: HistorySearch, zone: string, current: () => boolean) => Promise<HistoryTotals | null>
}

/** Counts and sums of the history, in slices of days, newest first. */
export function createHistoryTotals(database: AccountDatabase, now: () => number = () => performance.now()): HistoryTotalsReader {
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
    async read(search, zone, current) {
      const span = await database.request('historySpan', { since: search.since, until: search.until })
      const totals = { matching: 0, total: span.count, seconds: 0, days: [] as HistoryTotals['days'][number][] }
      if (span.first === null || span.last === null) return totals
      // no day before the first entry is looked at
      const bounded = { ...search, since: Math.max(search.since, span.first) }
      let size = FIRST_SLICE
      for (let last = wallDate(span.last, zone); ; ) {
        if (!current()) return null
        const days = daysBefore(last, size, bounded, zone)
        const earliest = days.at(-1)
        if (!earliest) return totals
        const begun = now()
        const { days: sums } = await database.request('historySums', { search: bounded, days })
        const took = now() - begun
        if (took < SLICE_TIME / 2) size = Math.min(LONGEST_SLICE, size * 2)
        else if (took > SLICE_TIME * 2) size = Math.max(1, Math.floor(size / 2))
        for (const { seconds, ...day } of sums) {
          totals.matching += day.calls
          totals.seconds += seconds
          totals.days.push(day)
        }
        last = addDays(earliest.date, -1)
      }
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
