// Longer than 300 lines: one state machine, each of its ends on the same fakes.
import { Inviter, SessionState, UserAgent } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Call } from '../../../../../electron/phone/calls/call.ts'
import { failOwner } from '../../../../../electron/phone/calls/call-scope.ts'
import { type FakeCallAudio, fakeCallAudio } from '../../../../support/fakes/call-audio.ts'
import { callLine } from '../../../../support/fakes/call-line.ts'
import { nextInvitation, sipPair } from '../../../../support/fakes/sip-pair.ts'

let pair: Awaited<ReturnType<typeof sipPair>>
beforeEach(async () => {
  vi.useFakeTimers()
  pair = await sipPair()
})
afterEach(async () => {
  await pair.stop()
  vi.useRealTimers()
})
/** Runs what is due now. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await vi.advanceTimersByTimeAsync(0)
}

function setUp(outgoing = true) {
  const { line, fake } = callLine(pair.ours)
  let audio: FakeCallAudio | undefined
  const log = vi.fn()
  const states: string[] = []
  const call = new Call(
    {
      id: 'call-0001',
      line,
      createAudio: (_line, events) => {
        audio = fakeCallAudio(events)
        return audio
      },
      onNotEnded: () => {},
      onChange: (c) => states.at(-1) !== c.view.state && states.push(c.view.state),
      log,
    },
    outgoing ? { target: '100', emergency: false, hidden: false, consultFor: null } : null,
  )
  if (!audio) throw new Error('the call made no audio')
  return { call, audio, line: fake, log, states }
}

/** An outgoing call that the far end has answered. */
async function connected() {
  const made = setUp()
  const invited = nextInvitation(pair.theirs)
  await made.call.dial('100')
  const theirs = await invited
  await theirs.accept()
  await settle()
  expect(made.call.view.state).toBe('connected')
  return { ...made, theirs }
}

/** A call that rings here. */
async function ringing() {
  const made = setUp(false)
  const invited = nextInvitation(pair.ours)
  const inviter = new Inviter(pair.theirs, UserAgent.makeURI('sip:ours@ours.invalid') as NonNullable<ReturnType<typeof UserAgent.makeURI>>)
  void inviter.invite()
  const invitation = await invited
  made.call.ring(invitation)
  await settle()
  expect(made.call.view.state).toBe('ringing')
  return { ...made, invitation, inviter }
}

describe('an outgoing call', () => {
  it('ended while its port opens sends nothing', async () => {
    const { call, audio } = setUp()
    let opened = (): void => {}
    audio.open.mockReturnValue(
      new Promise((resolve) => {
        opened = resolve
      }),
    )
    const dialling = call.dial('100')
    await call.hangUp()
    opened()
    await dialling
    await settle()
    expect(pair.wire.sent).toEqual([])
    expect(call.view.end?.code).toBe('cancelled')
    expect(audio.attach).not.toHaveBeenCalled()
  })

  it('sends the INVITE before it tells the page anything', async () => {
    const { call, audio } = setUp()
    let told = -1
    void nextInvitation(pair.theirs).then(() => {
      told = vi.mocked(audio.attach).mock.calls.length + vi.mocked(audio.setMicrophone).mock.calls.length
    })
    await call.dial('100')
    await settle()
    expect(told).toBe(0)
    expect([vi.mocked(audio.setMicrophone).mock.calls, vi.mocked(audio.attach).mock.calls.length]).toEqual([[['live']], 1])
  })
  it('ended while its offer is made sends nothing', async () => {
    const { call, audio } = setUp()
    let offer = (_text: string): void => {}
    audio.offer.mockReturnValue(
      new Promise((resolve) => {
        offer = resolve
      }),
    )
    const dialling = call.dial('100')
    await settle()
    await call.hangUp()
    offer('v=0')
    await dialling
    await settle()
    expect(pair.wire.sent).toEqual([])
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'cancelled' } })
  })

  it('whose port cannot be opened fails with the reason', async () => {
    const { call, audio } = setUp()
    audio.open.mockRejectedValue(new Error('no free RTP port'))
    await expect(call.dial('100')).rejects.toThrow('no free RTP port')
    expect(pair.wire.sent).toEqual([])
  })

  it('ended while it rings there is cancelled', async () => {
    const { call } = setUp()
    const invited = nextInvitation(pair.theirs)
    await call.dial('100')
    await (await invited).progress()
    await settle()
    expect(call.view.state).toBe('ringing')
    await call.hangUp()
    await settle()
    expect(pair.wire.kinds('ours')).toEqual(['INVITE', 'CANCEL', 'ACK'])
    expect(call.view.end?.code).toBe('cancelled')
  })

  it('is cancelled although its audio cannot be closed', async () => {
    const { call, audio } = setUp()
    const invited = nextInvitation(pair.theirs)
    await call.dial('100')
    await (await invited).progress()
    await settle()
    audio.close.mockImplementation(() => {
      throw new RangeError('Port should be > 0 and < 65536')
    })
    await call.hangUp()
    await settle()
    expect(pair.wire.kinds('ours')).toContain('CANCEL')
    expect(call.view.state).toBe('ended')
  })
})

