import { expect, it } from 'vitest'
import { redirectTarget } from '../../../../../electron/phone/calls/call-end.ts'

it.each([
  [['<sip:+49301234@host;user=phone>;q=0.5'], '+49301234'],
  [['"Bob" <sips:bob%20b@host>'], 'bob b'],
  [['<tel:+49-30-1234>'], '+49-30-1234'],
  [['<http://x.example>', '<sip:123@h>'], '123'],
  [['<sip:host-only.example>'], null],
  [[], null],
])('a 302 with %o leads to %s', (contacts, target) => expect(redirectTarget(contacts)).toBe(target))
