import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { codecs } from '../../../../../electron/phone/media/codecs.ts'
import { buildDescription, eventsFor, intersectDirections, parseDescription, withAddresses } from '../../../../../electron/phone/media/sdp.ts'

const parts = {
  address: '10.0.0.1',
  port: 4000,
  sessionId: 1,
  version: 1,
  codecs,
  events: eventsFor(codecs),
  direction: 'sendrecv',
  packetTime: 20,
  comfortNoise: false,
  protocol: 'RTP/AVP',
  crypto: null,
} as const

describe('a description', () => {
  it('is read back as it was written', () => {
    const read = parseDescription(buildDescription(parts))
    expect(read).toMatchObject({ address: '10.0.0.1', port: 4000, rtcpPort: 4001, direction: 'sendrecv' })
    expect(read?.codecs.map((c) => c.name)).toEqual(['PCMA', 'PCMU', 'G722', 'opus'])
    expect(read?.events).toEqual(
      new Map([
        [8000, 101],
        [48_000, 97],
      ]),
    )
  })
  it.each([
    ['2001:DB8::1', '2001:db8::1', 'sendrecv'],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1', 'sendrecv'],
    ['0:0:0:0:0:0:0:0', '::', 'sendonly'],
  ])('with the address %s is compared as %s', (written, address, direction) => {
    const read = parseDescription(`v=0\r\nc=IN IP6 ${written}\r\nm=audio 4000 RTP/AVP 8\r\n`)
    expect(read).toMatchObject({ address, direction })
  })
  it('rejects every other section in place', () => {
    const offer = 'v=0\r\nc=IN IP4 10.0.0.2\r\nm=video 5000 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 0 13\r\na=sendonly\r\nm=application 1 UDP/BFCP *\r\n'
    const read = parseDescription(offer)
    expect(read).toMatchObject({ index: 1, direction: 'sendonly' })
    const answer = buildDescription({ ...parts, others: read?.others ?? [], index: read?.index ?? 0 })
    expect(answer.match(/^m=\w+ \d+/gm)).toEqual(['m=video 0', 'm=audio 4000', 'm=application 0'])
  })
  it.each([
    ['c=0.0.0.0 holds', 'c=IN IP4 0.0.0.0\r\nm=audio 1 RTP/AVP 8', 'sendonly'],
    ['the session’s direction counts', 'c=IN IP4 10.0.0.2\r\na=inactive\r\nm=audio 1 RTP/AVP 8', 'inactive'],
  ])('%s', (_name, text, direction) => expect(parseDescription(`v=0\r\n${text}\r\n`)?.direction).toBe(direction))
  it.each([
    '',
    'm=audio 0 RTP/AVP 8',
    'v=0\r\nc=IN IP4 1.2.3\r\nm=audio 1 RTP/AVP 8',
    `v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 1 RTP/AVP 8\r\n${'m=video 1 RTP/AVP 96\r\n'.repeat(60)}`,
    'v=0\r\nc=IN IP4 239.1.1.1/127\r\nm=audio 1 RTP/AVP 8',
    'v=0\r\nc=IN IP4 255.255.255.255\r\nm=audio 1 RTP/AVP 8',
    'v=0\r\nc=IN IP6 ff02::1\r\nm=audio 1 RTP/AVP 8',
    `v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 1 RTP/AVP 8\r\n${'a=x\r\n'.repeat(9000)}`,
  ])('%# is none', (text) => expect(parseDescription(text)).toBeNull())
  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDescription(`v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 1 RTP/AVP 8 ${text}\r\n${text}`)))
  })
  it('directions are intersected', () => {
    expect([
      intersectDirections('sendrecv', 'sendonly'),
      intersectDirections('sendonly', 'sendrecv'),
      intersectDirections('sendonly', 'sendonly'),
      intersectDirections('sendrecv', 'inactive'),
    ]).toEqual(['recvonly', 'sendonly', 'inactive', 'inactive'])
  })
})

describe('a host name in place of an address', () => {
  const named = 'v=0\r\nc=IN IP4 media.example.com\r\nm=audio 4000 RTP/AVP 8\r\nc=IN IP4 other.example.com\r\n'
  it('is a description', () => expect(parseDescription(named)).toMatchObject({ address: 'other.example.com', port: 4000 }))
  it('is looked up, of either family; what is not found stays', async () => {
    const asked: string[] = []
    const find = async (host: string) => {
      asked.push(host)
      return host.startsWith('other') ? ['2001:db8::7', '192.0.2.7'] : []
    }
    expect(await withAddresses(named, find)).toBe(named.replace('IP4 other.example.com', 'IP6 2001:db8::7'))
    expect(asked).toEqual(['media.example.com', 'other.example.com'])
  })
  it('without one nothing is looked up, and of many only the first', async () => {
    const find = vi.fn(async () => ['192.0.2.7'])
    const plain = 'v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 8\r\n'
    expect(await withAddresses(plain, find)).toBe(plain)
    expect(find).not.toHaveBeenCalled()
    await withAddresses(Array.from({ length: 50 }, (_, i) => `c=IN IP4 h${i}.example.com`).join('\r\n'), find)
    expect(find).toHaveBeenCalledTimes(4)
  })
})
