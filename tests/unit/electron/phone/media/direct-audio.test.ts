import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDirectAudio, onlyAudio, withoutLoopback } from '../../../../../electron/phone/media/direct-audio.ts'
import type { CallQuality } from '../../../../../shared/domain/call.ts'
import type { Reception } from '../../../../../shared/domain/media.ts'
import { fakePage } from '../../../../support/fakes/page.ts'

it('a description for a page is reduced to one audio section, and names no loopback candidate', () => {
  const many = 'v=0\r\na=group:BUNDLE 0 1\r\nm=video 1 X 1\r\na=mid:1\r\nm=audio 1 X 0\r\na=mid:0\r\n'
  expect(onlyAudio(many)).toBe('v=0\r\na=group:BUNDLE 0\r\nm=audio 1 X 0\r\na=mid:0\r\n')
  expect(onlyAudio(`${many}${'x'.repeat(17_000)}`)).toBeNull()
  expect(withoutLoopback('a=candidate:1 1 udp 1 127.0.0.1 5 typ host\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n')).toBe(
    'a=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n',
  )
})

it('asks again for a microphone that is not there, until it is, or the call is over', async () => {
  vi.useFakeTimers()
  const fake = fakePage()
  const states: string[] = []
  const events = { onState: ({ microphone }: { microphone: string }) => states.push(microphone), onTone: () => {}, onQuality: () => {} }
  const audio = createDirectAudio({ page: fake.page, echoCancellation: false, events })
  await audio.offer()
  fake.held = true
  audio.setMicrophone('live')
  const asked = () => fake.ops.filter((op) => op === 'leg.microphone').length
  for (let tries = 1; tries <= 2; tries++) {
    fake.last('leg.microphone').reply({ ok: false, reason: 'missing', message: 'no device' })
    await vi.advanceTimersByTimeAsync(0)
    expect([asked(), states.at(-1)]).toEqual([tries, 'missing'])
    await vi.advanceTimersByTimeAsync(2000)
  }
  fake.last('leg.microphone').reply({ ok: true, sdp: null })
  await vi.advanceTimersByTimeAsync(10_000)
  expect([asked(), states.at(-1)]).toEqual([3, 'live'])
  audio.setMicrophone('mute')
  fake.last('leg.microphone').reply({ ok: false, reason: 'busy', message: 'another program' })
  await vi.advanceTimersByTimeAsync(0)
  audio.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked()).toBe(4)
  vi.useRealTimers()
})

describe('the quality of a call whose audio is in the page', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())
  const ANSWER = 'v=0\r\nm=audio 4000 UDP/TLS/RTP/SAVPF 8\r\na=rtpmap:8 PCMA/8000\r\n'

  /** A connected call; `next` is what the page's statistics say two seconds later. */
  async function setUp() {
    const fake = fakePage()
    const heard: CallQuality[] = []
    const audio = createDirectAudio({
      page: fake.page,
      echoCancellation: false,
      events: { onState: () => {}, onTone: () => {}, onQuality: (quality) => heard.push(quality) },
    })
    await audio.offer()
    await audio.setRemote(ANSWER, 'answer')
    fake.held = true
    const next = async (reception: Partial<Reception> | null): Promise<void> => {
      await vi.advanceTimersByTimeAsync(2000)
      const whole = reception && { packets: 0, lost: 0, jitter: 4, roundTrip: 30, remoteLoss: null, ...reception }
      fake.last('leg.reception').reply({ ok: true, sdp: null, reception: whole })
      await vi.advanceTimersByTimeAsync(0)
    }
    return { fake, heard, audio, next }
  }

  it('is measured every two seconds from what the page received since', async () => {
    const { heard, audio, next } = await setUp()
    await next({ packets: 100 })
    expect(heard).toEqual([])
    await next({ packets: 200, roundTrip: 42, remoteLoss: 0.1 })
    expect(heard).toEqual([{ mos: expect.closeTo(4.3, 0), loss: 0, jitter: 4, roundTrip: 42, remoteLoss: 0.1 }])
    await next({ packets: 250, lost: 50 })
    expect(heard.at(-1)?.loss).toBe(0.5)
    expect(heard.at(-1)?.mos).toBeLessThan(3.1)
    expect(audio.meanQuality()?.loss).toBe(0.25)
    audio.close()
  })
  it('is unknown while nothing arrives, as on hold, and in the interval after', async () => {
    const { heard, audio, next } = await setUp()
    await next({ packets: 100 })
    await next({ packets: 100 })
    await next({ packets: 150, lost: 3 })
    expect(heard).toEqual([])
    await next({ packets: 250, lost: 3 })
    expect(heard).toHaveLength(1)
    audio.close()
  })
  it('is never below no loss, whatever arrived twice or late', async () => {
    const { heard, audio, next } = await setUp()
    await next({ packets: 100, lost: 4 })
    await next({ packets: 210, lost: -6 })
    expect(heard).toMatchObject([{ loss: 0 }])
    audio.close()
  })
  it('asks one question at a time, and none once the call is over or the page is gone', async () => {
    const { fake, audio } = await setUp()
    await vi.advanceTimersByTimeAsync(20_000)
    const asked = (): number => fake.ops.filter((op) => op === 'leg.reception').length
    expect(asked()).toBe(1)
    fake.last('leg.reception').fail()
    await vi.advanceTimersByTimeAsync(2000)
    expect(asked()).toBe(2)
    fake.last('leg.reception').reply({ ok: false, reason: 'no-leg', message: '' })
    await vi.advanceTimersByTimeAsync(0)
    fake.page.setPresent(false)
    await vi.advanceTimersByTimeAsync(4000)
    audio.close()
    fake.page.setPresent(true)
    await vi.advanceTimersByTimeAsync(4000)
    expect(asked()).toBe(2)
  })
})
