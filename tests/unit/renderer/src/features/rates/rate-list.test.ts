import { describe, expect, it } from 'vitest'
import { changeOf, readNumberList, rowState, sortRates, withoutLines } from '../../../../../../renderer/src/features/rates/rate-list.ts'
import { RATES_MOST } from '../../../../../../shared/domain/rate.ts'
import { rateOf } from '../../../../../support/rate.ts'

const askedAt = Date.UTC(2026, 10, 23, 13, 31)

describe('a pasted list', () => {
  const good = Array.from({ length: 20 }, (_, i) => `+49 30 12345${String(i).padStart(2, '0')}`)
  it('loses no number for a bad one among twenty-one, and names the bad one', () => {
    const list = readNumberList([...good.slice(0, 7), 'nobody', ...good.slice(7)].join('\n'))
    expect(list).toEqual({ numbers: good, bad: [{ line: 8, text: 'nobody', problem: 'not-a-number', from: 105, to: 111 }], beyond: 0 })
  })
  it('is not cut at twenty', () => {
    expect(readNumberList([...good, '+4930999999', '12'].join('\n'))).toMatchObject({
      numbers: [...good, '+4930999999'],
      bad: [{ line: 22, text: '12', problem: 'too-short' }],
    })
  })
  it('says how many are beyond what one look-up takes', () => {
    const many = Array.from({ length: RATES_MOST + 3 }, (_, i) => `+4930${1_000_000 + i}`)
    expect([readNumberList(many.join('\n')).numbers.length, readNumberList(many.join('\n')).beyond]).toEqual([RATES_MOST, 3])
  })
})

describe('what is wrong with a line', () => {
  it.each([
    ['nobody', 'not-a-number'],
    ['--', 'not-a-number'],
    ['030 12', 'too-short'],
    ['123456789012345678901', 'too-long'],
    ['030 1234567, 030 1234568, 1', 'too-long'],
  ])('%s: %s', (text, problem) => expect(readNumberList(text).bad).toMatchObject([{ line: 1, problem }]))
  it('is marked where it stands, whatever ends the lines; removing leaves the others', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['030 1234567', '', ' nobody ', '0171 3920001', 'x'].join(end)
      const { bad } = readNumberList(text)
      expect(bad.map(({ line, from, to }) => [line, text.slice(from, to)])).toEqual([
        [3, ' nobody '],
        [5, 'x'],
      ])
      expect(withoutLines(text, bad)).toBe('030 1234567\n\n0171 3920001')
    }
  })
})

describe('what changed since a list was asked last', () => {
  const eur = (units: number) => ({ units, currency: 'EUR' })
  it.each([
    ['dearer', rateOf(askedAt + 5), eur(889)],
    ['cheaper', rateOf(askedAt + 5), eur(891)],
    [null, rateOf(askedAt + 5), eur(890)],
    ['new', rateOf(askedAt + 5), null],
    ['gone', rateOf(askedAt + 5, null), eur(890)],
    [null, rateOf(askedAt + 5, null), null],
    ['currency', rateOf(askedAt + 5), { units: 890, currency: 'USD' }],
    // not compared with anything
    [null, rateOf(askedAt + 5), undefined],
    // not read this time
    [null, rateOf(askedAt - 5), eur(1)],
    [null, null, eur(1)],
  ] as const)('is %s', (change, rate, before) => expect(changeOf({ number: '1', rate, before }, askedAt)).toBe(change))
  it('sorts, and so do number, destination and price', () => {
    const rows = [
      { number: '+2', rate: rateOf(askedAt + 5), before: eur(800) },
      { number: '+1', rate: null },
      { number: '+3', rate: rateOf(askedAt + 5, { units: 10, currency: 'EUR' }), before: eur(900) },
    ]
    const order = (by: string, descending = false) => sortRates(rows, { by, descending }).map(({ number }) => number)
    expect([order('price'), order('price', true), order('number'), order('change')]).toEqual([
      ['+3', '+2', '+1'],
      ['+1', '+2', '+3'],
      ['+1', '+2', '+3'],
      ['+3', '+1', '+2'],
    ])
  })
})

describe('a row of the table', () => {
  it('is a price read now, an older one, no rate, or not read', () => {
    expect([
      rowState({ number: '1', rate: rateOf(askedAt + 5) }, askedAt),
      rowState({ number: '1', rate: rateOf(askedAt - 5) }, askedAt),
      rowState({ number: '1', rate: rateOf(askedAt, null) }, askedAt),
      rowState({ number: '1', rate: null }, askedAt),
    ]).toEqual([
      { kind: 'price', old: false },
      { kind: 'price', old: true },
      { kind: 'no-rate', old: false },
      { kind: 'not-read', old: false },
    ])
  })
})
