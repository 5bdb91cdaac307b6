import { expect, it } from 'vitest'
import { missingDevices } from '../../../../../renderer/src/audio/devices.ts'

it('a chosen device that is not connected is named by what it is for', () => {
  const chosen = { microphone: 'm1', speaker: 's1', ringer: 'default' }
  expect(missingDevices(chosen, { microphones: [{ id: 'm1', label: '' }], speakers: [] })).toEqual(['speaker'])
  expect(missingDevices({ ...chosen, ringer: 's2' }, { microphones: [], speakers: [{ id: 's1', label: '' }] })).toEqual(['microphone', 'ringer'])
})
