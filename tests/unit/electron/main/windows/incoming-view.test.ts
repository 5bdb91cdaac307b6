import { expect, it } from 'vitest'
import { incomingView } from '../../../../../electron/main/windows/incoming-view.ts'
import { callOf, missedCalls, stateOf } from '../../../../support/state.ts'

it('shows the call that rings longest, with no more of the state than that', () => {
  const facts = {
    now: callOf().startedAt + 1000,
    language: 'en',
    region: 'DE',
    kindOf: () => ({ region: 'DE', mobile: true, ordinary: true, premium: false }),
  } as const
  expect(incomingView(stateOf(), facts)).toBeNull()
  const first = callOf({ startedAt: callOf().startedAt - 500 })
  const second = callOf({ id: 'call-0002', remote: { number: '+331', name: 'Bob', anonymous: false } })
  const up = callOf({ id: 'call-0003', state: 'connected', connectedAt: 5 })
  const state = stateOf({
    calls: [second, up, first],
    recentCalls: missedCalls({ number: first.remote.number }, { number: first.remote.number, at: 1 }),
  })
  expect(incomingView(state, facts)).toEqual({
    callId: first.id,
    lineLabel: 'Office Berlin',
    lineNumber: '105',
    number: '+4915123456789',
    name: null,
    anonymous: false,
    region: 'DE',
    mobile: true,
    callsThisWeek: 1,
    silenced: false,
    autoAnswerAt: null,
    otherSince: 5,
    more: 1,
    language: 'en',
    theme: 'system',
    homeRegion: 'DE',
  })
  const hidden = callOf({ remote: { number: 'anonymous', name: null, anonymous: true } })
  expect(incomingView(stateOf({ calls: [hidden] }), facts)).toMatchObject({ number: null, anonymous: true })
})
