import { expect, it } from 'vitest'
import { fetchCdrs, readCdrs } from '../../../../../electron/main/provider/cdrs.ts'
import type { ProviderClient } from '../../../../../electron/main/provider/client.ts'
import { sampleBody } from '../../../../support/fakes/provider-answers.ts'

const BERLIN = 'Europe/Berlin'

it('cdrs, with a duration that start and end contradict', () => {
  const { cdrs, footer } = readCdrs(sampleBody('cdrs.json'), BERLIN)
  expect(cdrs.map(({ number, seconds, mismatch, type, amountWithTax }) => [number, seconds, mismatch, type, amountWithTax?.units])).toEqual([
    ['ONNET214806', 10, false, 'VOIP', 0],
    ['0049123465798', 601, true, 'CALLTHROUGH', 200],
  ])
  expect(new Date(cdrs[0]?.startedAt ?? 0).toISOString()).toBe('2014-02-14T14:40:00.000Z')
  expect(footer.balance).toEqual({ units: 184_000, currency: 'EUR' })
})
const row = { datestart: '2026-11-01 10:00:00', dateend: '2026-11-01 10:00:05', time: '00:00:05', number: '0049301', type: 'NEW', amount: '0.10' }
it.each([
  ['one row as an object', { tr: { td: row } }, 1],
  ['tr as an array', { tr: [{ td: [row] }, { td: { ...row, number: '2' } }] }, 2],
  ['rows right under tbody', [row], 1],
  ['tbody as text', '', 0],
  ['nothing', undefined, 0],
  ['a broken neighbour', { tr: { td: [null, 'x', { datestart: 'never' }, row] } }, 1],
])('cdrs with %s', (_name, tbody, count) => expect(readCdrs({ table: { tbody } }, BERLIN).cdrs.length).toBe(count))
it('equal records keep different keys', () => {
  const { cdrs } = readCdrs({ table: { tbody: { tr: { td: [row, row, row] } } } }, BERLIN)
  expect(new Set(cdrs.map((c) => c.key)).size).toBe(3)
})
it.each([[undefined], [null], [[]], ['']])('cdrs with the body %j are empty, not wrong', (body) => expect(readCdrs(body, BERLIN).cdrs).toEqual([]))

it.each([
  ['nothing', undefined, true],
  ['an empty table', { table: '' }, true],
  ['the account’s footer alone', { customercurrency: 'eur', customeraccountstate: '1,00' }, true],
  ['rows without a table', [row], true],
  ['rows keyed by index without a table', { cdrs: { 0: row } }, true],
  ['a message', { message: 'try again later' }, false],
  ['a text', 'try again later', false],
])('a success with %s is understood: %s', async (_name, body, understood) => {
  const client = { request: async () => ({ ok: true, codes: [], body }) } as unknown as ProviderClient
  const unread: string[] = []
  const reading = fetchCdrs(
    client,
    { userName: 'alice', password: 'made up' },
    { from: '2026-11-01', to: '2026-11-01', show: 500, zone: BERLIN, currency: 'EUR' },
    undefined,
    (more) => unread.push(...more),
  )
  if (understood) expect(await reading).toMatchObject({ skipped: 0 })
  else await expect(reading).rejects.toMatchObject({ code: 'provider-unexpected-reply' })
  expect(unread).toEqual(understood ? [] : [JSON.stringify(body)])
})
it('amounts are in the currency that the reply names, else in the account’s', () => {
  const table = { tbody: { tr: { td: [row] } } }
  expect(readCdrs({ table }, BERLIN, 'USD').cdrs[0]?.amount).toEqual({ units: 1000, currency: 'USD' })
  expect(readCdrs({ table, customercurrency: 'chf' }, BERLIN, 'USD').cdrs[0]?.amount).toEqual({ units: 1000, currency: 'CHF' })
})
it('rows that cannot be read are kept as they came', () => {
  const { unread, skipped } = readCdrs({ table: { tbody: { tr: { td: [row, { datestart: 'never', number: '00493012345' }, 'x'] } } } }, BERLIN)
  expect([skipped, unread]).toEqual([2, ['{"datestart":"never","number":"00493012345"}', '"x"']])
})

it('reads German dates as well, under the key that the same call has with another one', () => {
  const german = { ...row, datestart: '01.11.2026 10:00:00', dateend: '01.11.2026 10:00:05' }
  const of = (one: object) => readCdrs({ table: { tbody: { tr: { td: [one] } } } }, BERLIN).cdrs
  expect(of(german)).toEqual(of(row))
})
