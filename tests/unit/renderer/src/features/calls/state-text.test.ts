import { expect, it } from 'vitest'
import { callLook } from '../../../../../../renderer/src/features/calls/state-text.ts'
import type { CallView } from '../../../../../../shared/domain/call.ts'
import { callOf } from '../../../../../support/state.ts'

const hold = { local: false, remote: false, pending: false, failed: false }
const ended = (code: NonNullable<CallView['end']>['code']): Partial<CallView> => ({
  state: 'ended',
  end: { code, status: null, text: '', redirect: null } as CallView['end'],
})

it.each<[string, Partial<CallView>, ReturnType<typeof callLook>]>([
  ['that rings there', { state: 'ringing' }, { dot: 'ringing', tone: 'pending' }],
  ['that is connected', { state: 'connected' }, { dot: 'in-call', tone: 'live' }],
  ['held here is not live', { state: 'connected', hold: { ...hold, local: true } }, { dot: 'held', tone: 'pending' }],
  ['held by the other side is not live', { state: 'connected', hold: { ...hold, remote: true } }, { dot: 'held', tone: 'pending' }],
  ['of a conference is live', { state: 'connected', conference: true }, { dot: 'in-call', tone: 'live' }],
  ['that lost its connection', { state: 'connected', reconnectingSince: 1 }, { dot: 'connecting', tone: 'pending' }],
  ['that ended as calls do is no failure', ended('hung-up-there'), { dot: 'off', tone: 'quiet' }],
  ['that failed', ended('connection-lost'), { dot: 'off', tone: 'bad' }],
  ['to a busy number', ended('busy'), { dot: 'off', tone: 'bad' }],
])('a call %s', (_name, part, look) => {
  expect(callLook(callOf(part))).toEqual(look)
})
