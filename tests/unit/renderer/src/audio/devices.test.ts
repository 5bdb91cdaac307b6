import { expect, it } from 'vitest'
import { createReturnedDevices, missingDevices } from '../../../../../renderer/src/audio/devices.ts'

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