describe('a call that is up', () => {
  it('is ended with a BYE before its audio is closed', async () => {
    const { call, audio } = await connected()
    let before: string[] = []
    audio.close.mockImplementation(() => {
      before = pair.wire.kinds('ours')
    })
    await call.hangUp()
    expect(before.at(-1)).toBe('BYE')
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'hung-up-here' } })
  })

  it('is ended with a BYE and shown as over although its audio cannot be closed', async () => {
    const { call, audio, log } = await connected()
    audio.close.mockImplementation(() => {
      throw new RangeError('Port should be > 0 and < 65536')
    })
    await call.hangUp()
    await settle()
    expect(pair.wire.kinds('ours').at(-1)).toBe('BYE')
    expect(call.view.state).toBe('ended')
    expect(log).toHaveBeenCalledWith(expect.stringContaining('Port should be'))
  })

  it('may be ended twice: one BYE, one reason', async () => {
    const { call, audio } = await connected()
    await Promise.all([call.hangUp(), call.hangUp('connection-lost')])
    await call.hangUp('page-gone')
    await settle()
    expect(pair.wire.kinds('ours').filter((kind) => kind === 'BYE')).toHaveLength(1)
    expect(audio.close).toHaveBeenCalledOnce()
    expect(call.view.end?.code).toBe('hung-up-here')
  })

  it('ends when the far end hangs up, and changes nothing afterwards', async () => {
    const { call, audio, states, theirs } = await connected()
    await theirs.bye()
    await settle()
    expect(call.view.end?.code).toBe('hung-up-there')
    const view = call.view
    audio.events.onState({ leg: 'up', legId: 1, microphone: 'live', silent: false })
    audio.events.onTone('1')
    await call.lineChanged(true)
    await call.lineChanged(false)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(call.view).toBe(view)
    expect(states.filter((state) => state === 'ended')).toHaveLength(1)
  })

  it('is ended with a BYE by an unexpected error in its own message', async () => {
    const { call, audio, theirs } = await connected()
    audio.heldByRemote.mockImplementation(() => {
      throw new Error('unforeseen')
    })
    // what the process does with an uncaught error, in its async context
    vi.stubGlobal('setImmediate', (run: () => void) => {
      try {
        run()
      } catch (e) {
        expect(failOwner(e)).toBe(true)
      }
    })
    await theirs.invite()
    await settle()
    vi.unstubAllGlobals()
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'failed', text: 'unforeseen' } })
    expect(pair.wire.kinds('ours').at(-1)).toBe('BYE')
  })
})

