import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { call, event, type Handlers, nothing } from '../../../../shared/contract/contract.ts'
import { createPeer, type Peer } from '../../../../shared/contract/peer.ts'
import { phoneIpc } from '../../../../shared/contract/phone.ts'
import { AppError } from '../../../../shared/domain/failure.ts'

const sums = {
  sums: {
    square: call(z.object({ n: z.number() }), z.number()),
    clear: call(nothing, nothing),
    cleared: event(z.object({ count: z.number() })),
  },
} as const

/** Two peers that answer alike; `sent` holds what the first one posts. */
function pair(handlers: Partial<Handlers<typeof sums>['sums']>) {
  const sent: unknown[] = []
  const events: unknown[] = []
  const all = { sums: { square: () => 0, clear: () => {}, ...handlers } }
  const here: Peer<typeof sums> = createPeer({
    contract: sums,
    port: {
      post(message) {
        sent.push(message)
        there.receive(message)
      },
    },
    handlers: all,
    onEvent: (e) => events.push(e),
    goneCode: 'phone-not-running',
  })
  const there: Peer<typeof sums> = createPeer({ contract: sums, port: { post: (message) => here.receive(message) }, handlers: all })
  return { here, there, sent, events }
}

it('a peer drops what is unknown, malformed, too large, too many or no message, and goes on', async () => {
  const dropped: string[] = []
  const events: unknown[] = []
  const sent: { id: number; outcome: { ok: boolean } }[] = []
  const peer = createPeer({
    contract: phoneIpc,
    port: { post: (m) => sent.push(m as never) },
    onEvent: (e) => events.push(e),
    onDropped: (why) => dropped.push(why),
    rateLimit: 20,
  })
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const bad = [
    null,
    1,
    'x',
    [],
    {},
    cyclic,
    { kind: 'event', channel: 'phone.nothing', payload: 1 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 5 } },
    { kind: 'event', channel: '__proto__.x' },
    { kind: 'reply', id: 99 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 'x'.repeat(70_000) } },
  ]
  for (const message of bad) peer.receive(message)
  expect(dropped.length).toBe(bad.length)
  peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events).toEqual([{ channel: 'phone.callGone', payload: { callId: 'call-0001' } }])
  peer.receive({ kind: 'call', id: 1, channel: 'phone.answer', args: {} })
  await Promise.resolve()
  expect(sent.every((m) => !m.outcome.ok)).toBe(true)
  for (let i = 0; i < 40; i++) peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events.length).toBeLessThan(20)
})

