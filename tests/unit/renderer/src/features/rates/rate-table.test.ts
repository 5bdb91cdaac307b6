import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { RateTable } from '../../../../../../renderer/src/features/rates/rate-table.tsx'
import { startLanguages } from '../../../../../../renderer/src/i18n/index.ts'
import { rateOf } from '../../../../../support/rate.ts'

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} })
  return startLanguages('en', 'Dialdesk')
})
afterAll(() => void vi.unstubAllGlobals())
// the destination below the number stands in for its column, where there is no room for it
const textOf = (html: string): string =>
  html
    .replace(/<small class="below-number">.*?<\/small>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
const askedAt = Date.UTC(2026, 10, 23, 13, 31)

describe('a row of the table', () => {
  it('shows an old price with the time of that price, and one that was not read as such', () => {
    const rows = [
      { number: '+441', rate: rateOf(Date.UTC(2026, 9, 1, 12, 0)) },
      { number: '+442', rate: null },
      { number: '+443', rate: rateOf(askedAt, null) },
    ]
    const order = { by: 'price', descending: false }
    const cells = textOf(
      renderToStaticMarkup(
        createElement(RateTable, { rows, askedAt, region: 'DE', mayCallBack: true, order, onOrder: () => {}, scroller: { current: null } }),
      ),
    )
    expect(cells).toMatch(/United Kingdom 0044 €0\.0890 as of Oct 1, 2026/)
    expect(cells).toContain('Not available')
    expect(cells.match(/Not in the price list/g)?.length).toBe(1)
  })
})
