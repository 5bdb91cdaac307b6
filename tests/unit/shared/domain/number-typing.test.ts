import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldText, groupNumber, type Typed, typeNumber } from '../../../../shared/domain/number-typing.ts'

/** `|` is the caret. */
const at = (marked: string): Typed => ({ text: marked.replace('|', ''), caret: marked.indexOf('|') })
const marked = ({ text, caret }: Typed): string => `${text.slice(0, caret)}|${text.slice(caret)}`

describe('@intake a number while it is typed', () => {
  it.each([
    ['0301234567', 'DE', '030 1234567'],
    ['+4930123456', 'DE', '+49 30 123456'],
    ['+447700900123', 'DE', '+44 7700 900123'],
    ['004930123456', 'DE', '00 49 30 123456'],
    ['2015550123', 'US', '(201) 555-0123'],
    ['030-123 456', 'DE', '030 123456'],
    ['0301234567,,12#', 'DE', '030 1234567,,12#'],
    // no numbers, short ones, codes of the network
    ['112', 'DE', '112'],
    ['10001', 'DE', '10001'],
    ['*21*030123456#', 'DE', '*21*030123456#'],
    ['ann', 'DE', 'ann'],
    ['sip:4711', 'DE', 'sip:4711'],
    ['0800-FLOWERS', 'DE', '0800-FLOWERS'],
    ['', 'DE', ''],
    ['0301234567', 'none', '0301234567'],
    ['+49 (0', 'DE', '+49 (0'],
    ['+49 (0)30', 'DE', '+49 (0)30'],
  ])('%s in %s is %s', (text, region, grouped) => expect(groupNumber(text, region)).toBe(grouped))

  it.each([
    // typed in the middle, at the end, in front
    ['03|0 123', '032|0 123', null, '032| 0123'],
    ['030 123|', '030 1234|', null, '030 1234|'],
    ['03012|', '030123|', null, '030 123|'],
    ['|030 1234', '+|030 1234', null, '+|0301234'],
    ['030| 123456', '0301| 123456', null, '030 1|123456'],
    // the separator would come back: the digit beside it goes
    ['030 |1234567', '030|1234567', 'backward', '03|1234 567'],
    ['030| 1234567', '030|1234567', 'forward', '030| 234567'],
    ['030 1|234567', '030 |234567', 'backward', '030 |234567'],
  ] as const)('%s, then %s (%s): %s', (before, after, deletion, result) =>
    expect(marked(typeNumber(at(before), at(after), 'DE', deletion))).toBe(result),
  )

  it.each([
    ['Tel.: +49 (0)30 / 123-456', '+49 30 123456'],
    ['+49 30 123456 ext. 12', '+49 30 123456,12'],
    ['tel:+4930123456,,123#', '+49 30 123456,,123#'],
    ['0800-FLOWERS', '0800-FLOWERS'],
    ['sip:ann@example.com', 'sip:ann'],
    ['sip:10001@example.com', '10001'],
    ['ann', 'ann'],
    ['*21*030123456#', '*21*030123456#'],
  ])('%s is put into the field as %s', (text, field) => expect(fieldText(text, 'DE')).toBe(field))

  it('no digit is lost, made up or moved over the caret, whatever is typed where', () => {
    const signs = fc.stringMatching(/^\+?\d{0,15}$/)
    fc.assert(
      fc.property(
        signs,
        fc.nat(),
        fc.constantFrom(...'0123456789'),
        fc.constantFrom('DE', 'US', 'GB', 'FR', 'none'),
        (number, place, key, region) => {
          const text = groupNumber(number, region)
          const caret = text === '' ? 0 : place % (text.length + 1)
          if (caret < text.indexOf('+') + 1) return
          const after = { text: text.slice(0, caret) + key + text.slice(caret), caret: caret + 1 }
          const result = typeNumber({ text, caret }, after, region, null)
          const digits = (part: string) => part.replace(/[^+\d]/g, '')
          expect(digits(result.text)).toBe(digits(after.text))
          expect(digits(result.text.slice(0, result.caret))).toBe(digits(after.text.slice(0, after.caret)))
        },
      ),
    )
  })
})
