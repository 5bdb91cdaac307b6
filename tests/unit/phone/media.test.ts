import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codecs } from '../../../electron/phone/media/codecs.ts'
import { onlyAudio, withoutLoopback } from '../../../electron/phone/media/direct-sound.ts'
import { ToneReader, tonePayloads } from '../../../electron/phone/media/dtmf.ts'
import { Latch } from '../../../electron/phone/media/latch.ts'
import { buildRtcp, ReceptionStatistics } from '../../../electron/phone/media/rtcp.ts'
import { buildRtp, parseRtp, Rebase, Restamp } from '../../../electron/phone/media/rtp.ts'
import { buildDescription, eventsFor, meet, parseDescription } from '../../../electron/phone/media/sdp.ts'
import { readBindingAnswer } from '../../../electron/phone/media/stun.ts'

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
    'v=0\r\nc=IN IP4 h.example\r\nm=audio 1 RTP/AVP 8',
    `v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 1 RTP/AVP 8\r\n${'a=x\r\n'.repeat(9000)}`,
  ])('%# is none', (text) => expect(parseDescription(text)).toBeNull())
  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDescription(`v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 1 RTP/AVP 8 ${text}\r\n${text}`)))
  })
  it('directions meet', () => {
    expect([meet('sendrecv', 'sendonly'), meet('sendonly', 'sendrecv'), meet('sendonly', 'sendonly'), meet('sendrecv', 'inactive')]).toEqual([
      'recvonly',
      'sendonly',
      'inactive',
      'inactive',
    ])
  })
  it('for a page is reduced to one audio section, and says nothing of loopback', () => {
    const many = 'v=0\r\na=group:BUNDLE 0 1\r\nm=video 1 X 1\r\na=mid:1\r\nm=audio 1 X 0\r\na=mid:0\r\n'
    expect(onlyAudio(many)).toBe('v=0\r\na=group:BUNDLE 0\r\nm=audio 1 X 0\r\na=mid:0\r\n')
    expect(onlyAudio(`${many}${'x'.repeat(17_000)}`)).toBeNull()
    expect(withoutLoopback('a=candidate:1 1 udp 1 127.0.0.1 5 typ host\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n')).toBe(
      'a=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n',
    )
  })
})

describe('RTP', () => {
  it('is read back as it was written, and garbage is none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 127 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 65_535 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.uint8Array({ maxLength: 200 }),
        (payloadType, marker, sequence, timestamp, payload) => {
          const packet = { payloadType, marker, sequence, timestamp, ssrc: 7, payload: Buffer.from(payload) }
          expect(parseRtp(buildRtp(packet))).toEqual(packet)
        },
      ),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (data) => void parseRtp(Buffer.from(data))))
  })
  it('goes on under one clock through a change of source and a wrap', () => {
    let now = 0
    const out = new Restamp({ sequence: 65_534, timestamp: 2 ** 32 - 160 }, () => now)
    const first = out.next('leg 1', 8000, 5)
    now += 20
    const second = out.next('leg 1', 8000, 165)
    now += 1000
    const third = out.next('leg 2', 8000, 999)
    expect([first.sequence, second.sequence, third.sequence]).toEqual([65_535, 0, 1])
    expect((second.timestamp - first.timestamp + 2 ** 32) % 2 ** 32).toBe(160)
    expect((third.timestamp - second.timestamp + 2 ** 32) % 2 ** 32).toBe(8000)
    expect([first.fresh, second.fresh, third.fresh]).toEqual([true, false, true])
  })
  it('keeps loss visible towards the page, and a new SSRC does not break the stream', () => {
    const rebase = new Rebase({ sequence: 100, timestamp: 0 }, () => 0)
    const a = rebase.next({ ssrc: 1, sequence: 10, timestamp: 0 }, 8000)
    const b = rebase.next({ ssrc: 1, sequence: 13, timestamp: 480 }, 8000)
    const c = rebase.next({ ssrc: 2, sequence: 9000, timestamp: 5 }, 8000)
    expect([a.sequence, b.sequence, c.sequence]).toEqual([101, 104, 105])
  })
})

describe('tones', () => {
  it('last 120 ms, with the end three times and a duration on the codec’s clock', () => {
    const packets = tonePayloads(5, 48_000)
    expect(packets.map((p) => p.end)).toEqual([false, false, false, false, false, true, true, true])
    expect(packets.at(-1)?.payload).toEqual(Buffer.from([5, 0x8a, 0x16, 0x80]))
  })
  it('are read once each, however often their packets come', () => {
    const reader = new ToneReader()
    const event = Buffer.from([11, 0x8a, 0, 0])
    expect([reader.read(1, event), reader.read(1, event), reader.read(2, event), reader.read(3, Buffer.from([1]))]).toEqual(['#', null, '#', null])
  })
})

describe('where sound may come from', () => {
  const announced = { host: '10.0.0.1', port: 4000 }
  it('one other port of the same network, until the announced one was heard', () => {
    const latch = new Latch(announced, () => 0)
    expect(latch.admits({ host: '10.0.0.1', port: 4444 })).toBe(true)
    expect(latch.target.port).toBe(4444)
    expect(latch.admits({ host: '10.0.0.1', port: 5555 })).toBe(false)
    const settled = new Latch(announced, () => 0)
    expect([settled.admits(announced), settled.admits({ host: '10.0.0.1', port: 4444 })]).toEqual([true, false])
  })
  it('another network in the first seconds only', () => {
    let now = 0
    const early = new Latch(announced, () => now)
    expect(early.admits({ host: '192.0.2.1', port: 1 })).toBe(true)
    const late = new Latch(announced, () => now)
    now = 6000
    expect(late.admits({ host: '192.0.2.1', port: 1 })).toBe(false)
  })
})

it('reception is reported: loss, highest sequence over a wrap, jitter', () => {
  const s = new ReceptionStatistics({ ssrc: 9, sequence: 65_534 })
  for (const [i, sequence] of [65_534, 65_535, 0, 3].entries()) s.add({ sequence, timestamp: i * 160 }, 8000, i * 20)
  expect(s.lost).toBe(2)
  const block = s.block(0, 0)
  expect([block.readUInt32BE(0), block[4], block.readUIntBE(5, 3), block.readUInt32BE(8)]).toEqual([9, 85, 2, 65_539])
  const packet = buildRtcp({ ssrc: 1, timestamp: 0, packets: 5, octets: 800 }, [block], 'abc', true)
  expect([packet[1], packet.length % 4, packet[packet.length - 7]]).toEqual([200, 0, 203])
})

it('a STUN answer gives the address, and only the answer to our question', () => {
  const transaction = Buffer.alloc(12, 7)
  const answer = Buffer.concat([
    Buffer.from('0101000c2112a442', 'hex'),
    transaction,
    Buffer.from('002000080001', 'hex'),
    Buffer.from([(4000 ^ 0x2112) >> 8, (4000 ^ 0x2112) & 255]),
    Buffer.from('e11ba54e', 'hex').map((b, i) => b ^ [0, 0, 0, 0][i]!),
  ])
  expect(readBindingAnswer(answer, transaction)).toEqual({ address: '192.9.1.12', port: 4000, other: null })
  expect(readBindingAnswer(answer, Buffer.alloc(12, 8))).toBeNull()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (data) => readBindingAnswer(Buffer.from(data), transaction) === null))
})
