import { describe, expect, it, vi } from 'vitest'
import { autoAnswerDelay } from '../../../electron/phone/calls/auto-answer.ts'
import { redirectTarget } from '../../../electron/phone/calls/call-end.ts'
import { readFragment } from '../../../electron/phone/calls/transfer.ts'
import { BackOff } from '../../../electron/phone/line/back-off.ts'
import { readMessageSummary } from '../../../electron/phone/line/message-summary.ts'
import { notUnderstood } from '../../../electron/phone/line/sipjs/in-dialog.ts'
import { readSessionExpires, SessionTimer } from '../../../electron/phone/line/sipjs/session-timer.ts'
import { Negotiation } from '../../../electron/phone/media/negotiation.ts'
import { PacketSize } from '../../../electron/phone/media/packet-size.ts'
import { estimateMos, oneWayDelay, QualityMean } from '../../../electron/phone/media/quality.ts'
import { buildRtcp, ReceptionStatistics, readReportOn } from '../../../electron/phone/media/rtcp.ts'
import { watchNetwork } from '../../../electron/phone/transport/network-watch.ts'
import { withoutSecrets } from '../../../electron/phone/transport/trace.ts'
import { defaultPreferences } from '../../../shared/line-preferences.ts'

const headers =
  (all: Readonly<Record<string, string>>) =>
  (name: string): string | undefined =>
    all[name]

describe('session timers (RFC 4028)', () => {
  const timers = () => {
    const set: { run: () => void; ms: number }[] = []
    return { set: (run: () => void, ms: number) => set.push({ run, ms }), clear: () => {}, now: () => 0, all: set }
  }
  it('reads what the header says', () => {
    expect(readSessionExpires('1800;refresher=uas')).toEqual({ seconds: 1800, refresher: 'uas' })
    expect(readSessionExpires(' 90 ; foo=1')).toEqual({ seconds: 90, refresher: null })
    expect(readSessionExpires(undefined)).toBeNull()
    expect(readSessionExpires('soon')).toBeNull()
  })
  it('as caller and refresher: refreshes at half time, and gives the session up before its end', () => {
    const t = timers()
    const [onRefresh, onExpired] = [vi.fn(), vi.fn()]
    const timer = new SessionTimer({ onRefresh, onExpired }, t)
    expect(timer.requestHeaders()).toEqual(['Session-Expires: 1800', 'Min-SE: 90'])
    timer.accepted(headers({ 'session-expires': '600;refresher=uac' }))
    expect(t.all.map((x) => x.ms)).toEqual([300_000, 568_000])
    for (const { run } of t.all) run()
    expect([onRefresh.mock.calls.length, onExpired.mock.calls.length]).toEqual([1, 1])
    expect(timer.requestHeaders()[0]).toBe('Session-Expires: 600;refresher=uac')
  })
  it('as caller with a far end that refreshes: only waits', () => {
    const t = timers()
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, t)
    timer.accepted(headers({ 'session-expires': '90;refresher=uas' }))
    expect(t.all.map((x) => x.ms)).toEqual([60_000])
    expect(timer.terms).toEqual({ seconds: 90, weRefresh: false })
  })
  it('a 422 names a longer interval, once', () => {
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers())
    expect(timer.tooShort(headers({ 'min-se': '3600' }))).toBe(true)
    expect(timer.requestHeaders()).toEqual(['Session-Expires: 3600', 'Min-SE: 3600'])
    expect(timer.tooShort(headers({ 'min-se': '3600' }))).toBe(false)
    expect(timer.tooShort(headers({}))).toBe(false)
  })
  it.each([
    [{ supported: 'timer', 'session-expires': '1800' }, ['Session-Expires: 1800;refresher=uac', 'Require: timer'], false],
    [{ supported: 'timer', 'session-expires': '1800;refresher=uas' }, ['Session-Expires: 1800;refresher=uas'], true],
    [{ 'session-expires': '60' }, ['Session-Expires: 90;refresher=uas'], true],
    [{}, ['Session-Expires: 1800;refresher=uas'], true],
  ])('answers %o', (request, answer, weRefresh) => {
    const timer = new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers())
    expect(timer.answer(headers(request))).toEqual(answer)
    expect(timer.terms?.weRefresh).toBe(weRefresh)
  })
  it('refuses an interval that is too short', () =>
    expect(
      new SessionTimer({ onRefresh: () => {}, onExpired: () => {} }, timers()).answer(headers({ supported: 'timer', 'session-expires': '60' })),
    ).toBeNull())
})

