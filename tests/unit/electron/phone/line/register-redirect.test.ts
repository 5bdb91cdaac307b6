import { expect, it } from 'vitest'
import { redirectedServer } from '../../../../../electron/phone/line/register-redirect.ts'

const line = { domain: 'example.com', server: { host: 'sip.example.com', port: 5060 } }
it.each([
  ['<sip:sip2.example.com:5070>', line, { host: 'sip2.example.com', port: 5070 }],
  ['<sip:example.com>', line, { host: 'example.com', port: null }],
  ['<sip:a.b.example.com;transport=tcp>', line, { host: 'a.b.example.com', port: null }],
  ['<sip:SIP.EXAMPLE.COM:5061>', line, { host: 'SIP.EXAMPLE.COM', port: 5061 }],
  ['<sip:sip.example.net>', line, null],
  ['<sip:notexample.com>', line, null],
  ['<sip:192.0.2.1>', line, null],
  ['<tel:+49301234>', line, null],
  // not every host of a top level is one's own
  ['<sip:evil.com>', { domain: 'example.com', server: { host: 'example.com', port: null } }, null],
  // nor of what a country's registry sells names below
  ['<sip:evil.co.uk>', { domain: 'example.co.uk', server: { host: 'example.co.uk', port: null } }, null],
  [
    '<sip:sip2.example.co.uk>',
    { domain: 'example.co.uk', server: { host: 'sip.example.co.uk', port: null } },
    { host: 'sip2.example.co.uk', port: null },
  ],
  ['<sip:192.0.2.1:5070>', { domain: '192.0.2.1', server: { host: '192.0.2.1', port: 5060 } }, { host: '192.0.2.1', port: 5070 }],
  ['<sip:192.0.2.2>', { domain: '192.0.2.1', server: { host: '192.0.2.1', port: 5060 } }, null],
])('%s for the line %j leads to %j', (contact, setup, server) => expect(redirectedServer([contact], setup)).toEqual(server))
it('the first that may be followed is', () => {
  expect(redirectedServer(['<sip:sip.example.net>', '<sip:sip3.example.com>'], line)).toEqual({ host: 'sip3.example.com', port: null })
})
