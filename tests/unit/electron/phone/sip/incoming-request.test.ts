import { IncomingRequestMessage, LoggerFactory, Parser } from 'sip.js/lib/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SipTransport } from '../../../../../electron/phone/sip/sip-transport.ts'
import { fakeTransport } from '../../../../support/fakes/sip-transport.ts'
import { type FakeWire, headerOf, responseTo } from '../../../../support/fakes/sip-wire.ts'

// Requests and responses as servers, gateways and phones write them that sip.js's grammar refuses: read, or answered.
const logs = new LoggerFactory()
logs.builtinEnabled = false
const logger = logs.getLogger('test')
let transport: SipTransport
let wire: FakeWire
/** What sip.js got. */
let seen: string[]

beforeEach(async () => {
  vi.useFakeTimers()
  seen = []
  const fake = fakeTransport()
  transport = fake.transport
  transport.onMessage = (text) => seen.push(text)
  await transport.connect()
  wire = fake.network.wires[0] as FakeWire
})
afterEach(async () => {
  await transport.disconnect()
  vi.useRealTimers()
})

type Parts = { start?: string; from?: string; to?: string; contact?: string; cseq?: string; more?: readonly string[] }
const requestOf = ({ start = 'INVITE sip:me@192.0.2.10 SIP/2.0', from, to, contact, cseq = '1 INVITE', more = [] }: Parts): string =>
  [
    start,
    'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKx',
    `From: ${from ?? '<sip:anna@example.com>;tag=1'}`,
    `To: ${to ?? '<sip:me@example.com>'}`,
    'Call-ID: c1',
    `CSeq: ${cseq}`,
    `Contact: ${contact ?? '<sip:anna@192.0.2.1>'}`,
    ...more,
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
const lastSent = (): string => wire.sent.at(-1)?.text ?? ''
const statusSent = (): string => /^SIP\/2\.0 (\d{3})/.exec(lastSent())?.[1] ?? ''
/** The request as sip.js parses it; null when it would have dropped it. */
const parsed = () => (seen[0] === undefined ? null : Parser.parseMessage(seen[0], logger))

describe('a request that sip.js would drop is read', () => {
  it.each<[string, Parts, string, string]>([
    ['tel: in From', { from: '<tel:+49-30-123456>;tag=1' }, '+4930123456', ''],
    ['tel: in From without brackets', { from: 'tel:+4930123456;tag=1' }, '+4930123456', ''],
    ['a name with a comma', { from: 'Müller, Jürgen <sip:anna@example.com>;tag=1' }, 'anna', 'Müller, Jürgen'],
    ['a name beyond ASCII', { from: 'Jürgen <sip:anna@example.com>;tag=1' }, 'anna', 'Jürgen'],
    ['an unclosed quote', { from: '"Jürgen <sip:anna@example.com>;tag=1' }, 'anna', 'Jürgen'],
    ['# in the user', { from: '<sip:#31#4930@example.com>;tag=1' }, '#31#4930', ''],
    ['a host with an underscore', { from: 'Anna <sip:anna@my_pbx>;tag=1' }, '', 'Anna'],
    ['a scheme that is no call', { from: '<urn:service:sos>;tag=1' }, '', ''],
  ])('%s', (_name, parts, user, name) => {
    wire.deliver(requestOf(parts))
    expect(parsed()?.from.uri.user ?? '').toBe(user)
    expect(parsed()?.from.displayName ?? '').toBe(name)
    expect(parsed()?.fromTag).toBe('1')
  })

  it.each<[string, Parts]>([
    ['tel: in To', { to: '<tel:+4930123456>' }],
    ['tel: in the Request-URI', { start: 'INVITE tel:+4930123456 SIP/2.0' }],
    ['an upper-case scheme', { start: 'INVITE SIP:4930123456@192.0.2.10 SIP/2.0' }],
    ['sip/2.0', { start: 'INVITE sip:me@192.0.2.10 sip/2.0' }],
    ['tel: in Contact', { contact: '<tel:+4930123456>' }],
    ['Max-Forwards that is no number', { more: ['Max-Forwards: many'] }],
  ])('%s', (_name, parts) => {
    wire.deliver(requestOf(parts))
    const request = parsed()
    expect(request).toBeInstanceOf(IncomingRequestMessage)
    expect(String((request as IncomingRequestMessage).ruri)).toContain('sip:me@')
    expect(request?.method).toBe('INVITE')
  })

  it('empty lines before a datagram', () => {
    wire.deliver(`\r\n\r\n${requestOf({})}`)
    expect(parsed()?.method).toBe('INVITE')
  })

  it('the short name of Event', () => {
    wire.deliver(requestOf({ start: 'NOTIFY sip:me@192.0.2.10 SIP/2.0', cseq: '1 NOTIFY', more: ['o: message-summary'] }))
    expect(parsed()?.getHeader('event')).toBe('message-summary')
  })

  it('tel: in Refer-To leads to the server', () => {
    wire.deliver(requestOf({ start: 'REFER sip:me@192.0.2.10 SIP/2.0', cseq: '1 REFER', more: ['Refer-To: <tel:+4930123456>'] }))
    expect(parsed()?.parseHeader('refer-to')?.uri.toString()).toBe('sip:+4930123456@192.0.2.1:5060;user=phone')
  })

  it('is answered with From and To as they came', async () => {
    wire.deliver(requestOf({ from: 'Müller, Jürgen <tel:+4930123456>;tag=1', to: '<tel:+4930654321>' }))
    const response = responseTo(seen[0] ?? '', 180)
    await transport.send(response)
    expect(headerOf(lastSent(), 'from')).toBe('Müller, Jürgen <tel:+4930123456>;tag=1')
    expect(headerOf(lastSent(), 'to')).toBe('<tel:+4930654321>;tag=server')
  })
})

describe('a session description is found', () => {
  const sdp = 'v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=Jürgen\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n'
  const withBody = (headers: readonly string[], body: string): string =>
    requestOf({ more: headers }).replace('Content-Length: 0', `Content-Length: ${Buffer.byteLength(body)}`) + body
  const part = (type: string, body: string): string => `Content-Type: ${type}\r\nContent-Disposition: session;handling=optional\r\n\r\n${body}`
  const multipart = (boundary: string, parts: readonly string[]): string =>
    `${parts.map((p) => `--${boundary}\r\n${p}`).join('\r\n')}\r\n--${boundary}--\r\n`
  it.each<[string, readonly string[], string]>([
    ['as everybody writes it', ['Content-Type: application/sdp'], sdp],
    ['in another case', ['Content-Type: Application/SDP'], sdp],
    ['with a charset', ['c: application/sdp; charset="utf-8"'], sdp],
    ['without a type', [], sdp],
    [
      'beside ISUP',
      ['Content-Type: multipart/mixed;boundary=a-b'],
      multipart('a-b', [part('application/sdp', sdp), part('application/ISUP;version=itu-t92+', '\x01\x00')]),
    ],
    [
      'behind ISUP, its boundary in quotes',
      ['Content-Type: multipart/mixed; boundary="a b"', 'MIME-Version: 1.0'],
      multipart('a b', [part('application/isup', '\x01\r\n'), part('Application/SDP', sdp)]),
    ],
  ])('%s', (_name, headers, body) => {
    wire.deliver(withBody(headers, body))
    const request = parsed()
    expect(request?.getHeader('content-type')).toBe('application/sdp')
    expect(request?.body.trim()).toBe(sdp.trim())
  })
  it.each<[string, readonly string[], string]>([
    ['a multipart body without one', ['Content-Type: multipart/mixed;boundary=a'], multipart('a', [part('application/isup', 'x')])],
    ['a multipart body without a boundary', ['Content-Type: multipart/mixed'], sdp],
    ['another body', ['Content-Type: application/dtmf-relay'], 'Signal=1'],
  ])('%s stays as it is', (_name, headers, body) => {
    const text = withBody(headers, body)
    wire.deliver(text)
    expect(seen[0]?.split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(body)
  })
})

describe('a request of no use is answered', () => {
  it.each<[string, Parts, string]>([
    ['an unknown scheme', { start: 'INVITE nobodyKnowsThisScheme:totallyopaque SIP/2.0' }, '416'],
    ['another version', { start: 'INVITE sip:me@192.0.2.10 SIP/7.0' }, '505'],
    ['without a Call-ID', { more: [] }, '400'],
    ['another version in its Via', { start: 'INVITE sip:me@192.0.2.10 SIP/7.0' }, '505'],
    ['a From that is no address', { from: 'Anna' }, '400'],
    ['a CSeq without a number', { cseq: 'one INVITE' }, '400'],
    ['120 headers', { more: Array.from({ length: 120 }, (_, i) => `X-${i}: y`) }, '513'],
  ])('%s', (name, parts, status) => {
    const text = requestOf(parts)
    wire.deliver(
      name === 'without a Call-ID' ? text.replace(/Call-ID: c1\r\n/, '') : name.endsWith('Via') ? text.replace('SIP/2.0/UDP', 'SIP/7.0/UDP') : text,
    )
    expect(seen).toEqual([])
    expect(statusSent()).toBe(status)
    expect(headerOf(lastSent(), 'to')).toMatch(/;tag=\w+$/)
  })

  it('but never an ACK, and nothing of a stranger', () => {
    wire.deliver(requestOf({ start: 'ACK urn:x:y SIP/2.0', cseq: '1 ACK' }))
    wire.deliver(requestOf({ start: 'INVITE urn:x:y SIP/2.0' }), { host: '198.51.100.66', port: 5060 })
    expect(wire.sent).toEqual([])
  })
})

describe('a response that sip.js would drop is read', () => {
  const ours =
    'INVITE sip:server SIP/2.0\r\nVia: SIP/2.0/UDP ours.invalid;rport;branch=z9hG4bKo\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:a@h>\r\nCall-ID: c2\r\nCSeq: 1 INVITE\r\nContact: <sip:me@ours.invalid>\r\nContent-Length: 0\r\n\r\n'
  it.each([
    ['a forward to a tel: URI', 302, ['Contact: <tel:+49-30-123456>'], ['sip:+4930123456@192.0.2.1:5060;user=phone']],
    [
      'one to several',
      302,
      ['Contact: "Anna, home" <tel:+4930123456>;q=0.5, <sip:b@192.0.2.7>;q=0.9'],
      ['sip:+4930123456@192.0.2.1:5060;user=phone', 'sip:b@192.0.2.7'],
    ],
    ['one to a web page', 302, ['Contact: <http://example.com>'], []],
    ['one with a challenge off the grammar', 401, ['WWW-Authenticate: Digest realm=', 'Contact: <sip:b@192.0.2.7>'], ['sip:b@192.0.2.7']],
  ] as const)('%s', async (_name, status, headers, contacts) => {
    await transport.send(ours)
    wire.deliver(responseTo(lastSent(), status, headers))
    const response = Parser.parseMessage(seen[0] ?? '', logger)
    expect(response?.getHeaders('contact').map((_, i) => String(response.parseHeader('contact', i).uri))).toEqual(contacts)
  })

  it('with its version in lower case', async () => {
    await transport.send(ours)
    wire.deliver(responseTo(lastSent(), 180).replace('SIP/2.0 180', 'sip/2.0 180'))
    expect(seen[0]).toMatch(/^SIP\/2\.0 180 /)
  })
})

describe('a far end of before RFC 3261, which makes no tags', () => {
  const invite =
    'INVITE sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP ours.invalid;rport;branch=z9hG4bKt\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c3\r\nCSeq: 1 INVITE\r\nContact: <sip:me@ours.invalid>\r\nContent-Length: 0\r\n\r\n'
  const untagged = (status: number): string => responseTo(invite.replace('ours.invalid', '192.0.2.10:40000'), status).replace(';tag=server', '')
  const tagOf = (text: string, name: string): string => /;tag=(\S+)/.exec(headerOf(text, name))?.[1] ?? ''

  it.each([180, 183, 200])('%i without a tag and a Contact makes a dialog that sip.js knows', async (status) => {
    await transport.send(invite)
    wire.deliver(untagged(status))
    expect(Parser.parseMessage(seen[0] ?? '', logger)?.toTag).toBeTruthy()
    expect(headerOf(seen[0] ?? '', 'contact')).toBe('<sip:192.0.2.1:5060>')
  })
  it('100 and refusals stay as they are', async () => {
    await transport.send(invite)
    wire.deliver(untagged(100))
    wire.deliver(untagged(486))
    expect(seen.map((text) => tagOf(text, 'to'))).toEqual(['', ''])
  })
  it('sees no tag in our requests, and its own are known', async () => {
    await transport.send(invite)
    wire.deliver(untagged(200))
    const tag = tagOf(seen[0] ?? '', 'to')
    await transport.send(invite.replace(/INVITE/g, 'ACK').replace('To: <sip:b@h>', `To: <sip:b@h>;tag=${tag}`))
    expect(headerOf(lastSent(), 'to')).toBe('<sip:b@h>')
    seen = []
    const bye = requestOf({ start: 'BYE sip:me@192.0.2.10 SIP/2.0', cseq: '2 BYE', from: '<sip:b@h>', to: '<sip:a@h>;tag=1' }).replace('c1', 'c3')
    wire.deliver(bye)
    expect(parsed()?.fromTag).toBe(tag)
    await transport.send(responseTo(seen[0] ?? '', 200))
    expect(headerOf(lastSent(), 'from')).toBe('<sip:b@h>')
  })
})
