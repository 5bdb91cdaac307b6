import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallList } from '../../../../../electron/phone/calls/call-list.ts'
import { Page } from '../../../../../electron/phone/media/page.ts'
import type { CallsLeftOut, CallView } from '../../../../../shared/domain/call.ts'
import { invitationOf, lineOn, silentCallAudio } from '../../../../support/fakes/incoming-call.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function callList() {
  const views: CallView[] = []
  const leftOut: CallsLeftOut[] = []
  const gone: string[] = []
  let id = 0
  const createAudio = vi.fn(silentCallAudio)
  const list = new CallList({
    onNotEnded: () => {},
    page: new Page(async () => ({ ok: true, sdp: null })),
    createAudio,
    newId: () => `call-${String(++id).padStart(4, '0')}`,
    onCall: (view) => views.push(view),
    onGone: (callId) => gone.push(callId),
    onLeftOut: (one) => leftOut.push(one),
    onChange: () => {},
    log: () => {},
  })
  const [office, home] = [lineOn('office'), lineOn('home')]
  /** One that rings and is cancelled at once. */
  const passing = (caller: string, line = office): (number | 'accepted')[] => {
    const call = invitationOf(caller)
    list.incoming(line, call.invitation)
    call.cancel()
    return call.answered
  }
  return { list, views, leftOut, gone, createAudio, office, home, passing, shown: () => new Set(views.map((v) => v.id)).size }
}

describe('a flood of calls', () => {
  it('1,000 INVITEs: some are shown, the others are answered busy without work for audio or page, and counted', async () => {
    const { passing, createAudio, shown, leftOut } = callList()
    const answers = Array.from({ length: 1000 }, (_none, i) => passing(`+49302312${i}`))
    expect(shown()).toBe(60)
    expect(createAudio).toHaveBeenCalledTimes(60)
    expect(answers.slice(60).every((a) => a.length === 1 && a[0] === 486)).toBe(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(leftOut).toMatchObject([{ lineId: 'office', count: 940 }])
  })

  it('counts under the same id while calls keep coming, reported once a second; after a quiet minute a new episode begins', async () => {
    const { passing, leftOut } = callList()
    for (let second = 0; second < 5; second++) {
      for (let i = 0; i < 200; i++) passing('+493023125110')
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(leftOut.length).toBe(5)
    expect(new Set(leftOut.map(({ id }) => id)).size).toBe(1)
    expect(leftOut.at(-1)?.count).toBe(1000 - 40 - 2)
    await vi.advanceTimersByTimeAsync(120_000)
    for (let i = 0; i < 50; i++) passing('+493023125110')
    await vi.advanceTimersByTimeAsync(1000)
    expect(leftOut.at(-1)).toMatchObject({ count: 10 })
    expect(leftOut.at(-1)?.id).not.toBe(leftOut[0]?.id)
  })

  it('of one caller does not shut out another on that line, nor a call on another line', () => {
    const { passing, home } = callList()
    for (let i = 0; i < 500; i++) passing('+493023125110')
    expect(passing('+493023125110')).toEqual([486])
    expect(passing('+4930555')).toEqual([180])
    expect(passing('+493023125110', home)).toEqual([180])
  })

  it('that rings on one line leaves another line its ring, and the user the way to dial', () => {
    const { list, office, home } = callList()
    for (let i = 0; i < 4; i++) list.incoming(office, invitationOf(`+49301${i}`).invitation)
    const fifth = invitationOf('+49305')
    list.incoming(office, fifth.invitation)
    expect(fifth.answered).toEqual([486])
    const elsewhere = invitationOf('+49306')
    list.incoming(home, elsewhere.invitation)
    expect(elsewhere.answered).toEqual([180])
    const another = invitationOf('+49307')
    list.incoming(home, another.invitation)
    expect(another.answered).toEqual([486])
    expect(() => list.dial({ callId: 'call-dial', line: home, number: '030123456', emergency: false, hidden: false, consultFor: null })).not.toThrow()
  })

  it('leaves a call that is up as it is', async () => {
    const { list, office, passing, views } = callList()
    const friend = invitationOf('+49301')
    list.incoming(office, friend.invitation)
    await list.answer('call-0001', 'hold')
    const before = list.get('call-0001').view
    expect(before.state).toBe('connected')
    for (let i = 0; i < 1000; i++) passing(`+49302${i}`)
    await vi.advanceTimersByTimeAsync(6000)
    expect(list.get('call-0001').view).toEqual(before)
    expect(views.filter((v) => v.id !== 'call-0001' && v.focus)).toEqual([])
  })

  it('calls as people make them all ring: one every five seconds for an hour, and twenty-one in three seconds', async () => {
    const { passing, leftOut } = callList()
    for (let i = 0; i < 720; i++) {
      expect(passing('+493023125110')).toEqual([180])
      await vi.advanceTimersByTimeAsync(5000)
    }
    for (let i = 0; i < 21; i++) {
      expect(passing('+493023125110')).toEqual([180])
      await vi.advanceTimersByTimeAsync(150)
    }
    expect(leftOut).toEqual([])
  })

  it('a call that replaces one that is up is no part of it (RFC 3891)', async () => {
    const { list, office, passing } = callList()
    const first = invitationOf('+49301')
    list.incoming(office, first.invitation)
    await list.answer('call-0001', 'hold')
    for (let i = 0; i < 1000; i++) passing('+49302')
    const next = invitationOf('+49302')
    Object.assign(next.invitation, { replacee: first.invitation })
    list.incoming(office, next.invitation)
    await vi.advanceTimersByTimeAsync(0)
    expect(next.answered).toContain('accepted')
  })
})
