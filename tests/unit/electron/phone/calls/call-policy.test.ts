import { Inviter, UserAgent } from 'sip.js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CallList } from '../../../../../electron/phone/calls/call-list.ts'
import { openPolicy, refusalOf } from '../../../../../electron/phone/calls/call-policy.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { fakeCallAudio } from '../../../../support/fakes/call-audio.ts'
import { callLine } from '../../../../support/fakes/call-line.ts'
import { fakePage } from '../../../../support/fakes/page.ts'
import { sipPair } from '../../../../support/fakes/sip-pair.ts'

let pair: Awaited<ReturnType<typeof sipPair>>
beforeEach(async () => {
  vi.useFakeTimers()
  pair = await sipPair()
})
afterEach(async () => {
  await pair.stop()
  vi.useRealTimers()
})

it('who must not ring: the blocked, whatever else is said of them; all but the exceptions during "do not disturb"', () => {
  const policy = { ...openPolicy, blocked: new Set(['49301234567', 'bob']), ringsAlways: new Set(['442079460018', 'bob']) }
  const during = { ...policy, doNotDisturb: true }
  expect(['+49301234567', '0049 30 1234567', 'Bob', '+442079460018', 'alice'].map((caller) => refusalOf(policy, caller))).toEqual([
    'blocked',
    'blocked',
    'blocked',
    null,
    null,
  ])
  expect(['bob', '+442079460018', 'alice'].map((caller) => refusalOf(during, caller))).toEqual(['blocked', null, 'do-not-disturb'])
})
it('a blocked caller is refused with 603, never rings, and the call is over as blocked', async () => {
  const { line } = callLine(pair.ours)
  const views: CallView[] = []
  const list = new CallList({
    onNotEnded: () => {},
    page: fakePage().page,
    newId: () => 'call-0001',
    createAudio: (_line, events) => fakeCallAudio(events),
    onCall: (view) => views.push(view),
    onGone: () => {},
    onLeftOut: () => {},
    onChange: () => {},
    log: () => {},
  })
  pair.ours.delegate = { ...pair.ours.delegate, onInvite: (invitation) => list.incoming(line, invitation) }
  list.policy = { ...openPolicy, blocked: new Set(['theirs']) }
  const target = UserAgent.makeURI('sip:ours@ours.invalid')
  if (!target) throw new Error('no such address')
  void new Inviter(pair.theirs, target).invite()
  for (let i = 0; i < 5; i++) await vi.advanceTimersByTimeAsync(0)
  expect(pair.wire.kinds('ours')).toEqual(['100 INVITE', '603 INVITE'])
  expect(views.map((view) => [view.state, view.end?.code, view.remote.number])).toEqual([['ended', 'blocked', 'theirs']])
})
