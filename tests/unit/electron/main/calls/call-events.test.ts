import { expect, it } from 'vitest'
import { type CallEvent, createCallEvents } from '../../../../../electron/main/calls/call-events.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { callOf, stateOf } from '../../../../support/state.ts'

function following() {
  const seen: CallEvent[] = []
  const events = createCallEvents(() => Date.UTC(2026, 10, 23, 14))
  const stop = events.subscribe((event) => seen.push(event))
  return { seen, stop, become: (...calls: CallView[]) => events.changed(stateOf({ calls })) }
}
const ended = { code: 'hung-up-there', status: null, text: '', redirect: null } as const

it('each step of a call is an event, once, with whose call it is', () => {
  const { seen, become } = following()
  become(callOf())
  become(callOf({ silenced: true }))
  become(callOf({ state: 'connected', connectedAt: 1000 }))
  become(callOf({ state: 'connected', connectedAt: 1000, muted: true }))
  become(callOf({ state: 'ended', connectedAt: 1000, endedAt: 66_000, end: ended }))
  become(callOf({ state: 'ended', connectedAt: 1000, endedAt: 66_000, end: ended }))
  become()
  expect(seen.map(({ event }) => event)).toEqual(['ring', 'answer', 'end'])
  expect(seen[0]).toEqual({
    ...{ event: 'ring', at: '2026-11-23T14:00:00.000Z', call: 'call-0001', line: 'sip_1', lineName: 'Office Berlin' },
    ...{ direction: 'incoming', number: '+4915123456789', name: null },
  })
  expect(seen[2]).toMatchObject({ seconds: 65, reason: 'hung-up-there' })
})

it('a call whose states went by unseen is not left out, one that never rang is', () => {
  const { seen, become } = following()
  become(callOf({ direction: 'outgoing', state: 'connected', connectedAt: 1 }))
  become(callOf({ direction: 'outgoing', state: 'connected', connectedAt: 1 }), callOf({ id: 'call-0002', state: 'ended', end: ended }))
  expect(seen.map(({ event, call }) => `${event} ${call}`)).toEqual(['dial call-0001', 'answer call-0001'])
})

it('who does not listen any more gets nothing', () => {
  const { seen, stop, become } = following()
  stop()
  become(callOf())
  expect(seen).toEqual([])
})
