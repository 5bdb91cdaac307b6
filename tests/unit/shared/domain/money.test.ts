import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, parseMoney } from '../../../../shared/domain/money.ts'

describe('an amount as the provider writes it', () => {
  it.each([
    ['18,40', 184_000],
    ['15,4426', 154_426],
    ['0,0012', 12],
    ['0.01', 100],
    ['0,10 EUR', 1000],
    ['1.234,56 EUR', 12_345_600],
    ['1,234.56', 12_345_600],
    ['1.234.567', 12_345_670_000],
    ['1,234', 12_340],
    ['-3,5', -35_000],
    ['€ 2', 20_000],
    ['.5', 5000],
    ['12,50-', -125_000],
    ['\u20135,00', -50_000],
    ['1\u2019234.50', 12_345_000],
    ['12,50 -', -125_000],
    ['12,50- EUR', -125_000],
    ['12,50 EUR-', -125_000],
    ['\u22121.234,56', -12_345_600],
    ['12,50\u2212', -125_000],
    ['0,00-', 0],
  ])('%s', (text, units) => expect(parseMoney(text)).toEqual({ units, currency: 'EUR' }))
  it('takes the currency beside the amount', () => expect(parseMoney('5 USD')?.currency).toBe('USD'))
  it('takes JSON numbers', () => expect(parseMoney(18.4)?.units).toBe(184_000))
  it.each(['', 'abc', '1-2', '--1', '-1-', '+1-', '-', '\u2212', '1,2,3.4.5', null, undefined, {}, Number.NaN])('%j is none', (value) =>
    expect(parseMoney(value)).toBeNull(),
  )
  it('never throws and never gives a fraction of a unit', () => {
    fc.assert(fc.property(fc.anything(), (value) => Number.isInteger(parseMoney(value)?.units ?? 0)))
  })
  it('reads back what it means, with comma and with dot', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), fc.constantFrom(',', '.'), (units, mark) => {
        const text = `${units < 0 ? '-' : ''}${Math.floor(Math.abs(units) / 10_000)}${mark}${String(Math.abs(units) % 10_000).padStart(4, '0')}`
        expect(parseMoney(text)?.units ?? Number.NaN).toBe(units)
      }),
    )
  })
  it('is shown with two digits or four', () => {
    expect(formatMoney({ units: 154_426, currency: 'EUR' }, 'en')).toBe('€15.44')
    expect(formatMoney({ units: 890, currency: 'EUR' }, 'en', 4)).toBe('€0.0890')
    expect(formatMoney({ units: 184_000, currency: 'EUR' }, 'de')).toBe('18,40\u00a0€')
  })
})
