import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { readCallLink } from '../../../../shared/domain/link.ts'

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
    ['anna.smith', 'anna.smith', null],
    ['sip:anna-m.smith@pbx.example', 'anna-m.smith', null],
  ])('%s', (typed, target, e164) => expect(dial(typed)).toMatchObject({ kind: 'number', target, emergency: false, ...(e164 ? { e164 } : {}) }))
  it.each([
    ['(+49) (0)30 1234567', '+49301234567'],
    ['+49 030 1234567', '+49301234567'],
    ['+49(030)1234567', '+49301234567'],
    ['+49 ( 0 ) 30 1234567', '+49301234567'],
    ['0049 030 1234567', '0049301234567'],
    // Italy's 0 is part of the number
    ['+39 06 698 12345', '+390669812345'],
    ['0039 06 698 12345', '00390669812345'],
    ['+49 112', '+49112'],
    ['00112', '00112'],
  ])('%s is dialled as it is shown: %s', (typed, target) => {
    const form = dial(typed)
    expect(form).toMatchObject({ target, emergency: false })
    if (form.kind === 'number' && form.e164) expect(form.e164).toBe(target.replace(/^00/, '+'))
    expect(dial(typed, { ...plain, escapePlus: true })).toMatchObject({ target: target.replace(/^\+/, '00') })
  })
  it('dials a local number in a link’s context without the 0 in front of the area', () =>
    expect(dial(readCallLink('tel:0301234567;phone-context=+49')?.number ?? '')).toMatchObject({ target: '+49301234567' }))
  it('dials every number in full as it is shown', () => {
    const digits = fc.tuple(
      fc.constantFrom('+', '00'),
      fc.constantFrom('1', '7', '39', '44', '49', '52', '54', '61'),
      fc.stringMatching(/^\d{4,12}$/),
    )
    fc.assert(
      fc.property(digits, (parts) => {
        const form = dial(parts.join(''))
        if (form.kind !== 'number' || !form.e164) return
        expect(form.target).toBe(form.e164.replace('+', parts[0]))
      }),
    )
  })
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
