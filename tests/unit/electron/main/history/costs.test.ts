import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCosts } from '../../../../../electron/main/history/costs.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { historyQueries } from '../../../../../electron/main/storage/history-queries.ts'
import { type CostsQuery, costGroupings, perMinute } from '../../../../../shared/domain/costs.ts'
import { noFilter } from '../../../../../shared/domain/history-query.ts'
import { readWallClock } from '../../../../../shared/domain/wall-clock.ts'
import { billedCall, HISTORY_START, historyDatabase, loggedCall } from '../../../../support/fakes/history.ts'

const ZONE = 'Europe/Berlin'
type Named = { readonly id: string; readonly name: string; readonly numbers: readonly { readonly number: string }[] }
function costsOf(contacts: readonly Named[] = []) {
  const sqlite = new DatabaseSync(':memory:')
  const history = { ...historyDatabase(sqlite), ...historyQueries(sqlite, () => contacts as never) }
  const database = {
    request: async (name: keyof typeof history, args: never) => (history[name] as (args: unknown) => unknown)(args),
  } as unknown as AccountDatabase
  const costs = createCosts(database, { zone: () => ZONE, callingCode: () => '49' })
  const read = async (part: Partial<CostsQuery> = {}) => {
    const found = await costs.read({ ...noFilter, by: 'day', ...part }, () => true)
    if (!found) throw new Error('nothing was read')
    return found
  }
  return { history, costs, read }
}
const at = (text: string): number => ((readWallClock(text, ZONE) ?? 0) - HISTORY_START) / 1000
const eur = (units: number) => ({ units, currency: 'EUR' })

const billed = fc.record({
  day: fc.integer({ min: 0, max: 400 }),
  number: fc.constantFrom('0049302312511', '0044207946001', '004917012345', 'ONNET77'),
  seconds: fc.integer({ min: 0, max: 4000 }),
  units: fc.option(fc.integer({ min: -2000, max: 90_000 }), { nil: null }),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  destination: fc.constantFrom('', 'Germany', 'United Kingdom, mobile'),
  type: fc.constantFrom('VOIP', 'SMS'),
})

it('are the same in sum whatever they are grouped by, for each currency, under any filter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(billed, { maxLength: 60 }),
      fc.record({
        destination: fc.constantFrom(null, 'Germany'),
        kind: fc.constantFrom(null, 'VOIP'),
        text: fc.constantFrom('', 'kingdom', '4930'),
        from: fc.constantFrom(null, '2027-02-10'),
        to: fc.constantFrom(null, '2027-04-20'),
      }),
      async (list, filter) => {
        const { history, read } = costsOf([{ id: 'ann', name: 'Ann', numbers: [{ number: '+49302312511' }, { number: '+4917012345' }] }])
        history.saveCdrs({
          cdrs: list.map(({ day, number, seconds, units, currency, destination, type }, i) =>
            billedCall(number, day * 86_400 + i, seconds, { destination, type, amount: units === null ? null : { units, currency } }),
          ),
        })
        const readings = await Promise.all(costGroupings.map((by) => read({ ...filter, by })))
        const [first] = readings
        for (const { currencies } of readings) {
          expect(currencies.map(({ currency, total }) => ({ currency, total }))).toEqual(
            first?.currencies.map(({ currency, total }) => ({ currency, total })),
          )
          for (const { groups, total } of currencies) {
            expect(groups.reduce((sum, { units }) => sum + units, 0)).toBe(total.units)
            expect(groups.reduce((sum, { calls }) => sum + calls, 0)).toBe(total.calls)
            expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
          }
        }
        if (filter.from === null && filter.to === null && filter.text === '' && !filter.destination && !filter.kind)
          for (const currency of ['EUR', 'USD'])
            expect(first?.currencies.find((c) => c.currency === currency)?.total.units ?? 0).toBe(
              list.reduce((sum, one) => sum + (one.currency === currency ? (one.units ?? 0) : 0), 0),
            )
      },
    ),
    { numRuns: 60 },
  )
})

