import { expect, it } from 'vitest'
import { costPeriods, monthName, rangeOf, shortMonth } from '../../../../../../renderer/src/features/costs/periods.ts'

const today = '2027-02-10'

it.each([
  ['2027-02', { from: '2027-02-01', to: '2027-02-10' }],
  ['2026-12', { from: '2026-12-01', to: '2026-12-31' }],
  ['lately', { from: '2027-01-12', to: '2027-02-10' }],
  ['twelve', { from: '2026-03-01', to: '2027-02-10' }],
  ['year', { from: '2027-01-01', to: '2027-02-10' }],
  ['all', { from: null, to: null }],
])('the period %s has its days, none of them later than today', (period, range) => expect(rangeOf(period, today)).toEqual(range))
it('months can be chosen by name, the newest first', () => {
  const periods = costPeriods(today, 'de', (key) => key)
  expect(periods.slice(0, 3)).toEqual([
    { value: '2027-02', label: 'Februar 2027' },
    { value: '2027-01', label: 'Januar 2027' },
    { value: '2026-12', label: 'Dezember 2026' },
  ])
  expect(periods.slice(-5).map(({ value }) => value)).toEqual(['lately', 'twelve', 'year', 'all', 'own'])
  expect([monthName('2026-11', 'en'), shortMonth('2026-11', 'en')]).toEqual(['November 2026', 'Nov 26'])
})
