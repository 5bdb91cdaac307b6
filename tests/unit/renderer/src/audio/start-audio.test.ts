import { expect, it } from 'vitest'
import { reconnectionSound } from '../../../../../renderer/src/audio/start-audio.ts'
import { callOf } from '../../../../support/state.ts'

it('the connection of a call that is lost, and found again, is heard once each', () => {
  const [up, lost] = [callOf({ state: 'connected' }), callOf({ state: 'connected', reconnectingSince: 5 })]
  expect(reconnectionSound([lost], [up])).toBe('lost')
  expect(reconnectionSound([up], [lost])).toBe('found')
  expect([reconnectionSound([up], [up]), reconnectionSound([lost], [lost]), reconnectionSound([lost], [])]).toEqual([null, null, null])
  expect(reconnectionSound([callOf({ state: 'ended', reconnectingSince: null })], [lost])).toBeNull()
})
