import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from '../../../../../electron/main/provider/envelope.ts'

describe('the provider’s texts', () => {
  it.each([
    ['&uuml;ber M&Uuml;LLER Stra&szlig;e', 'über MÜLLER Straße'],
    ['caf&eacute; &ndash; 5&nbsp;&euro; &hellip;', 'café – 5 € …'],
    ['&frac12; &sup2; &there4; &thetasym;', '½ ² ∴ ϑ'],
    ['&#128; &#x80; &#252;', '€ € ü'],
    ['&amp;uuml; stays one level', '&uuml; stays one level'],
    ['&nonsense; &#0; &#xD800; &#1114112; & ;', '&nonsense; &#0; &#xD800; &#1114112; & ;'],
    ['R&uuml;ckruf<br>sp&auml;ter', 'Rückruf später'],
    ['a<script>b</script >c<STYLE>d</style>e', 'a c e'],
    ['a<script>b', 'a b'],
    ['5 < 6', '5 < 6'],
  ])('%s', (html, text) => expect(plainText(html)).toBe(text))
  it('knows each letter of Latin-1 by its name', () => {
    expect(plainText('&Agrave;&Auml;&Ccedil;&ETH;&times;&Oslash;&Yacute;&THORN;&aring;&aelig;&ntilde;&divide;&oslash;&thorn;&yuml;')).toBe(
      'ÀÄÇÐ×ØÝÞåæñ÷øþÿ',
    )
  })
  it('are never markup afterwards and never longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', 'script', '/', '&', 'lt;', 'a', ' ', '"') }), fc.nat(50), (html, limit) => {
        const text = plainText(html.replaceAll('&', ''), limit)
        expect(text.length).toBeLessThanOrEqual(limit)
        expect(/<[^>]*>/.test(text)).toBe(false)
      }),
    )
  })
})