describe('auto answer', () => {
  const from = (all: Readonly<Record<string, string>>) => headers(all)
  it('is off, or after the user’s delay', () => {
    expect(autoAnswerDelay({ mode: 'off', delay: 3 }, from({ 'call-info': '<x>;answer-after=0' }))).toBeNull()
    expect(autoAnswerDelay({ mode: 'always', delay: 3 }, from({}))).toBe(3)
  })
  it.each([
    [{ 'call-info': '<sip:x>;answer-after=0' }, 2],
    [{ 'call-info': '<sip:x>; answer-after=5' }, 5],
    [{ 'alert-info': '<http://x>;info=alert-autoanswer;delay=0' }, 2],
    [{ 'answer-mode': 'Auto' }, 2],
    [{ 'answer-mode': 'Manual' }, null],
    [{}, null],
  ])('by header %o', (all, delay) => expect(autoAnswerDelay({ mode: 'header', delay: 2 }, from(all as Record<string, string>))).toBe(delay))
})

it.each([
  [['<sip:+49301234@host;user=phone>;q=0.5'], '+49301234'],
  [['"Bob" <sips:bob%20b@host>'], 'bob b'],
  [['<tel:+49-30-1234>'], '+49-30-1234'],
  [['<http://x.example>', '<sip:123@h>'], '123'],
  [['<sip:host-only.example>'], null],
  [[], null],
])('a 302 with %o leads to %s', (contacts, target) => expect(redirectTarget(contacts)).toBe(target))

it.each([
  ['SIP/2.0 200 OK\r\n', 200],
  ['SIP/2.0 100 Trying', 100],
  ['nonsense', null],
])('a sipfrag %s says %s', (body, status) => expect(readFragment(body)).toBe(status))

it('a message summary says how many messages wait (RFC 3842)', () => {
  expect(readMessageSummary('Messages-Waiting: yes\r\nMessage-Account: sip:*97@h.example\r\nVoice-Message: 2/8 (0/2)\r\n')).toEqual({
    waiting: true,
    fresh: 2,
    old: 8,
    account: '*97',
  })
  expect(readMessageSummary('Messages-Waiting: no\r\n')).toEqual({ waiting: false, fresh: 0, old: 0, account: null })
  expect(readMessageSummary('hello')).toBeNull()
})

it('what a request requires and we do not have is named', () => {
  expect(notUnderstood('timer, 100rel,foo')).toEqual(['100rel', 'foo'])
  expect(notUnderstood(undefined)).toEqual([])
})

describe('quality', () => {
  it('follows the E-model: G.711 without loss is good, loss and delay cost', () => {
    expect(estimateMos('PCMA', 0, 50)).toBeCloseTo(4.38, 1)
    expect(estimateMos('PCMA', 0.05, 50)).toBeLessThan(3.9)
    expect(estimateMos('PCMA', 0.2, 50)).toBeLessThan(2.6)
    expect(estimateMos('PCMA', 0, 400)).toBeLessThan(estimateMos('PCMA', 0, 150) - 0.3)
    expect(estimateMos('opus', 1, 5000)).toBe(1)
    expect(oneWayDelay(100, 10)).toBe(135)
  })
  it('means leave out what was not known', () => {
    const mean = new QualityMean()
    expect(mean.value).toBeNull()
    mean.add({ mos: 4, jitter: 2, loss: 0, roundTrip: null, remoteLoss: null })
    mean.add({ mos: 3, jitter: 4, loss: 0.1, roundTrip: 80, remoteLoss: 0.5 })
    expect(mean.value).toEqual({ mos: 3.5, jitter: 3, loss: 0.05, roundTrip: 80, remoteLoss: 0.5 })
  })
  it('a report on our stream gives loss and round trip', () => {
    const now = Date.UTC(2026, 10, 23, 12, 0, 0)
    const statistics = new ReceptionStatistics({ ssrc: 7, sequence: 1 })
    statistics.add({ sequence: 1, timestamp: 0 }, 8000, 0)
    statistics.add({ sequence: 4, timestamp: 480 }, 8000, 60)
    // our SR of 300 ms ago, held for 100 ms by the far end
    const sent = buildRtcp({ ssrc: 7, timestamp: 0, packets: 1, octets: 1 }, [], 'x', false, now - 300).readUInt32BE(10)
    const report = buildRtcp({ ssrc: 9, timestamp: 0, packets: 1, octets: 1 }, [statistics.block(sent, 6554)], 'y', false, now)
    expect(readReportOn(report, 7, now)?.roundTrip).toBeCloseTo(200, 0)
    expect(readReportOn(report, 7, now)?.loss).toBeCloseTo(0.5)
    expect(readReportOn(report, 8, now)).toBeNull()
    expect(statistics.interval()).toEqual({ loss: 0.5, packets: 2 })
    expect(statistics.interval()).toEqual({ loss: 0, packets: 0 })
  })
})

it('packets are made as long as the far end asked for', () => {
  const size = new PacketSize()
  const piece = (timestamp: number) => ({ payload: Buffer.alloc(160, timestamp / 160), marker: timestamp === 0, timestamp })
  expect(size.cut('a', 'PCMA', piece(0), 20)).toHaveLength(1)
  const out = [160, 320, 480, 640].flatMap((t) => size.cut('a', 'PCMA', piece(t), 30))
  expect(out.map((p) => [p.payload.length, p.timestamp])).toEqual([
    [240, 160],
    [240, 400],
  ])
  // another source drops the rest of the one before
  expect(size.cut('b', 'PCMA', piece(0), 30)).toEqual([])
  expect(size.cut('b', 'PCMA', piece(160), 40)[0]?.payload.length).toBe(320)
  expect(size.cut('b', 'opus', piece(0), 40)).toHaveLength(1)
})

