import { expect, it } from 'vitest'
import { redirectTarget } from '../../../../../electron/phone/calls/call-end.ts'

it.each([
  [['<sip:+49301234@host;user=phone>;q=0.5'], '+49301234'],
  [['"Bob" <sips:bob%20b@host>'], 'bob b'],
  [['<tel:+49-30-1234>'], '+49301234'],
  [['<sip:1@h>;q=0.3', '<sip:2@h>;q=0.9', '<sip:3@h>;q=0.9'], '2'],
  [['<sip:1@h>;q=0.9, "a, b" <sip:2@h>'], '2'],
  [['<http://x.example>', '<sip:123@h>'], '123'],
  [['<sip:host-only.example>'], null],
  [[], null],
])('a 302 with %o leads to %s', (contacts, target) => expect(redirectTarget(contacts)).toBe(target))
