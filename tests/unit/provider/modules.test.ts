import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCallshop } from '../../../electron/main/provider/cdr-callshop.ts'
import { readCdrs } from '../../../electron/main/provider/cdrs.ts'
import { createClient, type Fetch } from '../../../electron/main/provider/client.ts'
import { readEnvelope } from '../../../electron/main/provider/envelope.ts'
import { tryLogin } from '../../../electron/main/provider/login.ts'
import { askCard, readCard } from '../../../electron/main/provider/mycard.ts'
import { checkNumber, readCheckedNumber } from '../../../electron/main/provider/number-check.ts'
import { readAccessNumbers } from '../../../electron/main/provider/online-callthrough.ts'
import { fetchRates, readRates } from '../../../electron/main/provider/rates.ts'
import { sendSms } from '../../../electron/main/provider/sms.ts'
import { sendTopup } from '../../../electron/main/provider/topup.ts'
import { startCallback, stopCallback } from '../../../electron/main/provider/webcallback.ts'

const BERLIN = 'Europe/Berlin'
const sample = (name: string): unknown => readEnvelope(readFileSync(join(import.meta.dirname, '../../fixtures/provider', name), 'utf8'))?.body
const credentials = { userName: 'alice', password: 'made up' }

/** A client that answers with `body` and keeps what it sent. */
function answering(...answers: string[]) {
  const sent: { url: string; method: string; body: string; type: string | null }[] = []
  const fetch: Fetch = async (url, init) => {
    sent.push({ url, method: init.method ?? '', body: String(init.body ?? ''), type: new Headers(init.headers).get('content-type') })
    return new Response(answers.shift() ?? '{"error":false,"codes":[{"code":200,"description":"OK"}]}')
  }
  return { sent, client: createClient({ fetch, baseAddress: 'https://p.example', now: () => Date.UTC(2026, 0, 1) }) }
}
const refused = (code: number): string => `{"error":true,"codes":[{"code":${code},"description":"no"}],"body":[]}`
const V2 = 'https://p.example/api/rest/v2/?'

describe('the samples as printed', () => {
  it('rates', () => {
    expect(readRates(sample('rates.json'), ['030123456', '0177123456', '0999'])).toEqual([
      { destination: 'Germany', price: { units: 400, currency: 'EUR' }, prefix: '0049' },
      { destination: 'Germany Mobile EPlus', price: { units: 1000, currency: 'EUR' }, prefix: '0049177' },
      null,
    ])
  })
  it('cdrs, with the duration that its begin and end contradict', () => {
    const { cdrs, footer } = readCdrs(sample('cdrs.json'), BERLIN)
    expect(cdrs.map(({ number, seconds, mismatch, type, amountWithTax }) => [number, seconds, mismatch, type, amountWithTax?.units])).toEqual([
      ['ONNET214806', 10, false, 'VOIP', 0],
      ['0049123465798', 601, true, 'CALLTHROUGH', 200],
    ])
    expect(new Date(cdrs[0]?.startedAt ?? 0).toISOString()).toBe('2014-02-14T14:40:00.000Z')
    expect(footer.balance).toEqual({ units: 184_000, currency: 'EUR' })
  })
  it('cdr-callshop: equal rows each count', () => {
    const { records } = readCallshop(sample('cdr-callshop.json'), BERLIN, 'EUR')
    expect(records.map((r) => r.amount?.units)).toEqual([12, 53, 12])
    expect(records[0]).toMatchObject({ caller: '00493019991390875', callee: '0049179123456', seconds: 4, destination: 'Germany Mobile O2' })
  })
  it.each([
    ['mycard-show.txt', true],
    ['mycard-insert.txt', true],
    ['mycard-blockcard.txt', false],
    ['mycard-disableCliByNumber.txt', false],
    ['mycard-unblockcard.txt', true],
    ['mycard-changeCliByNumber.txt', true],
    ['mycard-activateMyCard.txt', true],
  ])('%s, with its surplus brace and single quotes', (name, usable) => {
    expect(readCard(sample(name))).toMatchObject({ serial: '12871384', pin: '321582778', balance: { units: 1000, currency: 'EUR' }, usable })
  })
  it('number-check', () => {
    expect(readCheckedNumber(sample('number-check.txt'))).toEqual({ complete: '49179123456789', prefix: '49179', name: 'Germany Mobile O2' })
  })
})

