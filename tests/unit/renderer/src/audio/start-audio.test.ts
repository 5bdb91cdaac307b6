import { expect, it } from 'vitest'
import { passingSound } from '../../../../../renderer/src/audio/start-audio.ts'
import { callOf } from '../../../../support/state.ts'

it('the connection of a call that is lost, and found again, is heard once each', () => {
  const [up, lost] = [callOf({ state: 'connected' }), callOf({ state: 'connected', reconnectingSince: 5 })]
  expect(passingSound([lost], [up])).toBe('lost')
  expect(passingSound([up], [lost])).toBe('found')
  expect([passingSound([up], [up]), passingSound([lost], [lost]), passingSound([lost], [])]).toEqual([null, null, null])
  expect(passingSound([callOf({ state: 'ended', reconnectingSince: null })], [lost])).toBeNull()
})
