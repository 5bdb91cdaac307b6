import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAccounts } from '../../../../../electron/main/provider/account.ts'
import { readCallshop } from '../../../../../electron/main/provider/cdr-callshop.ts'
import { readCdrs } from '../../../../../electron/main/provider/cdrs.ts'
import { readRates } from '../../../../../electron/main/provider/rates.ts'
import { readVoipList } from '../../../../../electron/main/provider/voiplist.ts'

const BERLIN = 'Europe/Berlin'
const row = { datestart: '2026-11-01 10:00:00', dateend: '2026-11-01 10:00:05', time: '00:00:05', number: '0049301', type: 'VOIP', amount: '0.10' }
const shop = { data: '2026-11-01 10:00:00.000', caller: '0049301', callee: '0049302', duration: '5', billingduration: '60', amount: '0,1' }
const keyed = (rows: readonly unknown[]): object => Object.fromEntries(rows.map((r, i) => [String(i), r]))

describe('billed calls', () => {
  it.each([
    ['td keyed by index', { tr: { td: keyed([row, row]) } }, 2, 0],
    ['tr keyed by index', { tr: keyed([{ td: row }, { td: keyed([row]) }]) }, 2, 0],
    ['all of it keyed by index', keyed([{ tr: keyed([{ td: keyed([row, row]) }]) }]), 2, 0],
    ['an attribute of the table', { tr: { '@attributes': { class: 'x' }, td: [row] } }, 1, 0],
    ['a cell that is empty', { tr: { td: '' } }, 0, 0],
    ['a row that cannot be read', { tr: { td: keyed([row, { datestart: 'never' }, 'x']) } }, 1, 2],
  ])('%s', (_name, tbody, count, skipped) => {
    const reply = readCdrs({ table: { tbody } }, BERLIN)
    expect([reply.cdrs.length, reply.skipped, reply.rows]).toEqual([count, skipped, count + skipped])
  })
})

it.each([
  ['a list of tables', { table: [{ tbody: { tr: { td: [row, row] } } }] }],
  ['tables keyed by index', { table: { 0: { tbody: { tr: { td: [row, row] } } } } }],
  ['the body keyed by index', { 0: { table: { tbody: { tr: { td: [row, row] } } } } }],
  ['a table without tbody', { table: { caption: 'x', tr: { td: [row, row] } } }],
])('billed calls in %s', (_name, body) => expect(readCdrs(body, BERLIN).cdrs).toHaveLength(2))

describe('a callshop’s records', () => {
  const read = (body: unknown) => {
    const { records, skipped, complete } = readCallshop(body, BERLIN, 'EUR')
    return [records.length, skipped, complete]
  }
  it.each([
    ['keyed by index', { cdrs: keyed([shop, shop]) }, [2, 0, true]],
    ['a lone record', { cdrs: shop }, [1, 0, true]],
    ['the body itself as the list', [shop], [1, 0, true]],
    ['the body itself keyed by index', keyed([shop, shop]), [2, 0, true]],
    ['an empty body', null, [0, 0, true]],
    ['an empty list', { cdrs: [] }, [0, 0, true]],
    ['one that cannot be read', { cdrs: [shop, { ...shop, data: 'never' }] }, [1, 1, false]],
    ['a body without a list', { message: 'later' }, [0, 0, false]],
    ['null instead of a list', { cdrs: null }, [0, 0, false]],
    ['a message instead of a list', { cdrs: { message: '' } }, [0, 0, false]],
  ])('%s', (_name, body, expected) => expect(read(body)).toEqual(expected))
  it.each([
    ['00:01:30', 90],
    ['01:30', 90],
    ['90', 90],
    ['90.0', 90],
    [90, 90],
    ['1:00:00', 3600],
    ['125:30', 7530],
    ['90 s', 90],
    ['', 0],
    ['soon', 0],
  ])('a billed duration of %j is %i s', (billingduration, seconds) => {
    expect(readCallshop({ cdrs: [{ ...shop, billingduration }] }, BERLIN, 'EUR').records[0]?.billedSeconds).toBe(seconds)
  })
})

describe('the list of lines', () => {
  const listed = (body: unknown) => readVoipList(body).listed
  it('is distinguished from no list', () => {
    expect([listed({ voiplist: [] }), listed({ voiplist: {} }), listed({ voiplist: { sip_1: { type: 'SIP', ip: 'h' } } })]).toEqual([
      true,
      true,
      true,
    ])
    expect([listed({ voiplist: { iax_1: { type: 'IAX' } } }), listed({ voiplist: { x: { type: 'H323', username: 'u' } } })]).toEqual([true, true])
    expect([listed(null), listed([]), listed({}), listed({ voiplist: null }), listed({ voiplist: 'x' })]).toEqual([false, false, false, false, false])
  })
  it.each([
    { message: 'later' },
    { message: { type: 'later' } },
    { sip_1: { type: 'SIP' } },
    { sip_1: '', sip_2: null },
    { line: [{ type: 'SIP' }] },
    [{ sip_1: { type: 'SIP' } }],
    { sip_1: { username: 'a' } },
  ])('of which nothing can be read is no list: %j', (voiplist) => expect(listed({ voiplist })).toBe(false))
  it('names what it holds besides SIP lines', () => {
    const { records, otherTypes } = readVoipList({ voiplist: { iax_1: { type: 'IAX' }, iax_2: { type: 'IAX' }, x: { type: ' H323 ' } } })
    expect([records, otherTypes]).toEqual([[], ['IAX', 'H323']])
  })
})

it.each([
  ['12,50 &euro;', 125_000],
  ['12,50&nbsp;EUR', 125_000],
  ['&minus;5,00', -50_000],
])('an amount of %s is read', (amount, units) =>
  expect(readAccounts({ accounts: [{ accountnumber: '1', amount }] }).accounts[0]?.balance?.units).toBe(units),
)

it('names of an account are text, not markup', () => {
  expect(readAccounts({ accounts: [{ accountnumber: '1', customername: 'M&uuml;ller &amp; S&ouml;hne' }] }).accounts[0]?.customerName).toBe(
    'Müller & Söhne',
  )
})

describe('whatever comes', () => {
  const readAll = (body: unknown): void => {
    readAccounts(body)
    readCdrs(body, BERLIN)
    readCallshop(body, BERLIN, 'EUR')
    readRates(body, ['1'])
    readVoipList(body)
  }
  const wrapped = (value: unknown): unknown => ({ accounts: value, table: { tbody: value }, cdrs: value, rates: value, voiplist: value })
  it('is read without an exception', () => fc.assert(fc.property(fc.anything(), (value) => readAll(wrapped(value)))))
  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('%s a hundred thousand deep are read without an exception', (_name, open, close) => {
    readAll(wrapped(JSON.parse(open.repeat(100_000) + (open === '[' ? '' : '1') + close.repeat(100_000))))
  })
  it('counts every row once: read or skipped', () => {
    const rowLike = fc.oneof(
      fc.constant(row),
      fc.constant({ datestart: 'never' }),
      fc.string({ minLength: 1 }),
      fc.integer(),
      fc.record({ datestart: fc.string() }),
    )
    fc.assert(
      fc.property(fc.array(rowLike), fc.boolean(), (rows, asObject) => {
        const reply = readCdrs({ table: { tbody: { tr: { td: asObject ? keyed(rows) : rows } } } }, BERLIN)
        expect([reply.rows, reply.cdrs.length + reply.skipped]).toEqual([rows.length, rows.length])
      }),
    )
  })
})
