import { expect, it } from 'vitest'
import { findButtons, findLights } from '../../../../../renderer/src/audio/headset-descriptor.ts'
import { headsets } from '../../../../fixtures/headsets.ts'

const buttonsOf = (name: keyof typeof headsets): string[] =>
  findButtons(headsets[name]).map(
    ({ reportId, bit, usage, relative, array }) => `${reportId}:${bit} ${usage} ${array ? `key ${array.value}` : relative ? 'pulse' : 'state'}`,
  )
const lightsOf = (name: keyof typeof headsets): string[] =>
  findLights(headsets[name]).map(
    ({ reportId, length, lights }) => `${reportId}/${length} ${lights.map(({ light, bit }) => `${light}:${bit}`).join(' ')}`,
  )

it('@headset buttons are found by their usages, wherever their bits lie', () => {
  expect(buttonsOf('oneReport')).toEqual(['8:0 hook state', '8:1 mute pulse', '8:2 flash pulse'])
  expect(buttonsOf('reportForEach')).toEqual(['20:8 mute state', '20:9 hook state', '20:10 drop pulse'])
  expect(buttonsOf('pressedKeys')).toEqual(['0:0 hook key 1', '0:0 flash key 2', '0:0 hold key 4', '0:0 drop key 7', '0:0 mute key 16'])
  expect(buttonsOf('buttonsAlone')).toEqual(['2:0 hook state', '2:1 mute state'])
  expect(findButtons([])).toEqual([])
})

it('@headset lights are found with the length of their report', () => {
  expect(lightsOf('oneReport')).toEqual(['9/1 off-hook:0 mute:1 ring:5 hold:6'])
  expect(lightsOf('reportForEach')).toEqual(['30/2 off-hook:0', '31/1 ring:0', '32/1 mute:0'])
  expect(lightsOf('pressedKeys')).toEqual(['0/1 ring:0 off-hook:1'])
  expect(lightsOf('buttonsAlone')).toEqual([])
})
