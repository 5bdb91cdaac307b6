import { expect, it } from 'vitest'
import { createHistoryTotals, searchOf } from '../../../../../electron/main/history/history-totals.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { noFilter } from '../../../../../shared/domain/history-query.ts'
import { billedCall, historyDatabase } from '../../../../support/fakes/history.ts'

const DAY = 86_400
/** A year of calls, one every four hours; `slices`: how many days each request for sums was about. */
function year(slow = 0) {
  const history = historyDatabase()
  history.saveCdrs({
    cdrs: Array.from({ length: 365 * 6 }, (_, i) => billedCall(`0044${i}`, i * (DAY / 6), 10, { amount: { units: 5, currency: 'EUR' } })),
  })
  const slices: number[] = []
  let clock = 0
  const database = {
    request: async (name: 'historySums' | 'historySpan', args: never) => {
      if (name === 'historySums') {
        slices.push((args as { days: unknown[] }).days.length)
        clock += slow
      }
      return (history[name] as (args: unknown) => unknown)(args)
    },
  } as unknown as AccountDatabase
  return { totals: createHistoryTotals(database, () => clock), slices }
}
const everything = searchOf(noFilter, 'UTC', '49')

it('are of all entries, day by day, newest first, in slices that grow while the database is fast', async () => {
  const { totals, slices } = year()
  const sums = await totals.read(everything, 'Europe/Berlin', () => true)
  expect(sums).toMatchObject({ matching: 2190, total: 2190, seconds: 21_900 })
  expect(sums?.days.length).toBe(366)
  expect(sums?.days.reduce((n, day) => n + (day.amount?.units ?? 0), 0)).toBe(10_950)
  expect(sums?.days.map(({ date }) => date)).toEqual(
    sums?.days
      .map(({ date }) => date)
      .sort()
      .reverse(),
  )
  expect(slices.slice(0, 3)).toEqual([31, 62, 124])
})
it('come in ever smaller slices from a slow database, and none is lost', async () => {
  const { totals, slices } = year(100)
  expect(await totals.read(everything, 'UTC', () => true)).toMatchObject({ matching: 2190 })
  expect(slices.slice(0, 3)).toEqual([31, 15, 7])
})
it('end when they are asked for again', async () => {
  const { totals, slices } = year(100)
  expect(await totals.read(everything, 'UTC', () => slices.length < 2)).toBeNull()
  expect(slices.length).toBe(2)
})
it('of some days are of these alone', async () => {
  const { totals } = year()
  const sums = await totals.read(searchOf({ ...noFilter, from: '2026-12-01', to: '2026-12-02' }, 'UTC', '49'), 'UTC', () => true)
  expect(sums).toMatchObject({
    matching: 12,
    total: 12,
    days: [
      { date: '2026-12-02', calls: 6 },
      { date: '2026-12-01', calls: 6 },
    ],
  })
})
it('of nothing are nothing', async () => {
  const { totals } = year()
  expect(await totals.read(searchOf({ ...noFilter, to: '2020-01-01' }, 'UTC', '49'), 'UTC', () => true)).toEqual({
    matching: 0,
    total: 0,
    seconds: 0,
    days: [],
  })
})
