import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PageLeg, type PageLegState } from '../../../../../electron/phone/media/page-leg.ts'
import type { CodecName } from '../../../../../shared/domain/codec.ts'
import { fakePage } from '../../../../support/fakes/page.ts'
import { fakeLegs } from '../../../../support/fakes/web-rtc-leg.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
/** Runs what is due now. */
const settle = () => vi.advanceTimersByTimeAsync(0)

function setUp(options: { refuse?: boolean } = {}) {
  const fake = fakePage()
  const { legs, createLeg } = fakeLegs(options)
  const rtp = { fromPage: vi.fn(), pageGone: vi.fn(), codec: 'PCMA' as CodecName | null, close: vi.fn() }
  const states: PageLegState[] = []
  const pageLeg = new PageLeg({ page: fake.page, rtp, createLeg, echoCancellation: true, onChange: (state) => states.push(state) })
  return { fake, legs, rtp, pageLeg, states, state: () => states.at(-1) }
}

describe('the leg to the page', () => {
  it('comes up, with the microphone as it is wanted', async () => {
    const { fake, legs, pageLeg, state } = setUp()
    pageLeg.setMicrophone('live')
    pageLeg.attach()
    await settle()
    legs[0]?.events.onConnected()
    expect(fake.ops).toEqual(['leg.open', 'leg.microphone', 'leg.answer', 'leg.codec'])
    expect(fake.last('leg.microphone').request).toMatchObject({ mode: 'live', echoCancellation: true })
    expect(state()).toEqual({ leg: 'up', legId: 1, microphone: 'live' })
    pageLeg.close()
  })

  it('asks again for a microphone that is not there, until it is', async () => {
    const { fake, pageLeg, state } = setUp()
    pageLeg.attach()
    await settle()
    const asked = () => fake.ops.filter((op) => op === 'leg.microphone').length
    fake.held = true
    pageLeg.setMicrophone('live')
    for (let tries = 1; tries <= 3; tries++) {
      fake.last('leg.microphone').reply({ ok: false, reason: 'missing', message: 'no device' })
      await settle()
      expect([asked(), state()?.microphone]).toEqual([tries, 'missing'])
      await vi.advanceTimersByTimeAsync(2000)
    }
    fake.last('leg.microphone').reply({ ok: true, sdp: null })
    await vi.advanceTimersByTimeAsync(10_000)
    expect([asked(), state()?.microphone]).toEqual([4, 'live'])
    pageLeg.close()
  })

  it('asks no more for a microphone that is not there once it is not wanted, or the leg is closed', async () => {
    const { fake, pageLeg } = setUp()
    pageLeg.attach()
    await settle()
    fake.held = true
    pageLeg.setMicrophone('live')
    fake.last('leg.microphone').reply({ ok: false, reason: 'missing', message: 'no device' })
    await settle()
    pageLeg.setMicrophone('off')
    fake.last('leg.microphone').reply({ ok: true, sdp: null })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fake.ops.filter((op) => op === 'leg.microphone')).toHaveLength(2)
    pageLeg.setMicrophone('live')
    fake.last('leg.microphone').reply({ ok: false, reason: 'missing', message: 'no device' })
    await settle()
    pageLeg.close()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fake.ops.filter((op) => op === 'leg.microphone')).toHaveLength(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('closed while the page is asked for its offer makes no connection', async () => {
    const { fake, legs, pageLeg } = setUp()
    fake.held = true
    pageLeg.attach()
    pageLeg.close()
    fake.last('leg.open').reply({ ok: true, sdp: 'offer' })
    await settle()
    expect(legs[0]?.answer).not.toHaveBeenCalled()
    expect(fake.ops).toEqual(['leg.open', 'leg.close'])
  })

  it('closed while the gateway answers leaves no connection, and the page is not asked for more', async () => {
    const { fake, legs, pageLeg } = setUp()
    pageLeg.attach()
    await Promise.resolve()
    pageLeg.close()
    await settle()
    expect(legs.map((leg) => leg.connection)).toEqual([false])
    expect(fake.ops.at(-1)).toBe('leg.close')
  })

  it('that failed to open is closed on both sides and made again a second later', async () => {
    const { fake, legs, pageLeg, state } = setUp({ refuse: true })
    pageLeg.attach()
    await settle()
    expect(fake.ops).toEqual(['leg.open', 'leg.close'])
    expect(legs[0]?.close).toHaveBeenCalledOnce()
    expect(state()).toMatchObject({ leg: 'none' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(legs).toHaveLength(2)
    pageLeg.close()
  })

  it('closed after a failure is not made again', async () => {
    const { legs, pageLeg } = setUp({ refuse: true })
    pageLeg.attach()
    await settle()
    pageLeg.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(legs).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('may be closed twice: leg, page and port are closed once each', async () => {
    const { fake, legs, rtp, pageLeg } = setUp()
    pageLeg.attach()
    await settle()
    pageLeg.close()
    pageLeg.close()
    expect(fake.ops.filter((op) => op === 'leg.close')).toHaveLength(1)
    expect([legs[0]?.close, rtp.close].map((close) => vi.mocked(close as () => void).mock.calls.length)).toEqual([1, 1])
  })

  it('whatever comes after the close changes nothing', async () => {
    const { fake, legs, rtp, pageLeg, states } = setUp()
    pageLeg.attach()
    await settle()
    pageLeg.close()
    const before = states.length
    legs[0]?.events.onConnected()
    legs[0]?.events.onDisconnected()
    legs[0]?.events.onPacket('PCMA', false, 0, Buffer.alloc(160))
    fake.page.setPresent(false)
    fake.page.setPresent(true)
    pageLeg.attach()
    pageLeg.setMicrophone('live')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states).toHaveLength(before)
    expect(rtp.fromPage).not.toHaveBeenCalled()
    expect(legs).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('whose end fails does not keep the port to the far end open', async () => {
    const { legs, rtp, pageLeg } = setUp()
    pageLeg.attach()
    await settle()
    vi.mocked(legs[0]?.close as () => void).mockImplementation(() => {
      throw new Error('the leg cannot be closed')
    })
    expect(() => pageLeg.close()).toThrow('cannot be closed')
    expect(rtp.close).toHaveBeenCalledOnce()
  })

  it('is built again when the page comes back', async () => {
    const { fake, legs, pageLeg, state } = setUp()
    pageLeg.attach()
    await settle()
    fake.page.setPresent(false)
    expect(state()).toMatchObject({ leg: 'none', legId: null })
    fake.page.setPresent(true)
    await settle()
    expect(legs.map((leg) => leg.connection)).toEqual([false, true])
    pageLeg.close()
  })

  it('that stalled with an open microphone is built again', async () => {
    const { legs, pageLeg } = setUp()
    pageLeg.setMicrophone('live')
    pageLeg.attach()
    await settle()
    legs[0]?.events.onConnected()
    await vi.advanceTimersByTimeAsync(2600)
    expect(legs.map((leg) => leg.connection)).toEqual([false, true])
    pageLeg.close()
  })
})
