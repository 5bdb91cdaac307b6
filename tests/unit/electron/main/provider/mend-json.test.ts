import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { plainText, readEnvelope } from '../../../../../electron/main/provider/envelope.ts'
import { mendJson } from '../../../../../electron/main/provider/mend-json.ts'
import { readRates } from '../../../../../electron/main/provider/rates.ts'

afterEach(() => void vi.restoreAllMocks())

describe('a reply that is nearly JSON', () => {
  it.each([
    [`{'a':'b'}`, { a: 'b' }],
    [`{"a":1}}`, { a: 1 }],
    [`{"a":'it is "so"'}`, { a: 'it is "so"' }],
    [`{"a":'it\\'s'}`, { a: "it's" }],
    [`{"a":"it's"}}`, { a: "it's" }],
    [`{"a":"}"}}`, { a: '}' }],
  ])('%s', (text, value) => expect(JSON.parse(mendJson(text) ?? '')).toEqual(value))
  it.each(['{"a', "{'a", '"\\"'])('%s is not mended', (text) => expect(mendJson(text)).toBeNull())
  it('is not mended past the size of any sample', () => expect(mendJson(`{"a":'${'x'.repeat(300_000)}'}`)).toBeNull())
  it('leaves JSON as it is, whatever is in it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(mendJson(text) ?? '')).toEqual(JSON.parse(text))
      }),
    )
  })
  it('reads what JSON would be with double quotes', () => {
    const value = fc.dictionary(fc.stringMatching(/^\w{1,8}$/), fc.stringMatching(/^[\w "']{0,12}$/))
    fc.assert(
      fc.property(value, (record) => {
        const single = (text: string): string => `'${text.replaceAll("'", "\\'")}'`
        const text = `{${Object.entries(record).map(([k, v]) => `${single(k)}:${single(v)}`)}}}`
        expect(JSON.parse(mendJson(text) ?? '')).toEqual(record)
      }),
    )
  })
})

// Quadratic readers take minutes with these; the count of what is searched shows that time is not the only thing that bounds them.
describe('a hostile reply', () => {
  const escapes = '"\\'.repeat(100_000)
  it.each([
    ['quotes that are escaped and never closed', `{"error":true,"a":${'\\"'.repeat(100_000)}`],
    ['quotes and backslashes', `{"error":true,"a":${escapes}`],
    ['single quotes that never close', `{"error":true,"a":${"\\'".repeat(100_000)}`],
    ['single quotes and double ones', `{"error":true,${`'"`.repeat(100_000)}`],
  ])('%s', (_name, text) => expect(readEnvelope(text)).toBeNull())
  it('8 MiB of escaped quotes', () => expect(readEnvelope(`{"error":true,"a":${'\\"'.repeat(4 * 1024 * 1024)}`)).toBeNull())
  it('descriptions of nothing but openings of tags', () => {
    const description = '<script'.repeat(3000)
    const codes = Array.from({ length: 400 }, () => ({ code: 500, description }))
    expect(readEnvelope(JSON.stringify({ error: true, codes }))?.codes.length).toBe(400)
  })
  it.each(['<', '<script', '<script>', '</script', '<style></script>', '&', '&amp', '<!--'])(
    'twenty thousand signs of %s are searched few times',
    (piece) => {
      const search = vi.spyOn(String.prototype, 'indexOf')
      const test = vi.spyOn(RegExp.prototype, 'test')
      const pieces = Math.ceil(20_000 / piece.length)
      plainText(piece.repeat(pieces))
      // a search that fails ends the matter; one that succeeds moves past what it found
      expect(search.mock.calls.length + test.mock.calls.length).toBeLessThanOrEqual(5 * pieces)
      expect(test.mock.results.filter((r) => r.value === false).length).toBeLessThanOrEqual(2)
    },
  )
  it('prices without end are gone through once, not once for each number', () => {
    const rates = Array.from({ length: 2000 }, (_, i) => ({ number: String(i), price: '1' }))
    const reads = vi.spyOn(String.prototype, 'replace')
    readRates({ rates }, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
    expect(reads.mock.calls.length).toBeLessThan(3 * rates.length)
  })
})