describe('an incoming call', () => {
  it('answered twice is answered once: the second answer joins the first', async () => {
    const { call } = await ringing()
    await Promise.all([call.answer(), call.answer(), call.answer()])
    await settle()
    await call.answer()
    expect(call.view.state).toBe('connected')
    expect(pair.wire.kinds('ours')).toEqual(['100 INVITE', '180 INVITE', '200 INVITE'])
  })

  it('answered and rejected while its port opens is rejected', async () => {
    const made = setUp(false)
    made.audio.open.mockReturnValue(new Promise(() => {}))
    const invited = nextInvitation(pair.ours)
    const inviter = new Inviter(pair.theirs, UserAgent.makeURI('sip:ours@ours.invalid') as NonNullable<ReturnType<typeof UserAgent.makeURI>>)
    void inviter.invite()
    made.call.ring(await invited)
    await settle()
    void made.call.answer()
    await made.call.reject()
    await settle()
    expect(made.call.view.end?.code).toBe('rejected-here')
    expect(pair.wire.kinds('ours').at(-1)).toBe('486 INVITE')
  })

  it('whose port does not open shows that instead of being missed', async () => {
    const made = setUp(false)
    made.audio.open.mockRejectedValue(new Error('no free RTP port'))
    const invited = nextInvitation(pair.ours)
    const inviter = new Inviter(pair.theirs, UserAgent.makeURI('sip:ours@ours.invalid') as NonNullable<ReturnType<typeof UserAgent.makeURI>>)
    void inviter.invite()
    made.call.ring(await invited)
    await made.call.answer()
    await settle()
    expect(made.call.view.end).toMatchObject({ code: 'failed', text: 'no free RTP port' })
    expect(pair.wire.kinds('ours').at(-1)).toBe('500 INVITE')
  })

  it('whose audio fails during the answer is no missed call', async () => {
    const { call, audio } = await ringing()
    audio.setRemote.mockRejectedValue(new Error('the page does not answer'))
    await call.answer()
    await settle()
    expect(call.view.end).toMatchObject({ code: 'failed', text: 'the page does not answer' })
    expect(audio.close).toHaveBeenCalledOnce()
  })

  it('given up by the caller is missed; an answer that comes later is refused', async () => {
    const { call, inviter } = await ringing()
    await inviter.cancel()
    await settle()
    expect(call.view.end?.code).toBe('missed')
    await expect(call.answer()).rejects.toMatchObject({ code: 'call-wrong-state' })
  })

  it('given up by the caller while it is answered is over once', async () => {
    const { call, audio, inviter } = await ringing()
    let answer = (_text: string): void => {}
    audio.answer.mockReturnValue(
      new Promise((resolve) => {
        answer = resolve
      }),
    )
    const answering = call.answer()
    await settle()
    await inviter.cancel()
    await settle()
    answer('v=0')
    await answering
    await settle()
    expect(call.view.end?.code).toBe('missed')
    expect(audio.close).toHaveBeenCalledOnce()
  })
})

describe('hold and resume while the other is on its way', () => {
  const reinvites = (): number => pair.wire.kinds('ours').filter((kind) => kind === 'INVITE').length - 1
  it.each([
    ['resumed while the hold is on its way', [true, false], false, 2],
    ['held while the resume is on its way', [false, true], true, 2],
    ['the same again', [true, true], true, 1],
    ['to and fro', [true, false, true, false, true], true, 1],
  ] as const)('%s: what was wanted last is done', async (_name, wanted, held, sent) => {
    const { call } = await connected()
    if (!wanted[0]) await call.setHold(true)
    const before = reinvites()
    pair.wire.fate = ({ from, text }) => (from === 'theirs' && text.startsWith('SIP/2.0 200') ? 'hold' : 'deliver')
    const all = wanted.map((on) => call.setHold(on))
    await settle()
    pair.wire.release()
    await settle()
    await Promise.all(all)
    expect(call.view.hold).toMatchObject({ local: held, pending: false, failed: false })
    expect(reinvites() - before).toBe(sent)
  })
  it('a far end that is busy with another request is asked again when it said so', async () => {
    const { call, theirs } = await connected()
    let busy = true
    pair.wire.fate = ({ from, text }) => (busy && from === 'ours' && text.startsWith('INVITE') ? 'lose' : 'deliver')
    const holding = call.setHold(true)
    await settle()
    const request = pair.wire.sent.findLast((m) => m.from === 'ours' && m.text.startsWith('INVITE'))?.text ?? ''
    const kept = request.split('\r\n').filter((line) => /^(via|from|to|call-id|cseq):/i.test(line))
    busy = false
    pair.wire.deliver({
      from: 'theirs',
      text: ['SIP/2.0 500 Server Internal Error', ...kept, 'Retry-After: 3', 'Content-Length: 0', '', ''].join('\r\n'),
    })
    await settle()
    expect(call.view.hold.pending).toBe(true)
    await vi.advanceTimersByTimeAsync(3000)
    await settle()
    await holding
    expect(theirs.state).toBe(SessionState.Established)
    expect(call.view.hold).toMatchObject({ local: true, pending: false })
  })
})

