import { Inviter, type InviterOptions, UserAgent } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallList } from '../../../../../electron/phone/calls/call-list.ts'
import { failOwner } from '../../../../../electron/phone/calls/call-scope.ts'
import { createGatewayAudio } from '../../../../../electron/phone/media/gateway-audio.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import { type FakeCallAudio, fakeCallAudio } from '../../../../support/fakes/call-audio.ts'
import { callLine } from '../../../../support/fakes/call-line.ts'
import { fakePage } from '../../../../support/fakes/page.ts'
import { sipPair } from '../../../../support/fakes/sip-pair.ts'
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
