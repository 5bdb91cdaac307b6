import fc from 'fast-check'
import { expect, it } from 'vitest'
import { notificationText } from '../../../../../electron/main/notifications/notification-text.ts'

it('a caller’s markup is shown as text where the system reads markup, and as it is where it does not', () => {
  const name = 'Last: <a href="https://attacker.example">Müller & Söhne</a> <img src="x">'
  expect(notificationText(name, 400, true)).toBe('Last: &lt;a href="https://attacker.example"&gt;Müller &amp; Söhne&lt;/a&gt; &lt;img src="x"&gt;')
  expect(notificationText(name, 400, false)).toBe(name)
})

it('what reorders, hides or breaks the text around it is left out', () => {
  expect(notificationText('Bank\u202Egnp.exe\u0000\n\u2028second\u200Bline', 400, false)).toBe(
    'Bankgnp.exe second line'.replace('second line', 'secondline'),
  )
  expect(notificationText(`a${'\u0301'.repeat(50)}b`, 400, false)).toBe(`a${'\u0301'.repeat(3)}b`)
})

it('of whatever there is, a bounded part is shown, without markup and control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.boolean(), (text, markup) => {
      const shown = notificationText(text, 100, markup)
      const length = [...shown.replace(/&(amp|lt|gt);/g, '.')].length
      return length <= 100 && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(shown) && !(markup && /[<>]|&(?!(amp|lt|gt);)/.test(shown))
    }),
  )
})
