import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAccounts } from '../../../electron/main/provider/account.ts'
import { readBaseAddress } from '../../../electron/main/provider/base-address.ts'
import { plainText, readEnvelope, refusal } from '../../../electron/main/provider/envelope.ts'
import { readVoipList } from '../../../electron/main/provider/voiplist.ts'

const sample = (name: string): string => readFileSync(join(import.meta.dirname, '../../fixtures/provider', `${name}.json`), 'utf8')
const body = (name: string): unknown => readEnvelope(sample(name))?.body

describe('the vendor’s samples as printed', () => {
  it('account', () => {
    expect(readAccounts(body('account')).accounts).toEqual([
      {
        customerName: 'Demo Kunde',
        customerNumber: '00216559',
        accountNumber: '7346165',
        accountName: 'Account, Demo',
        balance: { units: 154_426, currency: 'EUR' },
      },
    ])
  })
  it('voiplist', () => {
    const { records, skipped, footer } = readVoipList(body('voiplist'))
    expect(skipped).toEqual([])
    expect(records.map((r) => [r.id, r.fields['username'], r.fields['ip']])).toEqual([['sip_1', 'demo', '111.222.333.444:50123']])
    expect(footer).toEqual({ currency: 'EUR', balance: { units: 184_000, currency: 'EUR' } })
  })
  it('an error with an empty body', () => {
    const envelope = readEnvelope(sample('topup-error'))
    expect(envelope).toEqual({ ok: false, codes: [{ code: 1200, description: 'Personal Identification Number Not Valid' }], body: null })
  })
})

describe('the envelope’s oddities', () => {
  it.each([
    ['a BOM in front', `\uFEFF ${sample('account')}`, true],
    ['error as text', '{"error":"false","codes":[{"code":"200","description":"OK"}],"body":{}}', true],
    ['a lone code', '{"error":true,"codes":{"code":"401","description":"x"}}', false],
    ['error missing', '{"codes":[{"code":200,"description":"OK"}]}', true],
    ['several codes, one bad', '{"error":false,"codes":[{"code":200},{"code":1011}]}', false],
  ])('%s', (_name, text, ok) => expect(readEnvelope(text)?.ok).toBe(ok))
  it.each(['', '<html>', '{"a":1', '[]', 'null', '{"x":1}'])('%j is none', (text) => expect(readEnvelope(text)).toBeNull())
  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readEnvelope(text)))
  })
  it('takes a description for text, never for markup', () => {
    expect(plainText('Login failed<br>for <b>x</b> &amp; &#x3c;y&#62;<script>alert(1)</script>')).toBe('Login failed for x & <y>')
  })
  it.each([
    [401, 'wrong-credentials'],
    [403, 'not-allowed'],
    [404, 'not-offered'],
    [504, 'provider-unreachable'],
    [1234, 'provider-refused'],
  ])('code %i is %s', (code, expected) => expect(refusal({ ok: false, codes: [{ code, description: '' }], body: null }).code).toBe(expected))
})

describe('liberal lists', () => {
  const account = { accountnumber: '1', amount: '-1.234,56' }
  it.each([
    ['array', [account], 1],
    ['lone object', account, 1],
    ['keyed by id', { a: account, b: account }, 2],
    ['empty array', [], 0],
    ['null', null, 0],
    ['a broken neighbour', [null, 'x', account], 1],
  ])('accounts as %s', (_name, accounts, count) => expect(readAccounts({ accounts }).accounts.length).toBe(count))
  it('sorts lines by their number and loses no neighbour of a broken one', () => {
    const line = { type: 'sip', username: 'u' }
    const { records, skipped } = readVoipList({ voiplist: { sip_10: line, sip_2: line, iax_1: { type: 'IAX' }, sip_1: line, sip_3: 'x' } })
    expect(records.map((r) => r.id)).toEqual(['sip_1', 'sip_2', 'sip_10'])
    expect([...skipped].sort()).toEqual(['iax_1', 'sip_3'])
  })
  it('never throws, and keeps every good line among garbage', () => {
    const good = { type: 'SIP', username: 'good' }
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^x\w{1,8}$/), fc.anything()), (garbage) => {
        expect(readVoipList({ voiplist: { ...garbage, sip_7: good } }).records.some((r) => r.id === 'sip_7')).toBe(true)
        readAccounts(garbage)
      }),
    )
  })
})

describe('the provider address', () => {
  it.each([
    ['login.provider.example', 'https://login.provider.example'],
    ['https://login.provider.example/', 'https://login.provider.example'],
    [' https://login.provider.example/api/rest/v2/ ', 'https://login.provider.example'],
    ['https://host.example/reseller', 'https://host.example/reseller'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s', (typed, base) => expect(readBaseAddress(typed)).toBe(base))
  it.each(['http://login.provider.example', 'ftp://x', '', 'https://user:pw@x.example', 'https://x.example/?a=1'])('refuses %j', (typed) => {
    expect(() => readBaseAddress(typed)).toThrow(expect.objectContaining({ code: 'address-invalid' }))
  })
})
