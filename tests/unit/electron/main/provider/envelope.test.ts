import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText, readEnvelope, refusal } from '../../../../../electron/main/provider/envelope.ts'
import { sampleText } from '../../../../support/fakes/provider-answers.ts'

it('an error with an empty body', () => {
  const envelope = readEnvelope(sampleText('topup-error.json'))
  expect(envelope).toEqual({ ok: false, codes: [{ code: 1200, description: 'Personal Identification Number Not Valid' }], body: null })
})
describe('the envelope’s oddities', () => {
  it.each([
    ['a BOM in front', `\uFEFF ${sampleText('account.json')}`, true],
    ['error as text', '{"error":"false","codes":[{"code":"200","description":"OK"}],"body":{}}', true],
    ['a lone code', '{"error":true,"codes":{"code":"401","description":"x"}}', false],
    ['error missing', '{"codes":[{"code":200,"description":"OK"}]}', true],
    ['error as an empty list', '{"error":[],"codes":[{"code":200,"description":"OK"}]}', true],
    ['error as null', '{"error":null,"codes":[{"code":200,"description":"OK"}]}', true],
    ['error as “no”', '{"error":"No","codes":[{"code":200,"description":"OK"}]}', true],
    ['error as a sentence', '{"error":"PIN not accepted","body":{}}', false],
    ['several codes, one bad', '{"error":false,"codes":[{"code":200},{"code":1011}]}', false],
  ])('%s', (_name, text, ok) => expect(readEnvelope(text)?.ok).toBe(ok))
  it.each(['', '<html>', '{"a":1', '[]', 'null', '{"x":1}'])('%j is none', (text) => expect(readEnvelope(text)).toBeNull())
  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readEnvelope(text)))
  })
  it('reads a description as text, never as markup', () => {
    expect(plainText('Login failed<br>for <b>x</b> &amp; &#x3c;y&#62;<script>alert(1)</script>')).toBe('Login failed for x & <y>')
  })
  it.each([
    [401, 'wrong-credentials'],
    [403, 'not-allowed'],
    [404, 'not-offered'],
    [500, 'provider-unreachable'],
    [503, 'provider-unreachable'],
    [504, 'provider-unreachable'],
    [1234, 'provider-refused'],
  ])('code %i is %s', (code, expected) => expect(refusal({ ok: false, codes: [{ code, description: '' }], body: null }).code).toBe(expected))
  it.each([
    ['error true beside code 200', '{"error":true,"codes":[{"code":200,"description":"Wait for your card"}]}', 200, 'Wait for your card'],
    ['a code of failure without words', '{"error":true,"codes":[{"code":4711},{"code":4712,"description":"Later"}]}', 4711, 'Later'],
    ['no code at all', '{"error":true}', 0, ''],
  ])('%s keeps what was said', (_name, text, code, said) => {
    const envelope = readEnvelope(text)
    expect(envelope && refusal(envelope)).toMatchObject({ code: 'provider-refused', details: { code, text: said } })
  })
})
