import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPin, readPin, withoutPin } from '../../../../shared/domain/pin.ts'

describe('a PIN', () => {
  it.each([
    ['00 1234-5678', '0012345678'],
    [' 4821009357\n', '4821009357'],
    ['AB12-cd34', 'AB12cd34'],
    ['123', null],
    ['12/34', null],
    ['', null],
  ])('%j is %j', (text, pin) => expect(readPin(text)).toBe(pin))
})

describe('a PIN in what was copied', () => {
  it.each([
    ['0012345678', '0012345678'],
    ['Ihre PIN: 0012 3456-78', '0012345678'],
    ['Voucher €20\nPIN 4821009357\nValid 12/2027', '4821009357'],
    ['PIN 4821009357, again: 4821 009 357', '4821009357'],
    ['PIN 4821009357 or 0012345678', null],
    ['Hello', null],
    ['Hello world', null],
    ['call me at 5', null],
    ['A4821009357B and more', null],
    ['', null],
  ])('%j: %j', (text, pin) => expect(findPin(text)).toBe(pin))
  it('is one that can be sent, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const pin = findPin(text)
        return pin === null || readPin(pin) === pin
      }),
    )
  })
})

it.each([
  ['PIN 0012345678 is not valid', 'PIN ••• is not valid'],
  ['PIN 0012-3456 78!', 'PIN •••!'],
  ['Nothing of it', 'Nothing of it'],
])('a refusal that quotes the PIN: %j is kept as %j', (text, kept) => expect(withoutPin(text, '0012345678')).toBe(kept))
