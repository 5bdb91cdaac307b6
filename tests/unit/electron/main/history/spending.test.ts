import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCosts } from '../../../../../electron/main/history/costs.ts'
import { createSpending } from '../../../../../electron/main/history/spending.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { serviceQueries } from '../../../../../electron/main/storage/service-queries.ts'
import { budgetWarnings, type CostsState } from '../../../../../shared/domain/costs.ts'
import { noCostsState } from '../../../../../shared/domain/empty.ts'
import { billedCall, HISTORY_START, historyDatabase } from '../../../../support/fakes/history.ts'

const DAY = 86_400_000
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An account with a real database; `restart` opens it anew. */
async function account(begin = HISTORY_START) {
  const sqlite = new DatabaseSync(':memory:')
  const queries = { ...historyDatabase(sqlite), ...serviceQueries(sqlite) }
  const database = {
    request: async (name: keyof typeof queries, args: never) => (queries[name] as (args: unknown) => unknown)(args),
  } as unknown as AccountDatabase
  let clock = begin
  let state: CostsState = noCostsState
  const read: { from: string; to: string }[] = []
  const open = async () => {
    state = noCostsState
    const zone = () => 'Europe/Berlin'
    const spending = createSpending({
      database,
      costs: createCosts(database, { zone, callingCode: () => '49' }),
      now: () => clock,
      zone,
      onChange: (next) => (state = next),
      readRecords: (range) => void read.push(range),
    })
    await spending.start()
    return spending
  }
  const bill = (days: number, units: number, currency = 'EUR'): void =>
    queries.saveCdrs({ cdrs: [billedCall(`0044207946${units}`, (days * DAY) / 1000, 60, { amount: { units, currency } })] })
  return { open, bill, read, state: () => state, pass: (ms: number) => (clock += ms) }
}

describe('a budget', () => {
  it('is compared with what the calendar month cost, for each currency apart', async () => {
    const { open, bill, state } = await account()
    bill(-20, 500)
    bill(-40, 10_000)
    bill(-1, 300, 'USD')
    const spending = await open()
    await spending.setBudget({ currency: 'EUR', units: 600 })
    expect([state().month, state().months]).toEqual([
      '2026-11',
      [
        { currency: 'EUR', spent: 500, budget: 600 },
        { currency: 'USD', spent: 300, budget: null },
      ],
    ])
    expect(budgetWarnings(state())).toMatchObject([{ currency: 'EUR', step: 80 }])
    await spending.setBudget({ currency: 'EUR', units: null })
    expect(budgetWarnings(state())).toEqual([])
    spending.stop()
  })
  it('and what was shown of it are kept over a restart, and begin anew with the month', async () => {
    const { open, bill, state, pass } = await account()
    const first = await open()
    await first.setBudget({ currency: 'EUR', units: 100 })
    bill(-1, 100)
    first.changed()
    await vi.advanceTimersByTimeAsync(1000)
    const [warning] = budgetWarnings(state())
    await first.mark('notified', [warning?.key ?? ''])
    await first.mark('dismissed', [warning?.key ?? ''])
    first.stop()
    const second = await open()
    expect([state().notified, state().dismissed]).toEqual([[warning?.key], [warning?.key]])
    pass(10 * DAY)
    second.changed()
    await vi.advanceTimersByTimeAsync(1000)
    expect([state().month, budgetWarnings(state())]).toEqual(['2026-12', []])
    await second.mark('notified', ['2026-12 EUR 100 80'])
    expect(state().notified).toEqual(['2026-12 EUR 100 80'])
    second.stop()
  })
})

describe('the basis of a forecast', () => {
  it('is known when all of its days were read, and not for longer than two days', async () => {
    const { open, bill, state, pass } = await account()
    for (const day of [-45, -20, -3, -2, -1]) bill(day, 10 - day)
    const spending = await open()
    expect(state().bases).toEqual([])
    await spending.recordsRead({ from: '2026-11-22', to: '2026-11-23' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(state().bases).toEqual([])
    await spending.recordsRead({ from: '2026-10-01', to: '2026-11-23' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(state().bases).toEqual([{ currency: 'EUR', units: 30 + 13 + 12 + 11, days: 30, daysWithCosts: 4 }])
    spending.stop()
    pass(3 * DAY)
    const second = await open()
    expect(state().bases).toEqual([])
    second.stop()
  })
  it('is of fewer days where there is nothing from before', async () => {
    const { open, bill, state } = await account()
    bill(-9, 5)
    const spending = await open()
    await spending.recordsRead({ from: '2026-10-01', to: '2026-11-23' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(state().bases).toMatchObject([{ days: 10, daysWithCosts: 1 }])
    spending.stop()
  })
  it('is read from the provider where nobody looked at it for hours, and again every six hours', async () => {
    const { open, read, pass } = await account()
    const spending = await open()
    await vi.advanceTimersByTimeAsync(100_000)
    expect(read).toEqual([{ from: '2026-10-25', to: '2026-11-23' }])
    await spending.recordsRead({ from: '2026-10-25', to: '2026-11-23' })
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(read.length).toBe(1)
    pass(7 * 3_600_000)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(read.length).toBeGreaterThan(1)
    spending.stop()
    const before = read.length
    await vi.advanceTimersByTimeAsync(DAY)
    expect(read.length).toBe(before)
  })
})
