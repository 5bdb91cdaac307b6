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
  await fetchRates(client, credentials, ['0177', '+49'])
  expect(sent).toEqual([{ url: `${V2}rates&numbers=0177%7C%2B49`, method: 'GET', body: '', type: null }])
})
const rate = { number: '0049301', destinationname: 'Germany', price: '0,02', prefix: '0049' }
it.each([
  ['nested once', [rate], 200],
  ['nested twice', [[rate]], 200],
  ['a lone object', rate, 200],
  ['keyed', { a: rate }, 200],
  ['absent', undefined, null],
  ['empty', [], null],
  ['without the number, by position', [{ ...rate, number: undefined }], 200],
])('rates %s', (_name, rates, units) => expect(readRates({ rates }, ['0049301'])[0]?.price?.units ?? null).toBe(units))
it('rates: an answer for another number is never used for this one', () => {
  expect(readRates({ rates: [rate] }, ['0049302'])).toEqual([null])
})
