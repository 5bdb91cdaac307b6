import { expect, it } from 'vitest'
import { sameEntries } from '../../../../../../renderer/src/features/history/same-entries.ts'
import type { HistoryEntry } from '../../../../../../shared/domain/call-matching.ts'

const entry = (id: string, position: number): HistoryEntry => ({ id, position, startedAt: position, call: null, cdr: null })

it('rows that say the same stay the same objects, wherever they stand now; those that changed are the new ones', () => {
  const shown = [entry('a', 1), entry('b', 2), entry('c', 3)]
  const read = [entry('c', 3), entry('a', 9), entry('d', 4)]
  const kept = sameEntries(shown, read)
  expect(kept).toEqual(read)
  expect([kept[0] === shown[2], kept[1] === read[1], kept[2] === read[2]]).toEqual([true, true, true])
  expect(sameEntries(null, read)).toEqual(read)
})
