import { expect, it } from 'vitest'
import type { Cdr } from '../../../../../shared/domain/cdr.ts'
import { billedCall, historyDatabase, searchFor } from '../../../../support/fakes/history.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })
function saved() {
  const history = historyDatabase()
  return {
    save: (...cdrs: Cdr[]) => history.saveCdrs({ cdrs }),
    all: () => history.historyPage({ search: searchFor(), before: null, limit: 500 }).entries.map(({ cdr }) => cdr),
  }
}

it('a record that is read again stays one', () => {
  const { save, all } = saved()
  save(billedCall('0044', 0, 60), billedCall('0044', 90, 60))
  save(billedCall('0044', 90, 60), billedCall('0044', 0, 60))
  expect(all().length).toBe(2)
  expect(all()[0]).not.toHaveProperty('corrected')
})
it('one with another amount or duration replaces it, which knows what it was before', () => {
  const { save, all } = saved()
  save(billedCall('0044', 0, 60, { amount: eur(100), amountWithTax: eur(119) }))
  save(billedCall('0044', 0, 72, { amount: eur(120), amountWithTax: eur(143) }))
  expect(all()).toMatchObject([{ seconds: 72, amountWithTax: eur(143), corrected: { seconds: 60, amount: eur(100), amountWithTax: eur(119) } }])
  // and keeps knowing it
  save(billedCall('0044', 0, 72, { amount: eur(120), amountWithTax: eur(143) }))
  save(billedCall('0044', 0, 72, { amount: eur(120), amountWithTax: eur(143), destination: 'UK' }))
  expect(all()).toMatchObject([{ destination: 'UK', corrected: { seconds: 60 } }])
})
it('two of the same begin and number are two, and a correction is of the one that differs', () => {
  const { save, all } = saved()
  const [one, two] = [billedCall('0044', 0, 60), { ...billedCall('0044', 0, 90), key: '0|0044|2' }]
  save(one, two)
  expect(all().length).toBe(2)
  save({ ...two, key: one.key }, { ...one, key: two.key, seconds: 61 })
  expect(all().map((cdr) => [cdr?.seconds, cdr?.corrected?.seconds])).toEqual(
    expect.arrayContaining([
      [90, undefined],
      [61, 60],
    ]),
  )
  save(billedCall('0044', 0, 60), { ...billedCall('0044', 0, 60), key: '0|0044|2' }, { ...billedCall('0044', 0, 60), key: '0|0044|3' })
  expect(all().length).toBe(3)
})