it('a caller who gives up with a BYE while it rings: the INVITE gets 487, and the call is missed', async () => {
  const { call } = await ringing()
  const ring = pair.wire.sent.findLast((m) => m.from === 'ours')?.text ?? ''
  const header = (name: string): string => new RegExp(`^${name}: .*$`, 'im').exec(ring)?.[0] ?? ''
  const lines = ['Via: SIP/2.0/TCP theirs.invalid;branch=z9hG4bKbye', header('From'), header('To'), header('Call-ID'), 'CSeq: 2 BYE']
  pair.wire.deliver({ from: 'theirs', text: ['BYE sip:ours@ours.invalid SIP/2.0', ...lines, 'Content-Length: 0', '', ''].join('\r\n') })
  await settle()
  expect(pair.wire.kinds('ours').slice(-2)).toEqual(['200 BYE', '487 INVITE'])
  expect(call.view).toMatchObject({ state: 'ended', end: { code: 'missed' } })
})

describe('a BYE that overtakes the ACK of our 200', () => {
  const overtaken = async () => {
    const made = await ringing()
    pair.wire.fate = ({ from, text }) => (from === 'theirs' && text.startsWith('ACK') ? 'lose' : 'deliver')
    await made.call.answer()
    await settle()
    return made
  }

  it('ends the call, and nothing is sent or thrown when the ACK would have been due', async () => {
    const { call, inviter } = await overtaken()
    await inviter.bye()
    await settle()
    expect(call.view.end?.code).toBe('hung-up-there')
    const before = pair.wire.kinds('ours')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(pair.wire.kinds('ours')).toEqual(before)
  })

  it('after we hung up as well: both are over, and nothing is thrown later', async () => {
    const { call, inviter, invitation } = await overtaken()
    await call.hangUp()
    await inviter.bye()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(call.view.end?.code).toBe('hung-up-here')
    expect(invitation.state).toBe(SessionState.Terminated)
  })

  it('the ACK never comes at all: the call is ended with a BYE', async () => {
    const { call } = await overtaken()
    await vi.advanceTimersByTimeAsync(40_000)
    expect(pair.wire.kinds('ours').at(-1)).toBe('BYE')
    expect(call.view.state).toBe('ended')
  })

  it('hung up here before the ACK came: the BYE leaves with it', async () => {
    const made = await ringing()
    pair.wire.fate = ({ from, text }) => (from === 'theirs' && text.startsWith('ACK') ? 'hold' : 'deliver')
    await made.call.answer()
    await settle()
    await made.call.hangUp()
    expect(made.call.view.state).toBe('ended')
    pair.wire.release()
    await settle()
    expect(pair.wire.kinds('ours').at(-1)).toBe('BYE')
  })
})

