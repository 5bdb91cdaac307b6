import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCallLink, readCallLink } from '../../../../shared/domain/link.ts'

describe('a link', () => {
  it.each([
    ['tel:+44(0)7700-900123', '+44(0)7700-900123'],
    ['TEL:+493023125110', '+493023125110'],
    ['tel:+49%2030%2023125', '+49 30 23125'],
    ['tel://030123456', '030123456'],
    ['tel:7042;phone-context=+1914555', '+19145557042'],
    ['tel:00442079460018;phone-context=+49', '00442079460018'],
    ['tel:+1-201-555-0123;ext=12', '+1-201-555-0123,12'],
    ['tel:+4930123456,,123#', '+4930123456,,123#'],
    ['tel:+4930123456;postd=pp22', '+4930123456,,22'],
    ['tel:+4930123456p4711%23', '+4930123456,4711#'],
    ['tel:112;phone-context=+49', '112'],
    ['tel:112;phone-context=+49301234', '+49301234112'],
    ['tel:*21*0301234567%23;phone-context=+49', '*21*0301234567#'],
    ['tel:863-1234;phone-context=example.com', '863-1234'],
    ['tel:%2B49301234', '+49301234'],
    ['tel:*21*030123%23', '*21*030123#'],
    ['callto:+49301234', '+49301234'],
    ['callto://+49301234', '+49301234'],
    ['sip:+49301234@example.com', '+49301234'],
    ['sip:desk@example.com:5060;transport=tcp?Replaces=x%40y', 'desk'],
    ['sips:alice:secret@example.com', 'alice'],
    ['sip:30', '30'],
  ])('%s asks for %s', (url, number) => expect(readCallLink(url)).toEqual({ number, original: url }))

  it.each([
    ['tel:'],
    ['tel:abc'],
    ['tel:+4930123456 call me'],
    ['tel:+'],
    ['tel:javascript:alert(1)'],
    ['tel:+49301234\u202e5678'],
    ['tel:+4930\n1234'],
    ['tel:+4930%0a1234'],
    ['tel:+49%ZZ'],
    [`tel:+${'1'.repeat(400)}`],
    ['sip:@example.com'],
    ['sip:a b@example.com'],
    ['sip:--help'.replace('--', '%00')],
    ['mailto:a@b'],
    ['https://example.com/tel:123'],
    ['--tel:123'],
    [' tel:123'],
  ])('%s asks for nothing', (url) => expect(readCallLink(url)).toBeNull())

  it('whatever comes in, what goes out can be shown and dialled, and nothing throws', () => {
    fc.assert(
      fc.property(fc.constantFrom('tel:', 'sip:', 'sips:', 'callto:'), fc.string({ unit: 'binary', maxLength: 400 }), (scheme, rest) => {
        const link = readCallLink(scheme + rest)
        if (link) expect(link.number).toMatch(/^[+\w.*#!~'()\s/,;-]{1,120}$/)
        expect(isCallLink(scheme + rest)).toBe(true)
      }),
    )
  })
})
