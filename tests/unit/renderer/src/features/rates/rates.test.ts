import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Price } from '../../../../../../renderer/src/components/price.tsx'
import { readNumberList, rowState } from '../../../../../../renderer/src/features/rates/rate-list.ts'
import { RateTable } from '../../../../../../renderer/src/features/rates/rate-table.tsx'
import { startLanguages } from '../../../../../../renderer/src/i18n/index.ts'
import type { Failure } from '../../../../../../shared/domain/failure.ts'
import { RATES_MOST, type Rate } from '../../../../../../shared/domain/rate.ts'

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} })
  return startLanguages('en', 'Dialdesk')
})
afterAll(() => void vi.unstubAllGlobals())
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const askedAt = Date.UTC(2026, 10, 23, 13, 31)
const rate = (asOf: number, price: Rate['price'] = { units: 890, currency: 'EUR' }): Rate => ({
  number: '0044',
  destination: price ? 'United Kingdom' : '',
  price,
  prefix: '0044',
  asOf,
})
const failure = (code: Failure['code']): Failure => ({ code, message: '', retryable: true })

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
      rowState({ number: '1', rate: rate(askedAt + 5) }, askedAt),
      rowState({ number: '1', rate: rate(askedAt - 5) }, askedAt),
      rowState({ number: '1', rate: rate(askedAt, null) }, askedAt),
      rowState({ number: '1', rate: null }, askedAt),
    ]).toEqual([
      { kind: 'price', old: false },
      { kind: 'price', old: true },
      { kind: 'no-rate', old: false },
      { kind: 'not-read', old: false },
    ])
  })
  it('shows an old price with the time of that price, and one that was not read as such', () => {
    const rows = [
      { number: '+441', rate: rate(Date.UTC(2026, 9, 1, 12, 0)) },
      { number: '+442', rate: null },
      { number: '+443', rate: rate(askedAt, null) },
    ]
    const cells = textOf(renderToStaticMarkup(createElement(RateTable, { rows, askedAt, region: 'DE' })))
    expect(cells).toMatch(/United Kingdom 0044 €0\.0890 as of Oct 1, 2026/)
    expect(cells).toContain('Not read')
    expect(cells.match(/Not in the price list/g)?.length).toBe(1)
  })
})

describe('a price on its own', () => {
  const shown = (of: Parameters<typeof Price>[0]['of']): string => textOf(renderToStaticMarkup(createElement(Price, { of })))
  it('that is new has no time', () => {
    expect(shown({ state: 'known', rate: rate(Date.now()), error: null })).toBe(' €0.0890 per minute ')
  })
  it('that could not be read again has its time and the reason', () => {
    expect(shown({ state: 'known', rate: rate(Date.UTC(2026, 9, 1, 12, 0)), error: failure('provider-timeout') })).toMatch(
      /as of Oct 1, 2026, \d\d:\d\d · not read again/,
    )
    expect(shown({ state: 'known', rate: rate(Date.now(), null), error: failure('offline') })).toMatch(/no rate as of .* · offline right now/)
  })
  it('that could not be read is no "no rate", and offline is said', () => {
    expect(shown({ state: 'failed', error: failure('provider-timeout') }).trim()).toBe('rate not available')
    expect(shown({ state: 'failed', error: failure('offline') })).toContain('offline right now')
  })
})
