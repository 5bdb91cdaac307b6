import fc from 'fast-check'
import { findPhoneNumbersInText, getExampleNumber, type PhoneNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { asTyped, isWords, numbersIn, readDialled, vanityOf } from '../../../../shared/domain/number-intake.ts'
import { readPhoneNumber } from '../../../../shared/domain/phone-number.ts'

describe('what stands for one number', () => {
  it.each([
    ['+49 (0)30 / 123-456', '+4930123456', ''],
    ['Tel.: +49 (0)30 / 123-456', '+4930123456', ''],
    ['Telefon 030 123456', '030123456', ''],
    ['Mobil: 0170 1234567', '01701234567', ''],
    ['+49 30 123456 (Anna Weber)', '+4930123456', ''],
    ['+49 30 123456 Zentrale', '+4930123456', ''],
    ['+49 30 123456 ext. 12', '+4930123456', ',12'],
    ['+49 30 123456 Ext 12', '+4930123456', ',12'],
    ['+1 201 555 0123 x45', '+12015550123', ',45'],
    ['201-555-0123x45', '2015550123', ',45'],
    ['030 123456 Durchwahl 7', '030123456', ',7'],
    ['030 123456 DW: 7', '030123456', ',7'],
    ['tel:+4930123456;ext=12', '+4930123456', ',12'],
    ['tel:+49-30-123456;postd=pp22;phone-context=x', '+4930123456', ',,22'],
    ['tel:+4930123456,,123#', '+4930123456', ',,123#'],
    ['030 123456,,123#', '030123456', ',,123#'],
    ['030 123456p123w4', '030123456', ',123;4'],
    ['030 123456;123', '030123456', ';123'],
    ['10001,,12', '10001', ',,12'],
    ['12p3', '12p3', ''],
    ['+49\u00a030\u200e123456', '+4930123456', ''],
    ['００４９３０１２３４５６', '004930123456', ''],
    // short codes, service codes and users stay as they are
    ['*21*030123456#', '*21*030123456#', ''],
    ['**62#', '**62#', ''],
    ['112', '112', ''],
    ['10000', '10000', ''],
    ['ann', 'ann', ''],
    ['anna2', 'anna2', ''],
    ['anna 2', 'anna2', ''],
    ['5alice', '5alice', ''],
    ['anna.smith', 'anna.smith', ''],
    ['anna-smith_2', 'anna-smith_2', ''],
    ['anna.smith (work)', 'annasmithwork', ''],
    ['sip:anna', 'anna', ''],
    ['sip:desk@example.com:5060;transport=tcp?Replaces=x%40y', 'desk', ''],
    ['sips:alice:secret@example.com', 'alice', ''],
    ['<sip:+4930123456@example.com>', '+4930123456', ''],
    ['room 101', 'room101', ''],
    ['12 Anna', '12Anna', ''],
    ['call me at noon', 'callmeatnoon', ''],
    ['', '', ''],
  ])('%s', (text, number, postDial) => expect(readDialled(text)).toEqual({ number, postDial }))

  it.each([
    ['0800-FLOWERS', '08003569377'],
    ['0800 Flowers', '08003569377'],
    ['1-800-GO-FEDEX', '18004633339'],
    ['+800 FLOWERS', '+8003569377'],
    ['0180 CALLNOW', '01802255669'],
  ])('%s is written with letters', (text, number) => {
    expect(readDialled(text)).toEqual({ number, postDial: '' })
    expect(vanityOf(text)).toBe(text)
  })
  it.each(['030 FLOWERS', '0170 ANNA', '2 cool 4 you', 'anna', '0800 1234567', '+49 30 123456 ext. 12'])('%s is not', (text) =>
    expect(vanityOf(text)).toBeNull(),
  )

  it('no word becomes digits but in a number with letters, and no digit is lost or made up', () => {
    const word = fc.constantFrom('ext', 'Anna', 'Tel', 'fax', 'room', 'x', 'p', 'w', 'dw', 'Büro')
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.stringMatching(/^[1-7\d ]{1,9}$/)), { maxLength: 6 }), (parts) => {
        const text = parts.join(' ')
        // a freephone number with a word behind it is meant as one with letters
        fc.pre(vanityOf(text) === null)
        const { number, postDial } = readDialled(text)
        expect((number + postDial).replace(/\D/g, '')).toBe(text.replace(/\D/g, ''))
      }),
    )
  })
  it('reads its own result again as the same', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const first = readDialled(text)
        expect(readDialled(first.number + first.postDial).number + readDialled(first.number + first.postDial).postDial).toBe(
          first.number + first.postDial,
        )
      }),
    )
  })
  it('plain digits, which are not taken apart, are read as those that are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{1,42}$/), (digits) => {
        expect(readDialled(digits)).toEqual(readDialled(` ${digits} `))
        expect(vanityOf(digits)).toBe(vanityOf(` ${digits} `))
      }),
      { numRuns: 300 },
    )
  })
  it('agrees with libphonenumber on numbers as it writes them', () => {
    const national = fc.tuple(fc.constantFrom('30', '170', '89', '221'), fc.integer({ min: 200_000, max: 9_999_999 }))
    fc.assert(
      fc.property(national, fc.constantFrom(' ', '-', ' / ', '.', '\u00a0'), ([area, rest], gap) => {
        const text = `+49${gap}${area}${gap}${rest}`
        const [found] = findPhoneNumbersInText(text, 'DE')
        if (found) expect(readDialled(text).number).toBe(found.number.number)
      }),
    )
  })
})

