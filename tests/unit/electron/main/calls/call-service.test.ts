// Longer than 300 lines: one set-up, a phone process whose children a test makes, serves all of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCallService, openPolicy } from '../../../../../electron/main/calls/call-service.ts'
import { type CallGuard, createCallGuard } from '../../../../../electron/main/costs/call-guard.ts'
import { createDialRequests } from '../../../../../electron/main/links/dial-requests.ts'
import { createPhoneProcess } from '../../../../../electron/main/phone/phone-process.ts'
import type { MediaToPage, MediaToPhone } from '../../../../../shared/contract/media.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import type { DialRequest } from '../../../../../shared/domain/desktop.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { noForward } from '../../../../../shared/domain/forward.ts'
import type { MediaReply } from '../../../../../shared/domain/media.ts'
import { defaultSpending } from '../../../../../shared/domain/spending-settings.ts'
import { PhoneChild } from '../../../../support/fakes/phone-child.ts'
import { callOf, lineOf, unreachable } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const asking = (id: number): MediaToPage => ({ kind: 'call', id, channel: 'media.request', args: { op: 'leg.close', leg: 1 } })
const replying = (id: number, reply: MediaReply = { ok: true, sdp: null }): MediaToPhone => ({
  kind: 'reply',
  id,
  outcome: { ok: true, value: reply },
})
const dialled = { lineId: 'sip_1', number: '030 123456', origin: 'typed' as const, confirmed: [], hidden: false, consultFor: null }

/** Calls over a phone process whose children a test makes. */
async function service(create: () => PhoneChild = () => new PhoneChild(), guard: CallGuard['check'] = async () => {}) {
  const children: PhoneChild[] = []
  let shown: CallView[] = []
  const logged: string[] = []
  const happened: string[] = []
  const guarded: string[] = []
  let refusal: AppError | null = null
  /** Numbers of the requests that went to the page; of those that were cancelled, negative. */
  const toPage: number[] = []
  const resetPage = vi.fn()
  const lines = new Map([
    ['sip_1', lineOf('sip_1', 'Office')],
    ['sip_off', lineOf('sip_off', 'Off', { enabled: false })],
    ['sip_down', lineOf('sip_down', 'Down', { registration: unreachable })],
  ])
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const phone = createPhoneProcess({
    fork() {
      const child = create()
      children.push(child)
      return child
    },
    log,
    memory: { bindings: [], dialogs: [] },
    onMemory: () => {},
    onEvent(event) {
      if (event.channel === 'phone.call') calls.callChanged(event.payload)
      else if (event.channel === 'phone.callGone') calls.callGone(event.payload.callId)
      else if (event.channel === 'phone.mediaToPage') calls.mediaToPage(event.payload)
    },
    onState: () => {},
    onDied: () => calls.phoneDied(),
    onReady: () => calls.phoneReady(),
  })
  const calls = createCallService({
    phone: () => phone,
    line: (id) => lines.get(id),
    lines: () => [...lines.values()],
    region: () => 'DE',
    onCalls: (list) => {
      shown = list
    },
    onLog: (view) => logged.push(`${view.id} ${view.end?.code ?? view.state}`),
    onCallConnected: ({ id }) => happened.push(`connected ${id}`),
    guard: async (request) => {
      const { origin, target, tones, emergency, confirmed } = request
      guarded.push(`${origin} ${target}${tones ? ' tones' : ''}${emergency ? ' emergency' : ''} ${confirmed.join()}`.trim())
      if (refusal) throw refusal
      await guard(request)
    },
    onCallEnded: ({ id }) => happened.push(`ended ${id}`),
    contactOf: () => null,
    recordingOf: () => null,
    toPage: (message) => toPage.push(message.kind === 'call' ? message.id : -message.id),
    resetPage,
  })
  phone.start()
  await vi.advanceTimersByTimeAsync(0)
  const repliesTo = (child: PhoneChild | undefined): unknown[] =>
    (child?.asked ?? []).flatMap(({ name, args }) => (name === 'mediaToPhone' ? [args] : []))
  return {
    phone,
    calls,
    lines,
    children,
    logged,
    happened,
    guarded,
    refuse(error: AppError | null) {
      refusal = error
    },
    toPage,
    resetPage,
    repliesTo,
    child: () => children.at(-1) as PhoneChild,
    shown: () => shown.map((c) => `${c.id} ${c.state}`),
  }
}