describe('a change of this computer’s address', () => {
  const reinvites = () => pair.wire.kinds('ours').filter((kind) => kind === 'INVITE').length - 1

  it('is sent in a re-INVITE', async () => {
    const { call, audio, line } = await connected()
    await call.lineChanged(false)
    expect(call.view.reconnectingSince).not.toBeNull()
    line.localAddress = '127.0.0.2'
    await call.lineChanged(true)
    await settle()
    expect(audio.move).toHaveBeenCalledExactlyOnceWith('127.0.0.2')
    expect(reinvites()).toBe(1)
    expect(call.view.reconnectingSince).toBeNull()
  })

  it('during a re-INVITE is sent in another one', async () => {
    const { call, audio, line } = await connected()
    pair.wire.fate = ({ from, text }) => (from === 'theirs' && text.startsWith('SIP/2.0 200') ? 'hold' : 'deliver')
    line.localAddress = '127.0.0.2'
    const first = call.lineChanged(true)
    await settle()
    line.localAddress = '127.0.0.3'
    await call.lineChanged(true)
    pair.wire.release()
    await first
    expect(audio.move.mock.calls).toEqual([['127.0.0.2'], ['127.0.0.3']])
    expect(reinvites()).toBe(2)
  })

  it('during a hold is sent once the hold is confirmed', async () => {
    const { call, audio, line } = await connected()
    pair.wire.fate = ({ from, text }) => (from === 'theirs' && text.startsWith('SIP/2.0 200') ? 'hold' : 'deliver')
    const holding = call.setHold(true)
    await settle()
    line.localAddress = '127.0.0.2'
    const changed = call.lineChanged(true)
    await vi.advanceTimersByTimeAsync(5000)
    pair.wire.release()
    await Promise.all([holding, changed])
    expect(call.view.hold.local).toBe(true)
    expect(audio.move).toHaveBeenCalledOnce()
    expect(reinvites()).toBe(2)
  })

  /** @returns what makes the far end take re-INVITEs again */
  const refusing = (theirs: object, statusCode: number): (() => void) => {
    const far = theirs as { onInviteRequest: (request: { reject: (options: { statusCode: number }) => void }) => void }
    const takes = far.onInviteRequest
    far.onInviteRequest = (request) => request.reject({ statusCode })
    return () => {
      far.onInviteRequest = takes
    }
  }

  it('whose re-INVITE is refused is sent again', async () => {
    const { call, line, theirs } = await connected()
    const take = refusing(theirs, 500)
    line.localAddress = '127.0.0.2'
    await call.lineChanged(true)
    expect(reinvites()).toBe(1)
    take()
    await vi.advanceTimersByTimeAsync(4000)
    await settle()
    expect(reinvites()).toBe(2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reinvites()).toBe(2)
  })

  it('that is refused each time is sent more and more rarely, in the end every minute', async () => {
    const { call, line, theirs } = await connected()
    refusing(theirs, 500)
    line.localAddress = '127.0.0.2'
    await call.lineChanged(true)
    await vi.advanceTimersByTimeAsync((4 + 8 + 16 + 32 + 60 + 60) * 1000)
    expect(reinvites()).toBe(7)
  })

  it('that was none is not sent again: a far end that refuses the re-INVITE knows the call', async () => {
    const { call, theirs } = await connected()
    refusing(theirs, 488)
    await call.lineChanged(false)
    await call.lineChanged(true)
    expect(call.view.reconnectingSince).toBeNull()
    await vi.advanceTimersByTimeAsync(120_000)
    expect([reinvites(), call.view.state]).toEqual([1, 'connected'])
  })

  it('that was none is sent again as long as nobody answers', async () => {
    const { call, theirs } = await connected()
    const take = refusing(theirs, 408)
    await call.lineChanged(false)
    await call.lineChanged(true)
    expect(call.view.reconnectingSince).not.toBeNull()
    take()
    await vi.advanceTimersByTimeAsync(4000)
    await settle()
    expect([reinvites(), call.view.reconnectingSince]).toEqual([2, null])
  })

  it('while it rings is sent once it is answered', async () => {
    const { call, audio, line } = await ringing()
    line.localAddress = '127.0.0.2'
    await call.lineChanged(true)
    await call.answer()
    await settle()
    expect(audio.move).toHaveBeenCalledExactlyOnceWith('127.0.0.2')
    expect(pair.wire.kinds('ours')).toContain('INVITE')
  })
})