describe('words', () => {
  it.each(['ann', 'anna2', '5alice', 'room 101', 'call me at noon', '03012x', 'anna@example.com', 'Büro'])('%s is a name to look for', (text) =>
    expect(isWords(text)).toBe(true),
  )
  it.each(['', '112', '*21#', 'Tel.: +49 30 123456', '030 123456 ext. 12', '0800-FLOWERS', 'sip:anna', 'SIP:anna@example.com', '030 123456p12'])(
    '%s is not',
    (text) => expect(isWords(text)).toBe(false),
  )
  it('a SIP user stands in a field so that it is not taken for a name', () => {
    expect(['anna', '10001', '+49 30 123456', 'sip:anna', '0800-FLOWERS', ''].map(asTyped)).toEqual([
      'sip:anna',
      '10001',
      '+49 30 123456',
      'sip:anna',
      '0800-FLOWERS',
      '',
    ])
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][\w.!~'-]{0,20}$/), (user) => {
        expect(isWords(asTyped(user))).toBe(false)
        expect(readDialled(asTyped(user)).number).toBe(user)
      }),
    )
  })
})

describe('numbers in a text', () => {
  it.each([
    ['Call +49 30 123456 or 0170 1234567.', ['+49 30 123456', '0170 1234567']],
    ['Our office: 030/123456-0, fax 030/123456-9', ['030/123456-0', '030/123456-9']],
    ['Invoice 2026-11-28, 1.234,56 €, IBAN DE02 1203 0000 0000 2020 51', []],
    ['on 01.02.2026 at 09:30', []],
    ['tel:+4930123456', ['tel:+4930123456']],
    ['+49 30 123456 and +4930123456', ['+49 30 123456']],
    ['110', ['110']],
    ['nothing here', []],
    ['Anna, +49 30 123456 ext. 12', ['+49 30 123456 ext. 12']],
    ['Call (201) 555-0123 or 201-555-0124 today', ['(201) 555-0123', '201-555-0124']],
    ['+49 30 123456\n+49 30 123457', ['+49 30 123456', '+49 30 123457']],
    ['+49 30 123456; +49 30 123457', ['+49 30 123456', '+49 30 123457']],
    ['Konferenz: 030 123456,,4711#', ['030 123456,,4711#']],
    ['0800-FLOWERS', ['0800-FLOWERS']],
    ['<sip:anna@example.com>', []],
  ])('%s', (text, numbers) => expect(numbersIn(text)).toEqual(numbers))
  it('finds what libphonenumber finds, in the notations that it writes, between any words', () => {
    const word = fc.constantFrom('call', 'us', 'or', 'Fax', 'Büro', 'on 01.02.2026', 'at 9:30,', 'order no. 4711,', '(12 items)', 'for 1.234,56 €')
    const region = fc.constantFrom('DE', 'AT', 'CH', 'GB', 'FR', 'NL', 'US', 'CA')
    const write = fc.constantFrom(
      (n: PhoneNumber) => n.formatInternational(),
      (n: PhoneNumber) => n.formatNational(),
      (n: PhoneNumber) => n.number,
      (n: PhoneNumber) => n.formatInternational().replaceAll(' ', '-'),
    )
    fc.assert(
      fc.property(region, write, fc.array(word, { maxLength: 3 }), fc.array(word, { maxLength: 3 }), (country, notation, before, after) => {
        const example = getExampleNumber(country, examples)
        if (!example) throw new Error('no example')
        const text = [...before, notation(example), ...after].join(' ')
        const theirs = findPhoneNumbersInText(text, country).map(({ number }) => number.number)
        const ours = numbersIn(text).map((n) => readPhoneNumber(n, country)?.e164)
        // it takes some dates for numbers too
        if (theirs.includes(example.number)) expect(ours).toEqual([example.number])
      }),
    )
  })
  it('takes no time on long text', () => expect(numbersIn(`${'0 '.repeat(50_000)}`)).toEqual([]))
})
