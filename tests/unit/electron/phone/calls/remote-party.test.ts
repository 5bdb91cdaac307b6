import { type IncomingRequestMessage, LoggerFactory, Parser } from 'sip.js/lib/core'
import { expect, it } from 'vitest'
import { callerOf } from '../../../../../electron/phone/calls/remote-party.ts'

const logger = new LoggerFactory().getLogger('test')
const invite = (from: string, ...more: string[]): IncomingRequestMessage =>
  Parser.parseMessage(
    [
      'INVITE sip:me@h SIP/2.0',
      'Via: SIP/2.0/UDP h;branch=z9hG4bK1',
      `From: ${from};tag=1`,
      'To: <sip:me@h>',
      'Call-ID: c',
      'CSeq: 1 INVITE',
      ...more,
      '',
      '',
    ].join('\r\n'),
    logger,
  ) as IncomingRequestMessage

it.each<[string, readonly string[], string, string | null]>([
  ['<sip:anna@h>', [], 'anna', null],
  ['"Anna" <sip:+4930123;ext=5@h>', [], '+4930123;ext=5', 'Anna'],
  ['<sip:anna@h>', ['P-Asserted-Identity: "Müller, Anna" <sip:+4930123@h;user=phone>, <tel:+4930123>'], '+4930123', 'Müller, Anna'],
  ['"Anna" <sip:anonymous-gateway@h>', ['P-Asserted-Identity: <tel:+49-30-123456;phone-context=h>'], '+4930123456', 'Anna'],
  ['<sip:anna@h>', ['P-Asserted-Identity: Müller, Anna <tel:+4930123456>'], '+4930123456', null],
  ['<sip:anna@h>', ['P-Asserted-Identity: nonsense'], 'anna', null],
])('the caller of From %s and %j is %s', (from, more, number, name) => {
  expect(callerOf(invite(from, ...more), '')).toMatchObject({ number, ...(name === null ? {} : { name }), anonymous: false })
})
