// Longer than 300 lines: all that calls do to each other, on the same two user agents.
import { type Invitation, Inviter, type InviterOptions, UserAgent } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallList } from '../../../../../electron/phone/calls/call-list.ts'
import { openPolicy } from '../../../../../electron/phone/calls/call-policy.ts'
import { failOwner } from '../../../../../electron/phone/calls/call-scope.ts'
import { createGatewayAudio } from '../../../../../electron/phone/media/gateway-audio.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { type FakeCallAudio, fakeCallAudio } from '../../../../support/fakes/call-audio.ts'
import { callLine } from '../../../../support/fakes/call-line.ts'
import { fakePage } from '../../../../support/fakes/page.ts'
import { nextInvitation, sipPair } from '../../../../support/fakes/sip-pair.ts'
import { fakeLegs } from '../../../../support/fakes/web-rtc-leg.ts'

let pair: Awaited<ReturnType<typeof sipPair>>
beforeEach(async () => {
  vi.useFakeTimers()
  pair = await sipPair()
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await pair.stop()
  vi.useRealTimers()
})
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await vi.advanceTimersByTimeAsync(0)
}

/** @param real the audio is the gateway's, which judges offers */
function setUp({ real = false, srtp = 'off' as 'off' | 'preferred' | 'required' } = {}) {
  const { line, fake } = callLine(pair.ours)
  fake.preferences.srtp = srtp
  const { page } = fakePage()
  const audios: FakeCallAudio[] = []
  const views: CallView[] = []
  const gone: string[] = []
  let id = 0
  const list = new CallList({
    onNotEnded: () => {},
    page,
    newId: () => `call-${String(++id).padStart(4, '0')}`,
    createAudio: (_line, events) => {
      if (real) {
        const { preferences } = fake
        const { createLeg } = fakeLegs()
        return createGatewayAudio({
          page,
          createLeg,
          address: '127.0.0.1',
          trusted: () => [],
          servers: async () => ({ stun: null, turn: null }),
          echoCancellation: false,
          preferences,
          events,
        })
      }
      const audio = fakeCallAudio(events)
      audios.push(audio)
      return audio
    },
    onCall: (view) => views.push(view),
    onGone: (callId) => gone.push(callId),
    onLeftOut: () => {},
    onChange: () => {},
    log: () => {},
  })
  pair.ours.delegate = { ...pair.ours.delegate, onInvite: (invitation) => list.incoming(line, invitation) }
  return { list, line, fake, page, audios, views, gone, last: () => views.at(-1) }
}

/** The far end calls us, with this description or the usual one. */
function theyCall(description?: string, options: InviterOptions = {}): Inviter {
  const target = UserAgent.makeURI('sip:ours@ours.invalid')
  if (!target) throw new Error('no such address')
  const inviter = new Inviter(pair.theirs, target, {
    ...options,
    ...(description === undefined ? {} : { inviteWithoutSdp: true, renderbody: description, rendertype: 'application/sdp' }),
  })
  void inviter.invite()
  return inviter
}

/** We call the far end, where it rings. @returns their side of the call */
async function weCall(
  { list, line }: ReturnType<typeof setUp>,
  callId: string,
  more: { emergency?: boolean; consultFor?: string } = {},
): Promise<Invitation> {
  const invited = nextInvitation(pair.theirs)
  list.dial({ callId, line, number: '100', emergency: false, hidden: false, consultFor: null, ...more })
  const theirs = await invited
  await theirs.progress()
  await settle()
  return theirs
}

