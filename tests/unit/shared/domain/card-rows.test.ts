import { describe, expect, it } from 'vitest'
import { fillSmsText } from '../../../../shared/domain/card-batch.ts'
import { numberRange, readCardRows } from '../../../../shared/domain/card-rows.ts'

const five = { units: 50_000, currency: 'EUR' }
const row = (line: number, number: string, customer = '', amount = '') => ({ line, number, customer, amount })
const read = (...rows: ReturnType<typeof row>[]) => readCardRows(rows, { amount: five, region: 'DE', known: new Set(['491713920009']) })

describe('rows of cards', () => {
  it('have the number with its country, and the amount of the row before that of all', () => {
    expect(read(row(2, '0171 3920001', ' Kiosk '), row(3, '+44 7700 900123', '', '7,50 €')).map(({ order }) => order)).toEqual([
      { cli: '491713920001', customer: 'Kiosk', amount: five },
      { cli: '447700900123', customer: '', amount: { units: 75_000, currency: 'EUR' } },
    ])
  })
  it('say what is wrong with each, and leave the others as they are', () => {
    const rows = read(
      row(1, 'nobody'),
      row(2, '0171 3920001'),
      row(3, '+491713920001'),
      row(4, '0171 3920009'),
      row(5, '0171 3920002', '', 'five'),
      row(6, '0171 3920003', '', '$5'),
      row(7, '0171 3920004', '', '0,001'),
      row(8, '0171 3920005', '', '0'),
    )
    expect(rows.map(({ problem, firstLine }) => [problem, firstLine])).toEqual([
      ['number', null],
      [null, null],
      ['twice', 2],
      ['known', null],
      ['amount', null],
      ['amount', null],
      ['amount', null],
      ['amount', null],
    ])
  })
  it('beyond a thousand are left out', () => {
    const rows = read(...Array.from({ length: 1002 }, (_, i) => row(i + 1, `+49171${4_000_000 + i}`)))
    expect(rows.filter(({ order }) => order).length).toBe(1000)
    expect(rows.slice(-2).map(({ problem }) => problem)).toEqual(['beyond', 'beyond'])
  })
})

describe('a range of numbers', () => {
  it('counts on from the first', () => {
    expect(numberRange('0171 3920098', 3, 'DE')?.map(({ number }) => number)).toEqual(['+491713920098', '+491713920099', '+491713920100'])
  })
  it.each([
    ['nobody', 3],
    ['0171 3920098', 0],
    ['0171 3920098', 1001],
    ['0171 3920098', 1.5],
  ])('is none: %s, %s', (first, count) => expect(numberRange(first, count, 'DE')).toBeNull())
})

it('an SMS text has what is known of the card in place of its placeholders, and nothing is filled in twice', () => {
  expect(fillSmsText('{name} {number} {amount} {other} {NAME}', { cli: '4917', customer: '{amount}$&' }, '5.00 EUR')).toBe(
    '{amount}$& +4917 5.00 EUR {other} {NAME}',
  )
})
