import { describe, expect, it } from 'vitest'
import { dialledForm } from '../../../../shared/domain/dial-plan.ts'

describe('what is really dialled', () => {
  const plain = { prefix: '', escapePlus: false, forbidSelfCall: true }
  const dial = (text: string, rules = plain) => dialledForm(text, rules, 'DE', 'demo')
  it.each([
    ['+44 7700 900123', '+447700900123', '+447700900123'],
    ['0044 (7700) 900-123', '00447700900123', '+447700900123'],
    ['+49 (0)30 23125 110', '+493023125110', '+493023125110'],
    ['030/23125110', '03023125110', '+493023125110'],
    ['tel:+1-202-555-0147', '+12025550147', '+12025550147'],
    ['0800 FLOWERS', '08003569377', null],
    ['10000', '10000', null],
    ['*43#', '*43#', null],
    ['ONNET214806', 'ONNET214806', null],
  ])('%s', (typed, target, e164) => expect(dial(typed)).toMatchObject({ kind: 'number', target, emergency: false, ...(e164 ? { e164 } : {}) }))
  it('follows the line’s rules', () => {
    expect(dial('030 23125110', { ...plain, prefix: '49' })).toMatchObject({ target: '+493023125110' })
    expect(dial('030 23125110', { ...plain, prefix: '49', escapePlus: true })).toMatchObject({ target: '00493023125110' })
    expect(dial('+447700900123', { ...plain, escapePlus: true })).toMatchObject({ target: '00447700900123' })
  })
  it('knows the destination’s country, also where a code is shared', () => {
    expect([dial('+447700900123'), dial('030 23125110'), dial('+12025550147')]).toMatchObject([{ region: 'GB' }, { region: 'DE' }, { region: 'US' }])
  })
  it('leaves emergency and short numbers as typed', () => {
    expect(dial('112', { ...plain, prefix: '49', escapePlus: true })).toMatchObject({ target: '112', emergency: true })
    expect(dial('1 1 0')).toMatchObject({ target: '110', emergency: true })
    expect(dial('0800', { ...plain, prefix: '49' })).toMatchObject({ target: '0800' })
  })
  it.each(['', '  ', '<script>', 'a b c@d', '😀'])('refuses %j', (typed) => expect(dial(typed)).toEqual({ kind: 'refused', code: 'number-invalid' }))
  it('refuses the line itself where the provider says so', () => {
    expect(dial('demo')).toEqual({ kind: 'refused', code: 'self-call' })
    expect(dial('demo', { ...plain, forbidSelfCall: false })).toMatchObject({ kind: 'number' })
  })
})