const offer = (media: string) => `v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\n${media}\r\n`
const crypto = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.alloc(30, 1).toString('base64')}`

describe('an incoming call with nothing in common', () => {
  it.each([
    ['GSM and Speex only', 'off', 'm=audio 5000 RTP/AVP 3 97\r\na=rtpmap:97 speex/8000', 'no-common-codec'],
    ['SRTP only, on a line without it', 'off', `m=audio 5000 RTP/SAVP 8\r\n${crypto}`, 'encryption-off'],
    ['plain audio only, on a line that requires SRTP', 'required', 'm=audio 5000 RTP/AVP 8', 'no-encryption'],
    ['video only', 'preferred', 'm=video 5000 RTP/AVP 96\r\na=rtpmap:96 VP8/90000', 'no-common-codec'],
    ['a port that is none', 'off', 'm=audio 99999 RTP/AVP 8', 'no-common-codec'],
  ] as const)('%s: is refused with 488 at once, never rings, and is over as what it was', async (_what, srtp, media, code) => {
    const { views, list } = setUp({ real: true, srtp })
    theyCall(offer(media))
    await settle()
    expect(pair.wire.kinds('ours')).toEqual(['100 INVITE', '488 INVITE'])
    expect(pair.wire.sent.findLast(({ from }) => from === 'ours')?.text).toMatch(/^Warning: 305 /m)
    expect(views.map((view) => [view.state, view.end?.code, view.remote.number])).toEqual([['ended', code, 'theirs']])
    expect(list.running).toEqual([])
  })

  it('one that has something in common rings, and one without a description as well', async () => {
    const { views } = setUp({ real: true, srtp: 'preferred' })
    theyCall(offer(`m=audio 5000 RTP/AVP 3 8\r\nm=audio 5002 RTP/SAVP 8\r\n${crypto}`))
    theyCall('')
    await settle()
    expect(pair.wire.kinds('ours').filter((kind) => kind === '180 INVITE')).toHaveLength(2)
    expect(views.every((view) => view.state === 'ringing')).toBe(true)
  })
})

describe('answering', () => {
  it('twice at once is one answer, and neither is refused', async () => {
    const { list, last } = setUp()
    theyCall()
    await settle()
    const id = last()?.id ?? ''
    await Promise.all([list.answer(id, 'hold'), list.answer(id, 'hold')])
    await settle()
    await list.answer(id, 'hold')
    expect(last()?.state).toBe('connected')
    expect(pair.wire.kinds('ours').filter((kind) => kind !== '100 INVITE')).toEqual(['180 INVITE', '200 INVITE'])
  })

  it('late and again does not bring a call back to the front that the user left', async () => {
    const { list, views } = setUp()
    theyCall()
    theyCall()
    await settle()
    const [first, second] = [...new Set(views.map((view) => view.id))]
    await list.answer(first ?? '', 'hold')
    await settle()
    await list.answer(second ?? '', 'hold')
    await settle()
    await list.answer(first ?? '', 'end')
    await settle()
    expect(list.running.map((call) => [call.view.id, call.view.focus])).toEqual([
      [first, false],
      [second, true],
    ])
  })

  it('with "end" ends a call of ours that still rings there, and leaves other callers ringing', async () => {
    const made = setUp()
    await weCall(made, 'out')
    theyCall()
    theyCall()
    await settle()
    await made.list.answer('call-0001', 'end')
    await settle()
    expect(made.list.running.map(({ view }) => [view.id, view.state])).toEqual([
      ['call-0001', 'connected'],
      ['call-0002', 'ringing'],
    ])
    expect(pair.wire.kinds('ours')).toContain('CANCEL')
  })

  it('a call that is over is refused with its reason', async () => {
    const { list, last } = setUp()
    const caller = theyCall()
    await settle()
    await caller.cancel()
    await settle()
    await expect(list.answer(last()?.id ?? '', 'hold')).rejects.toMatchObject({ code: 'call-not-found' })
  })
})

describe('an unexpected error', () => {
  const two = async () => {
    const made = setUp()
    theyCall()
    theyCall()
    await settle()
    const [first, second] = made.list.running
    if (!first || !second) throw new Error('two calls should ring')
    await made.list.answer(first.view.id, 'hold')
    await settle()
    await made.list.answer(second.view.id, 'hold')
    await settle()
    return { ...made, first, second }
  }

  it('in a message of one call ends that call with a BYE, and leaves the other one alone', async () => {
    const { first, second } = await two()
    const dialog = first.session?.dialog as unknown as { receiveRequest: () => void }
    dialog.receiveRequest = () => {
      throw new Error('unforeseen')
    }
    const bye = pair.wire.sent.length
    const theirs = Object.values(pair.theirs._sessions).find((session) => session.dialog?.id.startsWith(first.callId ?? '-'))
    await theirs?.info()
    await settle()
    expect(first.view).toMatchObject({ state: 'ended', end: { code: 'failed', text: 'unforeseen' } })
    expect(pair.wire.sent.slice(bye).some((m) => m.from === 'ours' && m.text.startsWith('BYE'))).toBe(true)
    expect(second.view.state).toBe('connected')
  })

  it('in what a call’s message started belongs to that call, however much later it comes', async () => {
    const { first, second } = await two()
    let owned: boolean | undefined
    const dialog = first.session?.dialog as unknown as { receiveRequest: () => void }
    dialog.receiveRequest = () => {
      void Promise.resolve()
        .then(() => {})
        .then(() => {
          owned = failOwner(new Error('later'))
        })
    }
    const theirs = Object.values(pair.theirs._sessions).find((session) => session.dialog?.id.startsWith(first.callId ?? '-'))
    await theirs?.info()
    await settle()
    expect(owned).toBe(true)
    expect([first.view.state, second.view.state]).toEqual(['ended', 'connected'])
  })

  it('of no call is left to the process', () => {
    expect(failOwner(new Error('elsewhere'))).toBe(false)
  })

  it('while a call comes in refuses that call and nothing else', async () => {
    const { list, last } = setUp()
    const broken = vi.spyOn(list as unknown as { running: unknown }, 'running', 'get').mockImplementationOnce(() => {
      throw new Error('unforeseen')
    })
    theyCall()
    await settle()
    broken.mockRestore()
    expect(pair.wire.kinds('ours').at(-1)).toBe('500 INVITE')
    theyCall()
    await settle()
    expect(last()?.state).toBe('ringing')
  })
})

describe('the list', () => {
  it('ends every call, with a BYE, a CANCEL or a refusal, although their audio cannot be closed', async () => {
    const { list, line, audios } = setUp()
    pair.theirs.delegate = { onInvite: (invitation) => void invitation.progress() }
    theyCall()
    await settle()
    await list.answer(list.running[0]?.view.id ?? '', 'hold')
    await settle()
    theyCall()
    await settle()
    list.dial({ callId: 'call-out-1', line, number: '100', emergency: false, hidden: false, consultFor: null })
    await settle()
    for (const audio of audios)
      audio.close.mockImplementation(() => {
        throw new Error('cannot be closed')
      })
    await list.endAll('hung-up-here')
    await settle()
    expect(pair.wire.kinds('ours')).toEqual(expect.arrayContaining(['BYE', 'CANCEL', '486 INVITE']))
    expect(list.running).toEqual([])
  })

  it('takes four calls at a time, and a call for help besides', async () => {
    const { list, line, views } = setUp()
    const dial = (callId: string, emergency: boolean) =>
      list.dial({ callId, line, number: emergency ? '112' : '100', emergency, hidden: true, consultFor: null })
    for (let i = 1; i <= 4; i++) dial(`call-out-${i}`, false)
    expect(() => dial('call-out-5', false)).toThrow('too many calls already')
    dial('call-help', true)
    expect(list.running.map(({ view }) => view.id)).toEqual(['call-out-1', 'call-out-2', 'call-out-3', 'call-out-4', 'call-help'])
    expect(views.some(({ id, remote }) => id === 'call-help' && remote.number === '112')).toBe(true)
    await list.endAll('hung-up-here')
  })

  it('forgets a call five seconds after its end', async () => {
    const { list, last, gone } = setUp()
    const caller = theyCall()
    await settle()
    const id = last()?.id
    await caller.cancel()
    await vi.advanceTimersByTimeAsync(4999)
    expect(gone).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(gone).toEqual([id])
    expect(() => list.get(id ?? '')).toThrow('the call is over')
  })

  it('ends calls without a page after a minute, not when it comes back before', async () => {
    const { list, page, last } = setUp()
    theyCall()
    await settle()
    await list.answer(last()?.id ?? '', 'hold')
    await settle()
    page.setPresent(false)
    await vi.advanceTimersByTimeAsync(30_000)
    page.setPresent(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(last()?.state).toBe('connected')
    page.setPresent(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(last()).toMatchObject({ state: 'ended', end: { code: 'page-gone' } })
  })
})

describe('a call of ours that is answered behind another one', () => {
  const shown = (list: CallList) =>
    list.running.map(({ view }) => `${view.id} ${view.state}${view.focus ? ', front' : ''}${view.hold.local ? ', held' : ''}`)
  const heard = ({ setMicrophone, listen }: FakeCallAudio | undefined = { setMicrophone: vi.fn(), listen: vi.fn() } as never) => [
    setMicrophone.mock.lastCall?.[0],
    listen.mock.lastCall?.[0],
  ]
  /** A call of ours rings, a caller is answered meanwhile. */
  async function behind() {
    const made = setUp()
    const theirs = await weCall(made, 'out')
    const caller = theyCall()
    await settle()
    await made.list.answer('call-0001', 'hold')
    await settle()
    return { ...made, theirs, caller }
  }

  it('after that one has ended is heard, while it rings and from then on', async () => {
    const { list, audios, theirs, caller } = await behind()
    expect(shown(list)).toEqual(['out ringing', 'call-0001 connected, front'])
    expect(heard(audios[0])).toEqual(['mute', false])
    await caller.bye()
    await settle()
    expect(shown(list)).toEqual(['out ringing, front'])
    expect(heard(audios[0])).toEqual(['live', true])
    await theirs.accept()
    await settle()
    expect(shown(list)).toEqual(['out connected, front'])
    expect(heard(audios[0])).toEqual(['live', true])
  })

  it('is put on hold, and comes to the front held', async () => {
    const { list, audios, theirs, caller } = await behind()
    await theirs.accept()
    await settle()
    expect(shown(list)).toEqual(['out connected, held', 'call-0001 connected, front'])
    expect(heard(audios[0])).toEqual(['mute', false])
    await caller.bye()
    await settle()
    expect(shown(list)).toEqual(['out connected, front, held'])
    expect(heard(audios[0])).toEqual(['mute', true])
    await list.setHold('out', false)
    expect(heard(audios[0])).toEqual(['live', true])
  })

  it('is in front when the one dialled after it is refused', async () => {
    const made = setUp()
    const theirs = await weCall(made, 'out')
    const second = await weCall(made, 'out2')
    await second.reject({ statusCode: 486 })
    await settle()
    await theirs.accept()
    await settle()
    expect(shown(made.list)).toEqual(['out connected, front'])
    expect(heard(made.audios[0])).toEqual(['live', true])
  })

  it('is put on hold behind a conference, which it does not join', async () => {
    const { list, caller, ...made } = await behind()
    theyCall()
    await settle()
    await list.answer('call-0002', 'hold')
    await settle()
    const theirs = await weCall({ list, caller, ...made } as never, 'out2')
    list.setConference(true)
    await theirs.accept()
    await settle()
    expect(shown(list)).toEqual(['out ringing', 'call-0001 connected, front', 'call-0002 connected, front', 'out2 connected, held'])
    expect(list.running.map(({ view }) => view.conference)).toEqual([false, true, true, false])
  })

  it('for a transfer is put on hold when the user is back with the first one, and can be completed', async () => {
    const made = setUp()
    await (await weCall(made, 'first')).accept()
    await settle()
    const consult = await weCall(made, 'consult', { consultFor: 'first' })
    await made.list.setHold('first', false)
    await consult.accept()
    await settle()
    expect(shown(made.list)).toEqual(['first connected, front', 'consult connected, held'])
    made.list.completeTransfer('consult')
    expect(made.list.get('first').view.transfer).toMatchObject({ kind: 'attended', state: 'asked' })
  })

  it('for a transfer is in front while the first one waits on hold', async () => {
    const made = setUp()
    await (await weCall(made, 'first')).accept()
    await settle()
    await (await weCall(made, 'consult', { consultFor: 'first' })).accept()
    await settle()
    expect(shown(made.list)).toEqual(['first connected, held', 'consult connected, front'])
    await made.list.cancelTransfer('consult')
    await settle()
    expect(shown(made.list)).toEqual(['first connected, front'])
  })
})

describe('an automatic answer', () => {
  async function announced() {
    const made = setUp()
    Object.assign(made.fake.preferences, { autoAnswer: { mode: 'always', delay: 10 } })
    theyCall()
    await settle()
    expect(made.last()?.autoAnswerAt).not.toBeNull()
    await vi.advanceTimersByTimeAsync(3000)
    return made
  }
  const states = (list: CallList) => list.running.map(({ view }) => `${view.id} ${view.state}${view.hold.local ? ', held' : ''}`)

  it('comes in its time, although another caller rings meanwhile', async () => {
    const { list } = await announced()
    theyCall()
    await vi.advanceTimersByTimeAsync(8000)
    expect(states(list)).toEqual(['call-0001 connected', 'call-0002 ringing'])
  })

  it('is given up once the user dials, also when that call is over by then', async () => {
    const made = await announced()
    const theirs = await weCall(made, 'out')
    expect(made.list.get('call-0001').view.autoAnswerAt).toBeNull()
    await theirs.reject({ statusCode: 486 })
    await vi.advanceTimersByTimeAsync(8000)
    expect(states(made.list)).toEqual(['call-0001 ringing'])
  })

  it('is given up once the user answers somebody else', async () => {
    const { list } = await announced()
    theyCall()
    await settle()
    void list.answer('call-0002', 'hold')
    expect(list.get('call-0001').view.autoAnswerAt).toBeNull()
    await vi.advanceTimersByTimeAsync(8000)
    expect(states(list)).toEqual(['call-0001 ringing', 'call-0002 connected'])
  })
})

describe('a line that is lost', () => {
  /** A call of ours that is up. */
  async function up(emergency = false) {
    const made = setUp()
    await (await weCall(made, 'first', { emergency })).accept()
    await settle()
    made.list.lineChanged('line-1', false)
    return made
  }

  it('ends its calls after a minute, however often that repeats', async () => {
    const { list, last } = await up()
    await vi.advanceTimersByTimeAsync(30_000)
    list.lineChanged('line-1', false)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(last()?.state).toBe('connected')
    await vi.advanceTimersByTimeAsync(1)
    expect(last()).toMatchObject({ state: 'ended', end: { code: 'connection-lost' } })
  })

  it('ends none when it comes back before', async () => {
    const { list, last } = await up()
    await vi.advanceTimersByTimeAsync(59_000)
    list.lineChanged('line-1', true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(last()?.state).toBe('connected')
  })

  it('does not end a call for help', async () => {
    const { list } = await up(true)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(list.get('first').view.state).toBe('connected')
  })

  it('gives a call that begins after that a minute of its own', async () => {
    const made = await up()
    await made.list.hangUp('first', false)
    await vi.advanceTimersByTimeAsync(50_000)
    await (await weCall(made, 'help', { emergency: true })).accept()
    await (await weCall(made, 'second')).accept()
    await settle()
    made.list.lineChanged('line-1', false)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(made.list.running.map(({ view }) => view.id)).toEqual(['help', 'second'])
    await vi.advanceTimersByTimeAsync(1)
    expect(made.list.running.map(({ view }) => view.id)).toEqual(['help'])
  })
})

describe('the emergency services', () => {
  it('can call back during another call, although call waiting is off', async () => {
    const made = setUp()
    const { list, last } = made
    list.policy = { ...openPolicy, callWaiting: false }
    await (await weCall(made, 'help', { emergency: true })).accept()
    await settle()
    await list.hangUp('help', false)
    await (await weCall(made, 'family')).accept()
    await settle()
    theyCall()
    await settle()
    expect(last()).toMatchObject({ direction: 'incoming', state: 'ringing' })
  })
})