describe('offer and answer', () => {
  const talk = (part: Partial<typeof defaultPreferences> = {}) => {
    const n = new Negotiation({ ...defaultPreferences, ...part })
    n.place = { address: '10.0.0.1', port: 4000 }
    return n
  }
  const remote = (text: string) => `v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\n${text}\r\n`
  it('offers the user’s codecs in the user’s order, with ptime and comfort noise', () => {
    const n = talk({
      codecs: [
        { name: 'opus', on: true },
        { name: 'G722', on: false },
        { name: 'PCMU', on: true },
        { name: 'PCMA', on: true },
      ],
      packetTime: 30,
      comfortNoise: true,
    })
    expect(n.offer()).toMatch(/m=audio 4000 RTP\/AVP 96 0 8 13 97 101\r\n/)
    expect(n.offer()).toMatch(/a=rtpmap:13 CN\/8000\r\na=ptime:30/)
  })
  it('takes the offerer’s first codec that is on, and refuses when none is', () => {
    const n = talk({ codecs: defaultPreferences.codecs.map((c) => ({ ...c, on: c.name === 'PCMU' })) })
    n.setRemote(remote('m=audio 5000 RTP/AVP 8 0\r\na=ptime:40'), 'offer')
    expect(n.answer()).toMatch(/m=audio 4000 RTP\/AVP 0\r\n/)
    expect(n.sending).toMatchObject({ codec: { name: 'PCMU' }, packetTime: 40 })
    expect(() => n.setRemote(remote('m=audio 5000 RTP/AVP 8'), 'offer')).toThrow('no common codec')
  })
  it('SDES: both sides end with each other’s keys', () => {
    const [a, b] = [talk({ srtp: 'required' }), talk({ srtp: 'preferred' })]
    a.offerEncrypted = true
    b.setRemote(a.offer(), 'offer')
    a.setRemote(b.answer(), 'answer')
    const packet = Buffer.from('80080001000000a0cafebabe112233', 'hex')
    expect(b.srtp?.in.open(a.srtp?.out.protect(packet) ?? packet)).toEqual(packet)
    expect(a.srtp?.in.open(b.srtp?.out.protect(packet) ?? packet)).toEqual(packet)
  })
  it('required means required, off means off', () => {
    expect(() => talk({ srtp: 'required' }).setRemote(remote('m=audio 5000 RTP/AVP 8'), 'offer')).toThrow('no encryption')
    const offer = talk({ srtp: 'required' })
    offer.offerEncrypted = true
    expect(() => talk().setRemote(offer.offer(), 'offer')).toThrow('no common codec')
    // plain and encrypted side by side: what is not taken is answered with port 0
    const both = talk({ srtp: 'preferred' })
    both.setRemote(remote(`m=audio 5000 RTP/AVP 8\r\n${offer.offer().slice(offer.offer().indexOf('m=audio'))}`), 'offer')
    expect(both.answer()).toMatch(/m=audio 0 RTP\/AVP 8\r\nm=audio 4000 RTP\/SAVP/)
  })
})

it('a trace holds no digest answer and no key', () => {
  const text = withoutSecrets(
    'REGISTER sip:h SIP/2.0\r\nAuthorization: Digest username="u", realm="r", nonce="n1", response="deadbeef", cnonce=cc\r\n\r\na=crypto:1 X inline:AAAABBBB|2^20\r\n',
  )
  expect(text).toContain('username="u"')
  expect(text).not.toMatch(/deadbeef|n1|cc\r|AAAABBBB/)
})

it('a change of addresses is told once', () => {
  vi.useFakeTimers()
  let now = 'a'
  const changed = vi.fn()
  const stop = watchNetwork(changed, () => now)
  vi.advanceTimersByTime(3000)
  expect(changed).not.toHaveBeenCalled()
  now = 'b'
  vi.advanceTimersByTime(3000)
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
  vi.useRealTimers()
})

it('a line tries often at first and seldom later, and at once while there are other servers', () => {
  let now = 0
  const backOff = new BackOff(
    () => now,
    () => 0.5,
  )
  expect(backOff.failed(false, 0)).toBe(0)
  expect([1, 2, 3, 4, 5, 6].map(() => backOff.failed(true, 0))).toEqual([500, 1000, 2000, 4000, 4000, 4000])
  expect(backOff.failed(true, 30)).toBe(30_000)
  now = 11 * 60_000
  expect(backOff.failed(true, 0)).toBe(60_000)
  backOff.reset()
  expect(backOff.failed(true, 0)).toBe(500)
})