describe('calls as main sees them', () => {
  it('are shown, logged at each change that matters, and removed when the phone process reports it', async () => {
    const { child, shown, logged, happened } = await service()
    child().emit('phone', 'call', callOf())
    child().emit('phone', 'call', callOf({ muted: true }))
    child().emit('phone', 'call', callOf({ state: 'connected', connectedAt: 1 }))
    child().emit('phone', 'call', callOf({ state: 'connected', connectedAt: 1, muted: true }))
    child().emit('phone', 'call', callOf({ state: 'ended', end: { code: 'hung-up-there', status: null, text: '', redirect: null } }))
    expect(shown()).toEqual(['call-0001 ended'])
    expect(logged).toEqual(['call-0001 ringing', 'call-0001 connected', 'call-0001 hung-up-there'])
    expect(happened).toEqual(['connected call-0001', 'ended call-0001'])
    child().emit('phone', 'callGone', { callId: 'call-0001' })
    expect(shown()).toEqual([])
  })

  it.each([
    [{ lineId: 'none' }, 'not-found'],
    [{ lineId: 'sip_off' }, 'line-switched-off'],
    [{ lineId: 'sip_down' }, 'line-not-ready'],
    [{ number: '' }, 'number-invalid'],
  ])('dialling with %o is refused: %s', async (part, code) => {
    const { calls, child } = await service()
    await expect(calls.dial({ ...dialled, ...part })).rejects.toMatchObject({ code })
    expect(child().names()).not.toContain('dial')
  })

  it('whatever would begin a call goes through the guard, and is not sent where that refuses', async () => {
    const { calls, child, guarded, refuse } = await service()
    child().emit('phone', 'call', callOf({ referral: { number: '+442079460018', name: null } }))
    refuse(new AppError('destination-blocked', 'made up'))
    const outcomes = await Promise.allSettled([
      calls.dial({ ...dialled, origin: 'link', confirmed: ['premium'] }),
      calls.dial({ ...dialled, number: '112' }),
      calls.transfer({ callId: 'call-0001', number: '030 123456', confirmed: ['premium'] }),
      calls.answerReferral({ callId: 'call-0001', accept: true }),
    ])
    expect(outcomes.map((o) => o.status)).toEqual(Array(4).fill('rejected'))
    expect(guarded).toEqual(['link 004930123456 premium', 'typed 112 emergency', 'typed 004930123456 premium', 'referral 00442079460018'])
    const begun = (): string[] =>
      child()
        .names()
        .filter((name) => ['dial', 'transfer', 'answerReferral'].includes(name))
    expect(begun()).toEqual([])
    await calls.answerReferral({ callId: 'call-0001', accept: false })
    expect(begun()).toEqual(['answerReferral'])
  })

  it('a link with tones behind its number is asked about, however ordinary the number is', async () => {
    const { calls, child } = await service(
      undefined,
      createCallGuard({
        region: () => 'DE',
        limits: () => ({ ...defaultSpending, linksAtOnce: true }),
        balance: () => null,
        askRates: async () => ({ rates: [{ number: '', destination: '', price: { units: 1, currency: 'EUR' }, prefix: '', asOf: 0 }], error: null }),
      }).check,
    )
    const requests: (DialRequest | null)[] = []
    const { openLink } = createDialRequests({
      region: () => 'DE',
      allowed: () => true,
      dial: (number, origin) => calls.dial({ ...dialled, number, origin }),
      onChange: (request) => requests.push(request),
      show: () => {},
      readClipboard: async () => '',
      log: { info: () => {}, warn: () => {} },
    })
    await openLink('tel:+4930123456,,1234%23')
    expect(requests).toMatchObject([{ number: '+4930123456,,1234#', ordinary: false }])
    expect(child().names()).not.toContain('dial')
    await openLink('tel:+4930123456')
    expect(requests).toHaveLength(1)
    expect(child().names()).toContain('dial')
  })

  it('an emergency call goes out on a line that is down, too', async () => {
    const { calls, child } = await service()
    await calls.dial({ ...dialled, lineId: 'sip_down', number: '112' })
    expect(child().asked.at(-1)).toMatchObject({ name: 'dial', args: { lineId: 'sip_down', number: '112' } })
  })

  it('the number goes out as the line dials it, and an emergency number as it is', async () => {
    const { calls, child } = await service()
    await calls.dial(dialled)
    await calls.dial({ ...dialled, number: '+44 20 7946 0000' })
    await calls.dial({ ...dialled, number: '112' })
    expect(child().asked.slice(-3)).toMatchObject([
      { name: 'dial', args: { number: '004930123456', emergency: false } },
      { name: 'dial', args: { number: '00442079460000', emergency: false } },
      { name: 'dial', args: { number: '112', emergency: true } },
    ])
  })

  it('a transfer goes to the number as the call’s line dials it, also when the line is gone meanwhile', async () => {
    const { calls, child, lines } = await service()
    child().emit('phone', 'call', callOf({ lineId: 'sip_1', state: 'connected', connectedAt: 1 }))
    lines.delete('sip_1')
    await calls.transfer({ callId: 'call-0001', number: '030 123456' })
    expect(child().asked.at(-1)).toEqual({ name: 'transfer', args: { callId: 'call-0001', number: '004930123456' } })
    await expect(calls.transfer({ callId: 'call-0001', number: '??' })).rejects.toMatchObject({ code: 'number-invalid' })
    child().emit('phone', 'callGone', { callId: 'call-0001' })
    await expect(calls.transfer({ callId: 'call-0001', number: '030 123456' })).rejects.toMatchObject({ code: 'call-not-found' })
    expect(
      child()
        .names()
        .filter((name) => name === 'transfer'),
    ).toHaveLength(1)
  })

  it('a refusal of the phone process reaches whoever asked: answering twice', async () => {
    let answers = 0
    const { calls } = await service(
      () =>
        new PhoneChild({
          answer() {
            answers += 1
            if (answers > 1) throw new AppError('call-wrong-state', 'it is answered already')
            return undefined
          },
        }),
    )
    const [first, second] = await Promise.allSettled([
      calls.answer({ callId: 'call-0001', others: 'hold' }),
      calls.answer({ callId: 'call-0001', others: 'hold' }),
    ])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'call-wrong-state' } })
  })

  it('a call that is closed while it is being dialled ends as the phone process reports, not as the dialling', async () => {
    const { calls, child, shown } = await service()
    const { callId } = await calls.dial(dialled)
    child().emit('phone', 'call', callOf({ id: callId, direction: 'outgoing', state: 'calling' }))
    await calls.hangUp({ callId, whole: false })
    child().emit('phone', 'call', callOf({ id: callId, direction: 'outgoing', state: 'ended' }))
    expect(shown()).toEqual([`${callId} ended`])
    expect(child().asked.at(-1)).toEqual({ name: 'hangUp', args: { callId, whole: false } })
  })

  it('dialling whose answer never comes fails after its time', async () => {
    const { calls } = await service(() => new PhoneChild({ dial: () => new Promise<undefined>(() => {}) }))
    const dialling = calls.dial(dialled).catch((e: AppError) => e.code)
    await vi.advanceTimersByTimeAsync(8000)
    expect(await dialling).toBe('internal')
  })

  it('the number of calls that a faulty phone process reports is bounded', async () => {
    const { calls } = await service()
    for (let i = 0; i < 5000; i++) calls.callChanged(callOf({ id: `call-${i}-x` }))
    expect(calls.calls().length).toBe(200)
    calls.callGone('call-0-x')
    calls.callChanged(callOf({ id: 'call-new' }))
    expect(calls.call('call-new')).toBeDefined()
  })
})