describe('of days', () => {
  it('across the change of the clocks are cut at the provider’s midnights', async () => {
    const { history, read } = costsOf()
    const times = [
      '2027-03-27 23:59:59',
      '2027-03-28 00:00:00',
      '2027-03-28 23:59:59',
      '2027-03-29 00:00:00',
      '2027-10-31 00:00:00',
      '2027-10-31 23:59:59',
      '2027-11-01 00:00:00',
    ]
    history.saveCdrs({ cdrs: times.map((time) => billedCall('0044207946001', at(time), 60, { amount: eur(1) })) })
    const [found] = (await read()).currencies
    expect(found?.groups.map(({ key, calls }) => [key, calls])).toEqual([
      ['2027-11-01', 1],
      ['2027-10-31', 2],
      ['2027-03-29', 1],
      ['2027-03-28', 2],
      ['2027-03-27', 1],
    ])
    expect((await read({ by: 'month' })).currencies[0]?.groups.map(({ key, units }) => [key, units])).toEqual([
      ['2027-11', 1],
      ['2027-10', 2],
      ['2027-03', 4],
    ])
  })
  it('of one month are compared with the month before', async () => {
    const { history, read } = costsOf()
    const times = ['2027-02-03 10:00:00', '2027-02-20 10:00:00', '2027-03-02 10:00:00']
    history.saveCdrs({ cdrs: times.map((time, i) => billedCall('0044207946001', at(time), 60, { amount: eur(10 ** i) })) })
    expect((await read({ from: '2027-03-01', to: '2027-03-10' })).currencies[0]?.before).toEqual({ month: '2027-02', whole: 11, sameDays: 1 })
    expect((await read({ from: '2027-03-01', to: '2027-03-31' })).currencies[0]?.before).toEqual({ month: '2027-02', whole: 11, sameDays: null })
    expect((await read()).currencies[0]?.before).toBeNull()
  })
})

it('name the line of a call, and the contact or the number it was with', async () => {
  const id = 'ann'
  const { history, read } = costsOf([{ id, name: 'Ann', numbers: [{ number: '+4930231251' }] }])
  history.upsertCall(loggedCall('call-1000', '+4930231251', 0, 60))
  history.upsertCall(loggedCall('call-1001', '+4930231251', 900, 60))
  history.saveCdrs({
    cdrs: [
      billedCall('004930231251', 0, 60, { amount: eur(100), amountWithTax: eur(119) }),
      billedCall('00442079460001', 60, 30, { amount: eur(50) }),
    ],
  })
  expect((await read({ by: 'line' })).currencies[0]?.groups.map(({ key, name, units }) => [key, name, units])).toEqual([
    ['sip_1', 'Office', 119],
    ['', null, 50],
  ])
  const contacts = await read({ by: 'contact' })
  expect(contacts.currencies[0]?.groups.map(({ key, name, units }) => [key, name, units])).toEqual([
    [id, 'Ann', 119],
    ['79460001', '00442079460001', 50],
  ])
  // an answered call without a record
  expect(contacts.unbilled).toBe(1)
  expect(perMinute(contacts.currencies[0]?.total as never, 'EUR')).toEqual(eur(113))
})

it('end when they are requested again', async () => {
  const { history, costs } = costsOf()
  history.saveCdrs({ cdrs: [billedCall('0044', 0, 1, { amount: eur(1) })] })
  expect(await costs.read({ ...noFilter, by: 'day' }, () => false)).toBeNull()
})

it('are found by the table’s key alone, without reading all of it', () => {
  const { history } = costsOf()
  const statements: string[] = []
  const prepare = history.database.prepare.bind(history.database)
  history.database.prepare = ((sql: string) => {
    statements.push(sql)
    return prepare(sql)
  }) as typeof prepare
  const search = { ...noFilter, since: 0, until: 9e12, callingCode: '49' }
  for (const by of ['day', 'destination', 'line', 'contact'] as const)
    history.costSums({ search, days: [{ date: '2026-11-23', since: HISTORY_START, until: HISTORY_START + 86_400_000 }], by })
  for (const sql of statements) {
    const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all('[[0, 1]]') as { detail: string }[]
    expect(plan.map(({ detail }) => detail).filter((detail) => /SCAN e\b/.test(detail))).toEqual([])
  }
  expect(statements.length).toBe(4)
})
