import { expect, it, vi } from 'vitest'
import { loadedLegs } from '../../../../../electron/phone/media/loaded-leg.ts'
import type { WebRtcLegFactory } from '../../../../../electron/phone/media/webrtc-leg.ts'
import { fakeLegs } from '../../../../support/fakes/web-rtc-leg.ts'

const events = { onPacket: () => {}, onConnected: () => {}, onDisconnected: () => {} }
const packet = ['PCMA', false, 1, 160, Buffer.alloc(160)] as const

it('what makes legs is loaded for the first one, once, and before the page has its offer', async () => {
  const { legs, createLeg } = fakeLegs()
  const load = vi.fn(async () => createLeg)
  const create = loadedLegs(load)
  expect(load).not.toHaveBeenCalled()
  const [first, second] = [create(events), create(events)]
  expect(load).toHaveBeenCalledOnce()
  expect(await first.answer('the offer of the page')).toBe('answer of the gateway')
  expect(await second.answer('the offer of the page')).toBe('answer of the gateway')
  expect(load).toHaveBeenCalledOnce()
  expect(legs).toHaveLength(2)
  expect(legs[0]?.events).toBe(events)
})

it('packets go through once it is there, and are dropped before', async () => {
  const { legs, createLeg } = fakeLegs()
  const leg = loadedLegs(async () => createLeg)(events)
  leg.send(...packet)
  await leg.answer('the offer of the page')
  leg.send(...packet)
  expect(legs[0]?.send).toHaveBeenCalledExactlyOnceWith(...packet)
  leg.close()
  expect(legs[0]?.connection).toBe(false)
})

it('one that is closed while it loads opens nothing', async () => {
  const { legs, createLeg } = fakeLegs()
  const loaded = Promise.withResolvers<WebRtcLegFactory>()
  const leg = loadedLegs(() => loaded.promise)(events)
  const answer = leg.answer('the offer of the page')
  leg.close()
  loaded.resolve(createLeg)
  await expect(answer).rejects.toThrow('no connection')
  expect(legs.every(({ connection }) => !connection)).toBe(true)
})

it('where it cannot be loaded, the leg says so and the next one tries again', async () => {
  const { createLeg } = fakeLegs()
  const load = vi.fn<() => Promise<WebRtcLegFactory>>().mockRejectedValueOnce(new Error('the file is gone')).mockResolvedValue(createLeg)
  const create = loadedLegs(load)
  await expect(create(events).answer('the offer of the page')).rejects.toThrow('the file is gone')
  expect(await create(events).answer('the offer of the page')).toBe('answer of the gateway')
})

it('a leg that is closed before anybody asked it leaves no rejection behind', async () => {
  const load = vi.fn(async () => Promise.reject<WebRtcLegFactory>(new Error('the file is gone')))
  loadedLegs(load)(events).close()
  await expect(load.mock.results[0]?.value).rejects.toThrow('the file is gone')
})
