import { afterEach, expect, it, vi } from 'vitest'
import {
  createReturnedDevices,
  followDevicesForCalls,
  hasDevice,
  keepDevicesWaiting,
  missingDevices,
  watchDevices,
} from '../../../../../renderer/src/audio/devices.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A browser with one microphone, which counts how often it is asked. */
function fakeBrowser() {
  vi.useFakeTimers()
  const enumerateDevices = vi.fn(async () => [{ kind: 'audioinput', deviceId: 'm1', label: 'Desk', groupId: '' }])
  const devices = Object.assign(new EventTarget(), { enumerateDevices })
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('navigator', { mediaDevices: devices })
  vi.stubGlobal('document', page)
  return {
    enumerateDevices,
    plug: () => devices.dispatchEvent(new Event('devicechange')),
    setVisible(visible: boolean) {
      page.visibilityState = visible ? 'visible' : 'hidden'
      page.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

it('all that show the devices share one question to the browser, and who comes later gets what is known', async () => {
  const { enumerateDevices } = fakeBrowser()
  const shown: string[] = []
  const stops = ['banner', 'dialer'].map((who) => watchDevices(({ microphones }) => shown.push(`${who} ${microphones.map((m) => m.id)}`)))
  await vi.advanceTimersByTimeAsync(0)
  stops.push(watchDevices(({ microphones }) => shown.push(`call ${microphones.map((m) => m.id)}`)))
  // not while a component mounts: it would set a state in its effect
  expect(shown).toEqual(['banner m1', 'dialer m1'])
  await vi.advanceTimersByTimeAsync(0)
  expect(shown).toEqual(['banner m1', 'dialer m1', 'call m1'])
  expect(await hasDevice('audioinput', 'm1')).toBe(true)
  expect(enumerateDevices).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(enumerateDevices).toHaveBeenCalledTimes(2)
  for (const stop of stops) stop()
  // nobody looks any more: what was known may have changed
  expect(await hasDevice('audioinput', 'm1')).toBe(true)
  expect(enumerateDevices).toHaveBeenCalledTimes(3)
})

it('asks nothing for a hidden page without a call, but at once for a call, for a device that is plugged in and for whoever looks again', async () => {
  const { enumerateDevices, plug, setVisible } = fakeBrowser()
  const [call, ended] = [{ state: 'ringing' }, { state: 'ended' }] as const
  const seen = vi.fn()
  const stop = watchDevices(seen)
  const askedIn = async (ms: number): Promise<number> => {
    const before = enumerateDevices.mock.calls.length
    await vi.advanceTimersByTimeAsync(ms)
    return enumerateDevices.mock.calls.length - before
  }
  expect(await askedIn(4100)).toBe(3)
  setVisible(false)
  expect(await askedIn(60_000)).toBe(0)
  plug()
  expect(await askedIn(60_000)).toBe(1)
  // what was known may have changed without a word
  await hasDevice('audioinput', 'm1')
  expect(enumerateDevices).toHaveBeenCalledTimes(5)
  followDevicesForCalls([call])
  expect(await askedIn(100)).toBe(1)
  expect(await askedIn(4000)).toBe(2)
  // as long as the browser keeps the streams of the call, a device that comes back is told from one that stayed
  followDevicesForCalls([ended])
  expect(await askedIn(5000)).toBeGreaterThan(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(await askedIn(60_000)).toBe(0)
  // the next call begins while the last one's time runs
  followDevicesForCalls([call])
  followDevicesForCalls([ended])
  await vi.advanceTimersByTimeAsync(5000)
  followDevicesForCalls([call])
  await vi.advanceTimersByTimeAsync(5000)
  expect(await askedIn(4000)).toBe(2)
  followDevicesForCalls([ended])
  await vi.advanceTimersByTimeAsync(7000)
  const asked = enumerateDevices.mock.calls.length
  setVisible(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(enumerateDevices).toHaveBeenCalledTimes(asked + 1)
  stop()
  setVisible(false)
  setVisible(true)
  expect(await askedIn(10_000)).toBe(0)
})

it('whoever leaves before the answer gets none', async () => {
  const { enumerateDevices } = fakeBrowser()
  const first = vi.fn()
  const second = vi.fn()
  watchDevices(first)()
  const stop = watchDevices(() => {})
  await vi.advanceTimersByTimeAsync(0)
  watchDevices(second)()
  await vi.advanceTimersByTimeAsync(0)
  stop()
  expect(first).not.toHaveBeenCalled()
  expect(second).not.toHaveBeenCalled()
  expect(enumerateDevices).toHaveBeenCalledTimes(2)
})

it('the list waits for a microphone that is being opened, but not for a question to the user', async () => {
  const { enumerateDevices } = fakeBrowser()
  let opened = () => {}
  keepDevicesWaiting(new Promise<void>((done) => (opened = done)))
  const seen = vi.fn()
  const stop = watchDevices(seen)
  await vi.advanceTimersByTimeAsync(900)
  expect(enumerateDevices).not.toHaveBeenCalled()
  opened()
  await vi.advanceTimersByTimeAsync(0)
  expect(seen).toHaveBeenCalledTimes(1)
  // the system asks whether the microphone may be used; nobody answers
  await vi.advanceTimersByTimeAsync(1050)
  keepDevicesWaiting(new Promise<void>(() => {}))
  await vi.advanceTimersByTimeAsync(900)
  expect(enumerateDevices).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(enumerateDevices).toHaveBeenCalledTimes(2)
  stop()
})

it('a chosen device that is not connected is named by what it is for', () => {
  const chosen = { microphone: 'm1', speaker: 's1', ringer: 'default' }
  expect(missingDevices(chosen, { microphones: [{ id: 'm1', label: '' }], speakers: [] })).toEqual(['speaker'])
  expect(missingDevices({ ...chosen, ringer: 's2' }, { microphones: [], speakers: [{ id: 's1', label: '' }] })).toEqual(['microphone', 'ringer'])
})

it('a speaker that is pulled out and plugged in again is used once Chromium has let go of its old stream', () => {
  let now = 0
  const devices = createReturnedDevices(() => now)
  expect(devices.seen(['s1', 's2'])).toEqual(['s1', 's2'])
  now = 10_000
  expect(devices.seen(['s2'])).toEqual(['s2'])
  // back at once: whoever asks in between sees it as gone
  expect(devices.mayBeUsed('s1')).toBe(false)
  now = 12_000
  expect(devices.seen(['s1', 's2'])).toEqual(['s2'])
  // loose: it goes again meanwhile, and its stream is as old as before
  expect(devices.seen(['s2'])).toEqual(['s2'])
  now = 16_000
  expect(devices.mayBeUsed('s1')).toBe(true)
  expect(devices.seen(['s1', 's2'])).toEqual(['s1', 's2'])
  // away for longer: at once
  now = 20_000
  devices.seen(['s2'])
  now = 40_000
  expect(devices.seen(['s1', 's2'])).toEqual(['s1', 's2'])
  // and the next time it waits again
  now = 50_000
  devices.seen(['s2'])
  now = 51_000
  expect(devices.seen(['s1', 's2'])).toEqual(['s2'])
})
