import fc from 'fast-check'
import { UserAgent } from 'sip.js'
import { describe, expect, it } from 'vitest'
import { isUnicast, mayReach, readHost, readIp, readPort, sameAddress } from '../../../../../electron/phone/sip/address.ts'
import { peek, uriTarget } from '../../../../../electron/phone/sip/sip-message.ts'

describe('a host', () => {
  it.each([
    ['sip.example.com', 'sip.example.com'],
    ['sip.example.com.', 'sip.example.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['sip_1.example', 'sip_1.example'],
    ['192.0.2.1', '192.0.2.1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['localhost', 'localhost'],
  ])('%s goes on the wire as %s', (text, host) => expect(readHost(text)).toBe(host))
  it.each([
    '111.222.333.444',
    '::',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1%eth0',
    '1.2.3',
    '1',
    'a..b',
    '.',
    '',
    'ex ample',
    'a.example.1',
    'x"y',
    'a.b\r\nVia: x',
    `${'a'.repeat(64)}.example`,
  ])('%j is none', (text) => expect(readHost(text)).toBeNull())
  it('that is accepted can be used in a SIP URI', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.domain(), fc.string({ maxLength: 20 }), fc.ipV4(), fc.ipV6(), fc.constant('::'), fc.stringMatching(/^[a-z0-9._-]{1,12}$/)),
        (text) => {
          const host = readHost(text)
          if (host !== null) expect(UserAgent.makeURI(`sip:u@${host.includes(':') ? `[${host}]` : host}`)).toBeDefined()
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('ports and addresses', () => {
  it('a port is one that can be sent to', () => {
    expect(['1', '65535', 5060].map(readPort)).toEqual([1, 65_535, 5060])
    expect(['0', '65536', '99999', '-1', '5060x', '', null, undefined, 1.5].map(readPort)).toEqual(Array(9).fill(null))
  })
  it('an address is one that can be copied into a header', () => {
    expect([readIp('[2001:DB8::1]'), readIp('192.0.2.1')]).toEqual(['2001:db8::1', '192.0.2.1'])
    expect(['192.0.2.999', 'host', '192.0.2.1>;x', 'fe80::1%eth0', ''].map(readIp)).toEqual(Array(5).fill(null))
  })
  it('and one that a single host can have', () => {
    expect(['192.0.2.1', '::1', '127.0.0.1'].map(isUnicast)).toEqual([true, true, true])
    expect(['0.0.0.0', '255.255.255.255', '239.1.1.1', '::', 'ff02::1', 'host'].map(isUnicast)).toEqual(Array(6).fill(false))
  })
  it.each([
    ['192.0.2.1', '198.51.100.1', true],
    ['192.0.2.1', '127.0.0.1', false],
    ['2001:db8::1', '::1', false],
    ['127.0.0.1', '127.0.0.2', true],
    ['192.0.2.1', '0.0.0.0', false],
    ['192.0.2.1', '224.0.0.1', false],
  ])('from %s packets may go to %s: %s', (from, to, may) => expect(mayReach(from, to)).toBe(may))
  it('IPv4 shown as IPv6 is the same address', () =>
    expect(sameAddress({ host: '::ffff:192.0.2.1', port: 1 }, { host: '192.0.2.1', port: 1 })).toBe(true))
  it.each(['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8::0001'])('IPv6 is the same address in whatever form: %s', (host) =>
    expect(sameAddress({ host, port: 1 }, { host: '2001:db8::1', port: 1 })).toBe(true),
  )
})

describe('what is read of a message can be sent to', () => {
  const via = (text: string) => peek(`OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP ${text}\r\n\r\n`)?.via
  it('a Via with an invalid port is ignored', () => {
    expect(via('192.0.2.1:99999;branch=z9')).toBeNull()
    expect(via('192.0.2.1:0;branch=z9')).toBeNull()
    expect(via('192.0.2.1:5060;branch=z9')).toMatchObject({ port: 5060 })
  })
  it('rport and received are a port and an address, or nothing', () => {
    expect(via('h;rport=99999;received=evil"<>')).toMatchObject({ rport: 0, received: null })
    expect(via('h;rport=7;received=[2001:db8::2]')).toMatchObject({ rport: 7, received: '2001:db8::2' })
  })
  it('a URI with an invalid port has no target', () => {
    expect(uriTarget('<sip:a@192.0.2.1:99999>')).toBeNull()
    expect(uriTarget('<sip:a@192.0.2.1:5070>')).toMatchObject({ port: 5070 })
  })
  it.each([
    ['a long name', 'N'.repeat(5000)],
    ['a long name in quotes, with a URI in it', `"sip:b@h${'<sip:c@h> '.repeat(500)}"`],
  ])('a URI behind %s is found', (_name, name) =>
    expect(uriTarget(`${name} <sip:a@192.0.2.1:5070;lr>`)).toMatchObject({ host: '192.0.2.1', port: 5070 }),
  )
  it('of ten thousand headers a hundred are read; such a request is refused, and such a response is no message', () => {
    const lines = 'v: x\r\n'.repeat(10_000)
    const request = peek(`OPTIONS sip:a SIP/2.0\r\n${lines}\r\n`)
    expect(request?.refusal).toBe(513)
    expect(request?.headers.get('via')).toHaveLength(100)
    expect(peek(`SIP/2.0 200 OK\r\n${lines}\r\n`)).toBeNull()
  })
})