describe('two peers', () => {
  it('call each other, both ways, with values, refusals and events', async () => {
    const { here, there, events } = pair({
      square: ({ n }) => n * n,
      clear() {
        throw new AppError('busy', 'later', { retryable: true, details: { count: 3 } })
      },
    })
    expect(await here.call('sums', 'square', { n: 3 })).toBe(9)
    expect(await there.call('sums', 'square', { n: 4 })).toBe(16)
    await expect(here.call('sums', 'clear')).rejects.toMatchObject({ code: 'busy', message: 'later', retryable: true, details: { count: 3 } })
    there.emit('sums', 'cleared', { count: 1 })
    expect(events).toEqual([{ channel: 'sums.cleared', payload: { count: 1 } }])
  })

  it('a result that does not fit the contract is not believed', async () => {
    const { here } = pair({ square: () => 'nine' as never })
    await expect(here.call('sums', 'square', { n: 3 })).rejects.toMatchObject({ code: 'internal', message: 'sums.square: malformed result' })
  })

  it('a cancelled call aborts the signal of its handler, whose answer is not sent', async () => {
    const answered = Promise.withResolvers<number>()
    const signals: AbortSignal[] = []
    const { here, sent } = pair({
      square(_args, { signal }) {
        signals.push(signal)
        return answered.promise
      },
    })
    const controller = new AbortController()
    const calling = here.call('sums', 'square', { n: 3 }, { signal: controller.signal })
    controller.abort()
    await expect(calling).rejects.toMatchObject({ code: 'cancelled' })
    expect(signals.map((s) => s.aborted)).toEqual([true])
    answered.resolve(9)
    await answered.promise
    await Promise.resolve()
    expect(sent.map((m) => (m as { kind: string }).kind)).toEqual(['call', 'cancel'])
  })

  it('a call that times out aborts the signal of its handler, too', async () => {
    vi.useFakeTimers()
    const signals: AbortSignal[] = []
    const { here } = pair({
      square(_args, { signal }) {
        signals.push(signal)
        return new Promise<number>(() => {})
      },
    })
    const calling = here.call('sums', 'square', { n: 3 }).catch((e: AppError) => e.code)
    await vi.advanceTimersByTimeAsync(8000)
    expect([await calling, signals[0]?.aborted]).toEqual(['internal', true])
    vi.useRealTimers()
  })

  it('closing while calls wait fails them, and aborts what is worked on', async () => {
    const signals: AbortSignal[] = []
    const { here, there } = pair({
      square(_args, { signal }) {
        signals.push(signal)
        return new Promise<number>(() => {})
      },
    })
    const calling = here.call('sums', 'square', { n: 3 }).catch((e: AppError) => e.code)
    here.close()
    there.close()
    there.close()
    expect([await calling, signals[0]?.aborted]).toEqual(['phone-not-running', true])
    await expect(here.call('sums', 'clear')).rejects.toMatchObject({ code: 'phone-not-running', retryable: true })
  })

  it('work on a bounded number of calls, and refuse more', async () => {
    const replies: unknown[] = []
    const peer = createPeer({
      contract: sums,
      port: { post: (message) => replies.push(message) },
      handlers: { sums: { square: () => new Promise<number>(() => {}), clear: () => {} } },
      most: 2,
    })
    for (let id = 1; id <= 3; id++) peer.receive({ kind: 'call', id, channel: 'sums.square', args: { n: 1 } })
    expect(replies).toMatchObject([{ kind: 'reply', id: 3, outcome: { ok: false, error: { code: 'busy' } } }])
    // a number that is in use is no second call
    peer.receive({ kind: 'call', id: 1, channel: 'sums.clear' })
    peer.receive({ kind: 'cancel', id: 1 })
    peer.receive({ kind: 'cancel', id: 77 })
    expect(replies.length).toBe(1)
  })
})

it('no message of any shape makes a peer throw, run a handler with wrong arguments, or deliver a wrong event', async () => {
  const word = fc.oneof(fc.constantFrom('call', 'reply', 'event', 'cancel', 'sums.square', 'sums.cleared', 'sums.clear', '__proto__.x'), fc.string())
  const message = fc.oneof(
    fc.anything(),
    fc.record(
      {
        kind: word,
        id: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.anything()),
        channel: word,
        args: fc.anything(),
        payload: fc.anything(),
        outcome: fc.anything(),
      },
      { requiredKeys: [] },
    ),
    fc.record({ kind: fc.constant('call'), id: fc.nat(), channel: fc.constant('sums.square'), args: fc.record({ n: fc.anything() }) }),
    fc.record({ kind: fc.constant('event'), channel: fc.constant('sums.cleared'), payload: fc.record({ count: fc.anything() }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 30 }), async (messages) => {
      const events: { payload: { count: number } }[] = []
      const squared: unknown[] = []
      const outcomes: unknown[] = []
      const peer = createPeer({
        contract: sums,
        port: { post: () => {} },
        handlers: {
          sums: {
            square({ n }) {
              squared.push(n)
              return n * n
            },
            clear: () => {},
          },
        },
        onEvent: (e) => events.push(e),
      })
      const calling = peer.call('sums', 'square', { n: 2 }).then(
        (value) => outcomes.push(value),
        (e) => outcomes.push(e),
      )
      for (const one of messages) peer.receive(one)
      await Promise.resolve()
      peer.close()
      await calling
      expect(squared.every((n) => typeof n === 'number')).toBe(true)
      expect(events.every(({ payload }) => typeof payload.count === 'number')).toBe(true)
      expect(outcomes.every((o) => typeof o === 'number' || o instanceof AppError)).toBe(true)
    }),
  )
})
