import { describe, expect, it } from 'vitest'
import { readNumberList, rowState } from '../../../../../../renderer/src/features/rates/rate-list.ts'
import { RATES_MOST } from '../../../../../../shared/domain/rate.ts'
import { rateOf } from '../../../../../support/rate.ts'

const askedAt = Date.UTC(2026, 10, 23, 13, 31)

describe('a pasted list', () => {
  const good = Array.from({ length: 20 }, (_, i) => `+49 30 12345${String(i).padStart(2, '0')}`)
  it('loses no number for a bad one among twenty-one, and names the bad one', () => {
    const list = readNumberList([...good.slice(0, 7), 'nobody', ...good.slice(7)].join('\r\n'))
    expect(list).toEqual({ numbers: good, bad: ['nobody'], beyond: 0 })
  })
  it('is not cut at twenty', () => {
    expect(readNumberList([...good, '+4930999999', '12'].join('\n'))).toMatchObject({ numbers: [...good, '+4930999999'], bad: ['12'] })
  })
  it('says how many are beyond what one look-up takes', () => {
    const many = Array.from({ length: RATES_MOST + 3 }, (_, i) => `+4930${1_000_000 + i}`)
    expect([readNumberList(many.join('\n')).numbers.length, readNumberList(many.join('\n')).beyond]).toEqual([RATES_MOST, 3])
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
