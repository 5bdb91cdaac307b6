import type { HistoryEntry } from '../../../../shared/domain/call-matching.ts'

/** Entries that are looked at: those of a first page, which each key in the search field reads again. */
const MOST = 500

/**
 * What was read, with the objects that are shown already in place of those that say the same: a row is drawn again when its entry is another
 * object, and the next letter of a word often leaves most rows as they are.
 */
export function sameEntries(shown: readonly HistoryEntry[] | null, read: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const known = new Map(shown?.slice(0, MOST).map((entry) => [entry.id, entry]))
  return read.map((entry) => {
    const before = known.get(entry.id)
    return before && JSON.stringify(before) === JSON.stringify(entry) ? before : entry
  })
}
