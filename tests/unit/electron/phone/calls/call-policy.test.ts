import { Inviter, UserAgent } from 'sip.js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CallList } from '../../../../../electron/phone/calls/call-list.ts'
import { openPolicy, refusalOf, screenCall } from '../../../../../electron/phone/calls/call-policy.ts'
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
  const from = (number: string) => ({ number, anonymous: false })
  expect(['+49301234567', '0049 30 1234567', 'Bob', '+442079460018', 'alice'].map((caller) => refusalOf(policy, from(caller)))).toEqual([
    'blocked',
    'blocked',
    'blocked',
    null,
    null,
  ])
  expect(['bob', '+442079460018', 'alice'].map((caller) => refusalOf(during, from(caller)))).toEqual(['blocked', null, 'do-not-disturb'])
})
it('@block who withholds the number, and what a number begins with, can be blocked; an exception of "do not disturb" is none of the list', () => {
  const withheld = { number: '', anonymous: true }
  const policy = { ...openPolicy, blockedPrefixes: ['0900', '49900'], ringsAlways: new Set(['4990012']) }
  expect(refusalOf(policy, { number: '+49 900 12', anonymous: false })).toBe('blocked')
  expect(refusalOf(policy, { number: '+49 901 12', anonymous: false })).toBeNull()
  expect(refusalOf(policy, withheld)).toBeNull()
  expect(refusalOf({ ...policy, blockAnonymous: true }, withheld)).toBe('blocked')
})
it('@block @forward what a caller who does not ring is answered', () => {
  const line = { id: 'sip_1', targetUri: (target: string) => `sip:${target}@example.com` }
  const caller = { number: 'bob', anonymous: false }
  const forwards = [{ lineId: 'sip_1', always: null, busy: '4711', noAnswer: null, after: 20 }]
  const answer = (policy: object, occupied = false, lineId = 'sip_1') => {
    const screened = screenCall({ ...openPolicy, ...policy }, { line: { ...line, id: lineId }, caller, occupied })
    return screened && [screened.why, screened.answer.statusCode, ...(screened.answer.extraHeaders ?? [])]
  }
  const blocked = new Set(['bob'])
  expect(answer({})).toBeNull()
  expect(answer({ blocked })).toEqual(['blocked', 603])
  expect(answer({ blocked, blockedAnswer: 'busy' })).toEqual(['blocked', 486])
  expect(answer({}, true)).toEqual(['busy-here', 486])
  expect(answer({ forwards })).toBeNull()
  expect(answer({ forwards }, true)).toEqual(['forwarded', 302, 'Contact: <sip:4711@example.com>'])
  expect(answer({ forwards, doNotDisturb: true })).toEqual(['forwarded', 302, 'Contact: <sip:4711@example.com>'])
  expect(answer({ forwards }, true, 'sip_2')).toEqual(['busy-here', 486])
  const always = [{ ...forwards[0], always: '8888' }]
  expect(answer({ forwards: always })).toEqual(['forwarded', 302, 'Contact: <sip:8888@example.com>'])
  expect(answer({ forwards: always, blocked })).toEqual(['blocked', 603])
})
it('a blocked caller is refused with 603, never rings, and the call is over as blocked', async () => {
  const { views, list } = setUp()
  list.policy = { ...openPolicy, blocked: new Set(['theirs']) }
  await call()
  expect(pair.wire.kinds('ours')).toEqual(['100 INVITE', '603 INVITE'])
  expect(views.map((view) => [view.state, view.end?.code, view.remote.number])).toEqual([['ended', 'blocked', 'theirs']])
})
const forward = { lineId: '', always: null, busy: null, noAnswer: '4711', after: 20 }
it('@forward a call that nobody answers goes elsewhere with 302 after its time, and is over as forwarded', async () => {
  const { views, list, line } = setUp()
  list.policy = { ...openPolicy, forwards: [{ ...forward, lineId: line.id }] }
  await call()
  await vi.advanceTimersByTimeAsync(19_000)
  expect(views.at(-1)?.state).toBe('ringing')
  await vi.advanceTimersByTimeAsync(1500)
  expect(views.at(-1)).toMatchObject({ state: 'ended', end: { code: 'forwarded' } })
  expect(pair.wire.kinds('ours').at(-1)).toBe('302 INVITE')
})
it('@forward not a call that was answered meanwhile, nor one after forwarding was switched off', async () => {
  const { views, list, line } = setUp()
  list.policy = { ...openPolicy, forwards: [{ ...forward, lineId: line.id }] }
  await call()
  list.policy = openPolicy
  await vi.advanceTimersByTimeAsync(25_000)
  expect(views.at(-1)?.state).toBe('ringing')
})

function setUp() {
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
  return { line, views, list }
}
async function call(): Promise<void> {
  const target = UserAgent.makeURI('sip:ours@ours.invalid')
  if (!target) throw new Error('no such address')
  void new Inviter(pair.theirs, target).invite()
  for (let i = 0; i < 5; i++) await vi.advanceTimersByTimeAsync(0)
}
