import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDeletions, UNDO_TIME } from '../../../../../electron/main/history/deletions.ts'
import type { HistoryPage } from '../../../../../shared/domain/history-query.ts'
import type { Deletion } from '../../../../../shared/domain/services.ts'
import { billedCall, HISTORY_START, searchFor } from '../../../../support/fakes/history.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const DAY = 86_400_000
const NOW = HISTORY_START + 400 * DAY
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

/** A record on each of 400 days. */
async function history(keepMonths: () => number | null = () => null) {
  const raw = new DatabaseSync(':memory:')
  const { database } = openAccountOn(raw)
  await database.request('saveCdrs', { cdrs: Array.from({ length: 400 }, (_, i) => billedCall(`0044${i}`, i * 86_400, 10)) })
  let list: readonly Deletion[] = []
  let changes = 0
  const create = () =>
    createDeletions({
      ...{ database, now: () => Date.now(), zone: () => 'UTC', keepMonths },
      everythingBefore: (until) => searchFor({ until }),
      onChange: (next) => (list = next),
      onChanged: () => changes++,
    })
  const page = async () => ((await database.request('historyPage', { search: searchFor(), before: null, limit: 500 })) as HistoryPage).entries
  const count = async () => (await page()).length
  const kept = () => Number(raw.prepare('SELECT count(*) AS n FROM deleted_row').get()?.['n'])
  return { create, deletions: create(), list: () => list, changes: () => changes, page, count, kept }
}

it('can be undone for ten seconds, each on its own, and not after', async () => {
  const { deletions, list, page, count, kept } = await history()
  const [one, two] = (await page()).map(({ position }) => position)
  await deletions.remove([one ?? 0])
  await vi.advanceTimersByTimeAsync(UNDO_TIME / 2)
  await deletions.remove([two ?? 0])
  const [late, early] = list()
  expect([late?.count, early?.count, early?.until]).toEqual([1, 1, NOW + UNDO_TIME])
  await vi.advanceTimersByTimeAsync(UNDO_TIME / 2)
  expect([list().map(({ id }) => id), kept()]).toEqual([[late?.id], 1])
  await deletions.undo(early?.id ?? 0)
  expect(await count()).toBe(398)
  await deletions.undo(late?.id ?? 0)
  expect([await count(), list(), kept()]).toEqual([399, [], 0])
})
it('of a run that ended before is not there to undo in the next', async () => {
  const { deletions, create, list, count, kept } = await history()
  await deletions.removeMatching(searchFor({ until: HISTORY_START + 10 * DAY }))
  expect(kept()).toBe(10)
  // the app was killed
  const later = create()
  await later.start()
  await later.undo(list()[0]?.id ?? 0)
  expect([await count(), kept()]).toEqual([390, 0])
  later.stop()
})
it('of what is older than the setting says is done at once and with each day, and undone with the setting', async () => {
  let months: number | null = null
  const { deletions, count, list, kept, changes } = await history(() => months)
  await deletions.start()
  expect(await count()).toBe(400)
  months = 3
  await deletions.keep(3, null)
  const left = await count()
  expect([left > 85, left < 95, list()[0]?.count]).toEqual([true, true, 400 - left])
  expect(await deletions.undo(list()[0]?.id ?? 0)).toEqual({ keepMonths: null })
  expect(await count()).toBe(400)
  await deletions.keep(3, null)
  const before = changes()
  await vi.advanceTimersByTimeAsync(DAY)
  // one day further, one record less, and nothing to undo
  expect([await count(), list(), kept(), changes() - before]).toEqual([left - 1, [], 0, 1])
  deletions.stop()
})
it('that takes nothing is not shown', async () => {
  const { deletions, list } = await history()
  await deletions.removeMatching(searchFor({ text: 'nobody' }))
  await deletions.keep(24, null)
  expect(list()).toEqual([])
})
