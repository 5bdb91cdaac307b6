import { expect, it } from 'vitest'
import { fetchRates, readRates } from '../../../../../electron/main/provider/rates.ts'
import { answering, credentials, sampleBody } from '../../../../support/fakes/provider-answers.ts'

const V2 = 'https://p.example/api/rest/v2/?'

it('the sample as printed', () => {
  expect(readRates(sampleBody('rates.json'), ['030123456', '0177123456', '0999'])).toEqual([
    { destination: 'Germany', price: { units: 400, currency: 'EUR' }, prefix: '0049' },
    { destination: 'Germany Mobile EPlus', price: { units: 1000, currency: 'EUR' }, prefix: '0049177' },
    null,
  ])
})
it('rates: the pipe and the plus are encoded', async () => {
  const { sent, client } = answering()
  await fetchRates(client, credentials, ['0177', '+49']).catch(() => {})
  expect(sent).toEqual([{ url: `${V2}rates&numbers=0177%7C%2B49`, method: 'GET', body: '', type: null }])
})
const rate = { number: '0049301', destinationname: 'Germany', price: '0,02', prefix: '0049' }
it.each([
  ['nested once', [rate], 200],
  ['nested twice', [[rate]], 200],
  ['a lone object', rate, 200],
  ['keyed', { a: rate }, 200],
  ['empty', [], null],
  ['without the number, by position', [{ ...rate, number: undefined }], 200],
])('rates %s', (_name, rates, units) => expect(readRates({ rates }, ['0049301'])?.[0]?.price?.units ?? null).toBe(units))
it('rates: an answer for another number is never used for this one', () => {
  expect(readRates({ rates: [rate] }, ['0049302'])).toEqual([null])
})
it.each([undefined, null, 'temporarily not available'])('rates: %j is no list, which is an error and not "no rate"', async (rates) => {
  expect(readRates({ rates, currency: 'EUR' }, ['0049301'])).toBeNull()
})
it('rates: a price that cannot be read is not taken for "no rate"', () => {
  expect(readRates({ rates: [{ ...rate, price: 'n/a' }] }, ['0049301', '0049302'])).toEqual([undefined, null])
})
it('rates: keyed by their numbers belong to them, in whatever order they come', () => {
  const keyed = { 4930123: { destinationname: 'Germany', price: '0,04' }, 331999: { destinationname: 'France', price: '9,99' } }
  expect(readRates({ rates: keyed }, ['004930123', '00331999'])?.map((r) => r?.destination)).toEqual(['Germany', 'France'])
})
it('rates: an answer may leave out the international prefix', () => {
  expect(readRates({ rates: [{ ...rate, number: '49301' }] }, ['0049301'])?.[0]?.destination).toBe('Germany')
})
