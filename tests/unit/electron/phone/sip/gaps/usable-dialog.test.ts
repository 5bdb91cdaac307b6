import { describe, expect, it } from 'vitest'
import { withUsableDialog } from '../../../../../../electron/phone/sip/gaps/usable-dialog.ts'
import { peek } from '../../../../../../electron/phone/sip/sip-message.ts'

const response = (lines: readonly string[], start = 'SIP/2.0 200 OK', to = '<sip:b@h>;tag=2') =>
  [start, 'Via: SIP/2.0/UDP 192.0.2.10;branch=z9', `To: ${to}`, 'Call-ID: c', 'CSeq: 1 INVITE', ...lines, 'Content-Length: 0', '', ''].join('\r\n')
const usable = (text: string): string => {
  const message = peek(text)
  if (!message) throw new Error('no message')
  return withUsableDialog(text, message, '192.0.2.1:5060')
}

describe('an answer whose dialog sip.js cannot use', () => {
  it.each([
    ['no Contact', []],
    ['a star', ['Contact: *']],
    ['a tel: URI', ['Contact: <tel:+1>']],
    ['two', ['Contact: <sip:a@192.0.2.2>', 'Contact: <sip:a@192.0.2.3>']],
    ['an unreadable one', ['m: <sip:']],
  ])('with %s leads to the server', (_name, lines) => {
    const contacts = [...usable(response(lines)).matchAll(/^(?:Contact|m): (.*)$/gim)].map(([, value]) => value)
    expect(contacts).toEqual(['<sip:192.0.2.1:5060>'])
  })
  it('keeps the routes that can be read', () => {
    const lines = ['Contact: <sip:b@192.0.2.2>', 'Record-Route: <garbage', 'Record-Route: <sip:192.0.2.3;lr>', 'Record-Route: <tel:1>']
    expect(usable(response(lines)).match(/^Record-Route.*$/gim)).toEqual(['Record-Route: <sip:192.0.2.3;lr>'])
  })
  it.each([
    ['a usable one', response(['Contact: "B" <sip:b@192.0.2.2:5070;transport=udp>;x=y', 'Record-Route: <sip:192.0.2.3;lr>, <sips:p;lr>'])],
    ['a refusal', response([], 'SIP/2.0 486 Busy')],
    ['a request', response([], 'INVITE sip:a SIP/2.0')],
  ])('%s stays as it is', (_name, text) => expect(usable(text)).toBe(text))
})
