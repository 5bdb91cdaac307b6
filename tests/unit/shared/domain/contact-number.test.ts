import fc from 'fast-check'
import { expect, it } from 'vitest'
import { callerForm, callerForms, numberKey, significantTail } from '../../../../shared/domain/contact-number.ts'

it('a number has one key in whatever form it comes', () => {
  for (const form of ['030 1234567', '+49 30 1234567', '0049301234567', '(030) 123-4567', '+49 (0)30 1234567'])
    expect(numberKey(form, 'DE')).toBe('+49301234567')
  expect(numberKey('bob', 'DE')).toBe('bob')
  expect(numberKey('110', 'DE')).toBe('110')
})
it('@postdial tones behind a number belong to no key: whoever is called there is known', () => {
  expect(['030 1234567,,4711#', '+49 30 1234567 ext. 12', '10001,,12'].map((n) => numberKey(n, 'DE'))).toEqual([
    '+49301234567',
    '+49301234567',
    '10001',
  ])
  expect(significantTail('030 1234567,,4711#')).toBe('01234567')
})
it('the last digits are the same in every notation; too few, and SIP users, have none', () => {
  for (const form of ['+49 30 1234567', '0301234567', '00493 01234567', '301234567']) expect(significantTail(form)).toBe('01234567')
  for (const form of ['110', '00 12', 'bob', '*100#', 'alice@example.com']) expect(significantTail(form)).toBeNull()
})
it('a caller is compared by the forms in which a contact can call', () => {
  expect(callerForms('030 1234567', 'DE')).toEqual(['49301234567', '0301234567'])
  expect(callerForms('+44 20 7946 0018', 'DE')).toEqual(['442079460018'])
  expect(callerForms('Bob', 'DE')).toEqual(['bob'])
  expect(callerForms('110', 'DE')).toEqual(['110'])
  for (const [caller, form] of [
    ['+49301234567', '49301234567'],
    ['0049301234567', '49301234567'],
    ['030 1234567', '0301234567'],
    ['BOB', 'bob'],
  ] as const)
    expect(callerForm(caller)).toBe(form)
})
it.each([
  ['DE', '4212345', ['494212345', '04212345', '4212345']],
  ['ES', '+34 912 345 678', ['34912345678', '912345678']],
  ['ES', '912345678', ['34912345678', '912345678']],
  ['IT', '06 1234 5678', ['390612345678', '0612345678']],
  ['US', '+1 (212) 555-1234', ['12125551234', '2125551234']],
  ['HU', '+36 1 234 5678', ['3612345678', '0612345678', '12345678']],
  ['RU', '+7 912 345-67-89', ['79123456789', '89123456789', '9123456789']],
  ['DE', '+49 (0)30 1234567', ['49301234567', '0301234567']],
  ['DE', '030 1234567,,4711#', ['49301234567', '0301234567']],
])('@block in %s, %s may come as %j', (region, number, forms) => expect(callerForms(number, region)).toEqual(forms))
it('@block a national form that is a number of another country too is left out, but where the number came so', () => {
  expect(callerForms('+1 475 555 1234', 'US')).toEqual(['14755551234'])
  expect(callerForms('4755551234', 'US')).toEqual(['14755551234', '4755551234'])
})

/** German numbers of eight to eleven digits behind the country code. */
const national = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.stringMatching(/^\d{8,9}$/)).map(([first, rest]) => `${first}${rest}`)
it('whatever the notation, key, end and caller forms of a number agree', () =>
  fc.assert(
    fc.property(national, fc.constantFrom('+49 ', '0049', '0', '+49 (0)'), (number, prefix) => {
      const written = `${prefix}${number.slice(0, 3)} ${number.slice(3)}`
      const key = `+49${number}`
      expect(numberKey(written, 'DE')).toBe(key)
      expect(significantTail(written)).toBe(significantTail(key))
      for (const caller of [key, `00${key.slice(1)}`, `0${number}`]) expect(callerForms(written, 'DE')).toContain(callerForm(caller))
    }),
  ))
it('no text makes any of them throw', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      for (const read of [numberKey, callerForms]) read(text, 'DE')
      significantTail(text)
      callerForm(text)
    }),
  ))
