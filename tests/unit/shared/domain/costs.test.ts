import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addMonths,
  budgetStep,
  budgetWarnings,
  daysBefore,
  daysOfMonth,
  forecastDays,
  LONGEST_FORECAST,
  noCosts,
  perMinute,
  type SpendingBasis,
} from '../../../../shared/domain/costs.ts'
import { noCostsState } from '../../../../shared/domain/empty.ts'
import { addDays } from '../../../../shared/domain/wall-clock.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })

describe('a month', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, to) => expect(daysOfMonth(month)).toEqual({ from: `${month}-01`, to }))
  it('before January is December', () =>
    expect([addMonths('2026-01', -1), addMonths('2026-12', 1), addMonths('2026-05', -17)]).toEqual(['2025-12', '2027-01', '2024-12']))
  it('is compared as a whole with the one before, and a part of it with the same days too', () => {
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      month: '2026-02',
      whole: { from: '2026-02-01', to: '2026-02-28' },
      sameDays: null,
    })
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-30' })?.sameDays).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(daysBefore({ from: '2026-01-01', to: '2026-01-10' })?.sameDays).toEqual({ from: '2025-12-01', to: '2025-12-10' })
  })
  it('that is cut at its begin, or two of them, are compared with nothing', () => {
    for (const [from, to] of [
      ['2026-03-02', '2026-03-31'],
      ['2026-02-01', '2026-03-31'],
      [null, '2026-03-31'],
    ] as const)
      expect(daysBefore({ from, to })).toBeNull()
  })
  it('and the next one follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), (count) => {
        const month = addMonths('2000-01', count)
        expect(addDays(daysOfMonth(month).to, 1)).toBe(daysOfMonth(addMonths(month, 1)).from)
      }),
    )
  })
})

it('the average price is that of a minute of what was billed by its duration', () => {
  expect(perMinute({ calls: 2, seconds: 90, units: 2000, timedUnits: 1500 }, 'EUR')).toEqual(eur(1000))
  expect(perMinute(noCosts, 'EUR')).toBeNull()
})

describe('a budget', () => {
  it.each([
    [7_999, null],
    [8_000, 80],
    [9_999, 80],
    [10_000, 100],
    [30_000, 100],
  ])('of 10,000 with %i spent is in step %s', (spent, step) => expect(budgetStep(spent, 10_000)).toBe(step))
  it('that is not set warns of nothing', () => expect([budgetStep(5, null), budgetStep(5, 0)]).toEqual([null, null]))
  it('warns for each currency apart, and anew in another month or with another amount', () => {
    const state = {
      ...noCostsState,
      month: '2026-11',
      months: [
        { currency: 'EUR', spent: 90, budget: 100 },
        { currency: 'USD', spent: 70, budget: 100 },
      ],
    }
    expect(budgetWarnings(state).map(({ key }) => key)).toEqual(['2026-11 EUR 100 80'])
    expect(budgetWarnings({ ...state, month: '2026-12' })[0]?.key).toBe('2026-12 EUR 100 80')
  })
})

describe('a forecast', () => {
  const basis: SpendingBasis = { currency: 'EUR', units: 300_000, days: 30, daysWithCosts: 12 }
  it('says for how many whole days the balance lasts at the rate of late', () => {
    expect(forecastDays(eur(125_000), [basis])).toEqual({ days: 12, basis })
    expect(forecastDays(eur(9_999), [basis])?.days).toBe(0)
    expect(forecastDays(eur(90_000_000), [basis])?.days).toBe(LONGEST_FORECAST)
  })
  it.each([
    ['no balance', null, basis],
    ['none left', eur(0), basis],
    ['a debt', eur(-5), basis],
    ['another currency', { units: 5, currency: 'USD' }, basis],
    ['nothing spent', eur(5), { ...basis, units: 0 }],
    ['more paid back than spent', eur(5), { ...basis, units: -1 }],
    ['records of six days', eur(5), { ...basis, days: 6 }],
    ['costs on two days', eur(5), { ...basis, daysWithCosts: 2 }],
  ])('says nothing with %s', (_why, balance, one) => expect(forecastDays(balance, [one])).toBeNull())
  it('never says more days than the balance pays for at that rate, nor a day less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 7, max: 30 }), (balance, units, days) => {
        const said = forecastDays(eur(balance), [{ ...basis, units, days }])?.days ?? -1
        expect(said * units).toBeLessThanOrEqual(balance * days)
        if (said < LONGEST_FORECAST) expect((said + 1) * units).toBeGreaterThan(balance * days)
      }),
    )
  })
})