describe('a phone process that dies', () => {
  it('ends each call of its once, and shows it a few seconds more', async () => {
    const { child, shown, logged, happened, resetPage } = await service()
    const dying = child()
    dying.emit('phone', 'call', callOf({ state: 'connected', connectedAt: 1 }))
    dying.emit('phone', 'call', callOf({ id: 'call-0002', state: 'ended' }))
    dying.exit()
    dying.emit('phone', 'call', callOf({ state: 'connected', connectedAt: 1 }))
    expect(shown()).toEqual(['call-0001 ended', 'call-0002 ended'])
    expect(logged.at(-1)).toBe('call-0001 phone-process-restarted')
    expect(happened).toEqual(['connected call-0001', 'ended call-0002', 'ended call-0001'])
    expect(resetPage).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(5000)
    expect(shown()).toEqual([])
  })

  it('refuses what is asked of it, and its follower learns page and policy', async () => {
    const { calls, child, children } = await service()
    calls.setPolicy({ ...openPolicy, doNotDisturb: true, callWaiting: false, blockedPrefixes: ['0900'] })
    calls.setExceptions({ blocked: ['49301234567'], ringsAlways: [] })
    calls.setPage(true)
    child().exit()
    await expect(calls.dial(dialled)).rejects.toMatchObject({ code: 'phone-not-running', retryable: true })
    calls.checkConnections()
    await vi.advanceTimersByTimeAsync(0)
    expect(children.length).toBe(2)
    expect(child().asked.slice(1)).toEqual([
      { name: 'setPolicy', args: expect.objectContaining({ doNotDisturb: true, blocked: ['49301234567'], blockedPrefixes: ['0900'], forwards: [] }) },
      { name: 'setPage', args: { present: true } },
    ])
  })

  it('@forward each line learns what it forwards its calls to, and again when the lines change', async () => {
    const { calls, child } = await service()
    calls.setPolicy({ ...openPolicy, forward: { ...noForward, busy: { to: 'number', number: '030 1234567' } } })
    calls.linesChanged()
    const forwards = child().asked.flatMap(({ name, args }) => (name === 'setPolicy' ? [(args as { forwards: object[] }).forwards] : []))
    expect([forwards.length, forwards.at(-1)]).toMatchObject([3, [{ lineId: 'sip_1', always: null, busy: '0049301234567' }, {}, {}]])
  })

  it('drops its media requests: a late reply of the page does not reach the next one', async () => {
    const { calls, child, children, toPage, repliesTo } = await service()
    calls.setPage(true)
    child().emit('phone', 'mediaToPage', asking(1))
    expect(toPage).toEqual([1])
    child().exit()
    await vi.advanceTimersByTimeAsync(0)
    calls.mediaToPhone(replying(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(children.map(repliesTo)).toEqual([[], []])
  })
})

describe('requests for audio', () => {
  it('go to the page and come back once', async () => {
    const { calls, child, repliesTo } = await service()
    calls.setPage(true)
    child().emit('phone', 'mediaToPage', asking(7))
    calls.mediaToPhone(replying(7))
    calls.mediaToPhone(replying(7))
    calls.mediaToPhone(replying(8))
    await vi.advanceTimersByTimeAsync(0)
    expect(repliesTo(child())).toEqual([replying(7)])
  })

  it('are refused while there is no page, and when it goes while it works on them', async () => {
    const { calls, child, toPage, repliesTo } = await service()
    const none = { ok: false, reason: 'no-leg', message: 'the page is gone' } as const
    child().emit('phone', 'mediaToPage', asking(1))
    calls.setPage(true)
    child().emit('phone', 'mediaToPage', asking(2))
    calls.setPage(false)
    calls.mediaToPhone(replying(2))
    await vi.advanceTimersByTimeAsync(0)
    expect(toPage).toEqual([2])
    expect(repliesTo(child())).toEqual([replying(1, none), replying(2, none)])
  })

  it('that are given up are cancelled in the page, and its late reply goes nowhere', async () => {
    const { calls, child, toPage, repliesTo } = await service()
    calls.setPage(true)
    child().emit('phone', 'mediaToPage', asking(1))
    child().emit('phone', 'mediaToPage', { kind: 'cancel', id: 1 })
    child().emit('phone', 'mediaToPage', { kind: 'cancel', id: 1 })
    child().emit('phone', 'mediaToPage', { kind: 'cancel', id: 2 })
    calls.mediaToPhone(replying(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(toPage).toEqual([1, -1])
    expect(repliesTo(child())).toEqual([])
  })

  it('that a page never answers are refused beyond a number', async () => {
    const { calls, toPage } = await service()
    calls.setPage(true)
    for (let id = 1; id <= 700; id++) calls.mediaToPage(asking(id))
    expect(toPage.length).toBe(500)
  })
})