describe('what is sent', () => {
  it('rates: the pipe and the plus are encoded', async () => {
    const { sent, client } = answering()
    await fetchRates(client, credentials, ['0177', '+49'])
    expect(sent).toEqual([{ url: `${V2}rates&numbers=0177%7C%2B49`, method: 'GET', body: '', type: null }])
  })
  it('topup: the PIN alone, leading zeros kept', async () => {
    const { sent, client } = answering()
    await sendTopup(client, credentials, '0012 3'.replace(' ', ''))
    expect(sent).toEqual([{ url: `${V2}topup`, method: 'POST', body: 'pin=00123', type: 'application/x-www-form-urlencoded' }])
  })
  it('webcallback: start, and stop with both names', async () => {
    const { sent, client } = answering('{"error":false,"codes":[{"code":200}],"body":{"callId":"A-1"}}')
    expect((await startCallback(client, credentials, { from: '+4930', to: '0044' })).callId).toBe('A-1')
    await stopCallback(client, credentials, 'A-1')
    expect(sent.map((s) => s.body)).toEqual(['act=trycallback&aNumber=%2B4930&bNumber=0044', 'act=stopcallback&callId=A-1&callerId=A-1'])
  })
  it('a callback that is gone counts as stopped; one without an id cannot be stopped', async () => {
    const { client } = answering(refused(1001), '{"error":false,"codes":[{"code":200}],"body":{}}')
    await stopCallback(client, credentials, 'A-1')
    expect((await startCallback(client, credentials, { from: '1', to: '2' })).callId).toBeNull()
  })
  it('mycard-v2: fields by their printed names, umlauts in UTF-8', async () => {
    const { sent, client } = answering()
    await askCard(client, credentials, { act: 'insert', cli: '49176', customer: 'Jürgen & Söhne', amount: '5.00', bySms: false, smsText: '' })
    await askCard(client, credentials, { act: 'changeCliByNumber', cli: '49176', newCli: '49177', realm: 'r/1' })
    await askCard(client, credentials, { act: 'activateMyCard', cli: '49176', pin: '0815', realm: 'r' })
    expect(sent.map((s) => s.body)).toEqual([
      'm=mycard-v2&v=json&act=insert&Telefon=49176&Kunde=J%C3%BCrgen+%26+S%C3%B6hne&Amount=5.00&sendSmsInfo=0',
      'm=mycard-v2&v=json&act=changeCliByNumber&realm=r%2F1&cli=49176&newCli=49177',
      'm=mycard-v2&v=json&act=activateMyCard&realm=r&cli=49176&PIN=0815',
    ])
  })
  it('sms: one request a recipient, with the plus encoded', async () => {
    const { sent, client } = answering('{"error":false,"codes":[{"code":200}],"body":{"smsbilledId":"ID"}}')
    expect((await sendSms(client, credentials, { number: '+4917', message: 'Grüße' })).billedId).toBe('ID')
    expect(sent[0]?.body).toBe('act=sendSms&phonenumbers=%2B4917&message=Gr%C3%BC%C3%9Fe')
  })
  it('number-check by v3; unknown is no valid number', async () => {
    const { sent, client } = answering(refused(1001))
    expect(await checkNumber(client, credentials, { countryCode: '49', national: '17' })).toBeNull()
    expect(sent[0]?.url).toBe('https://p.example/api/rest/v3/number-check?prefix=49&number=17')
  })
  it('login is optional', async () => {
    const { sent, client } = answering(refused(404))
    expect(await tryLogin(client, credentials)).toBe(false)
    expect(sent[0]).toMatchObject({ url: 'https://p.example/api/rest/v3/login', method: 'POST', body: '' })
  })
})

describe('shapes', () => {
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
  it('rates: an answer for another number is never taken for this one', () => {
    expect(readRates({ rates: [rate] }, ['0049302'])).toEqual([null])
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
  it('callshop takes `date` as well as `data`', () => {
    expect(readCallshop({ cdrs: [{ date: '2026-11-01 10:00:00.000', duration: '7', amount: '0,1' }] }, BERLIN, 'EUR').records[0]).toMatchObject({
      seconds: 7,
    })
  })
  it.each([
    [1, true],
    ['1', true],
    ['', false],
    [' ', false],
    [null, false],
    [false, false],
    ['0', false],
    [undefined, false],
  ])('active %j is usable: %s', (active, usable) => expect(readCard({ fldSerial: '1', active })?.usable).toBe(usable))
  it('a card one level down, with an amount in thousands', () => {
    expect(readCard({ card: { fldSerial: '1', Amount: '1.234,56 EUR', active: 1 } })?.balance).toEqual({ units: 12_345_600, currency: 'EUR' })
  })
  it('access numbers with an empty map as []', () => {
    const body = {
      dialinnumberGeo: { de: '4930123456', xx1: '1' },
      dialinnumberFree: { us: '18001234567' },
      callbacknumberFree: [],
      dialinnumber: '',
    }
    expect(readAccessNumbers(body)).toMatchObject({
      dialInLocal: { DE: '+4930123456' },
      dialInFree: { US: '+18001234567' },
      callbackFree: {},
      personal: null,
    })
  })
  it('never throw', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        readRates(body, ['1'])
        readCdrs(body, BERLIN)
        readCallshop(body, BERLIN, 'EUR')
        readCard(body)
        readCheckedNumber(body)
        readAccessNumbers(body)
        readRates({ rates: body }, ['1'])
        readCdrs({ table: { tbody: body } }, BERLIN)
      }),
    )
  })
})

describe('costly requests', () => {
  it.each([
    ['topup', (c: ReturnType<typeof answering>['client']) => sendTopup(c, credentials, '1')],
    ['callback', (c: ReturnType<typeof answering>['client']) => startCallback(c, credentials, { from: '1', to: '2' })],
    ['sms', (c: ReturnType<typeof answering>['client']) => sendSms(c, credentials, { number: '1', message: 'x' })],
    [
      'card',
      (c: ReturnType<typeof answering>['client']) =>
        askCard(c, credentials, { act: 'insert', cli: '1', customer: '', amount: '1.00', bySms: false, smsText: '' }),
    ],
  ])('%s is not repeated after a lost connection', async (_name, send) => {
    let requests = 0
    const fetch: Fetch = async () => {
      requests += 1
      throw new TypeError('net::ERR_CONNECTION_RESET')
    }
    await expect(send(createClient({ fetch, baseAddress: 'https://p.example', now: Date.now }))).rejects.toMatchObject({
      code: 'provider-unreachable',
    })
    expect(requests).toBe(1)
  })
})
