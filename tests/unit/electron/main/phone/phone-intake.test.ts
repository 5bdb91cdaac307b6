import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPhoneIntake } from '../../../../../electron/main/phone/phone-intake.ts'
import { createPhoneProcess, type PhoneEvent } from '../../../../../electron/main/phone/phone-process.ts'
import { PhoneChild } from '../../../../support/fakes/phone-child.ts'
import { callOf, registered } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A phone process that runs, and what main took of it. */
async function running() {
  const events: PhoneEvent[] = []
  const logged: string[] = []
  const child = new PhoneChild()
  const log = (text: string): void => void logged.push(text)
  const phone = createPhoneProcess({
    fork: () => child,
    log: { info: log, warn: log, error: log },
    memory: { bindings: [], dialogs: [] },
    onMemory: () => {},
    onEvent: (event) => events.push(event),
    onState: () => {},
    onDied: () => {},
    onReady: () => {},
  })
  phone.start()
  await vi.advanceTimersByTimeAsync(0)
  const callsOf = (id: string): unknown[] =>
    events.flatMap((e) =>
      e.channel === 'phone.call' && e.payload.id === id
        ? [e.payload.state]
        : e.channel === 'phone.callGone' && e.payload.callId === id
          ? ['gone']
          : [],
    )
  return { phone, child, events, logged, callsOf, count: (channel: PhoneEvent['channel']) => events.filter((e) => e.channel === channel).length }
}
const sip = (child: PhoneChild, lineId = 'sip_1', text = 'OPTIONS sip:x SIP/2.0\r\n\r\n'): void =>
  child.emit('phone', 'sip', { at: 1, lineId, way: 'in', transport: 'udp', peer: '192.0.2.1:5060', text })

/** What a call that rings, is cancelled and leaves the list makes the phone process send: 26 messages. */
function ringAndEnd(child: PhoneChild, id: string): void {
  for (let i = 0; i < 8; i++) sip(child)
  for (let i = 0; i < 8; i++) child.emit('phone', 'call', callOf({ id }))
  for (let i = 0; i < 6; i++)
    child.emit('phone', 'mediaToPage', { kind: 'call', id: i + 1, channel: 'media.request', args: { op: 'leg.close', leg: 1 } })
  for (let i = 0; i < 3; i++) child.emit('phone', 'log', { level: 'info', text: 'x', at: 1 })
  child.emit('phone', 'call', callOf({ id, state: 'ended' }))
}

it('a call that follows twenty others within a second is shown, and so is the end of each', async () => {
  const { child, callsOf } = await running()
  for (let i = 10; i < 30; i++) ringAndEnd(child, `call-00${i}`)
  child.emit('phone', 'call', callOf({ id: 'call-0030' }))
  expect(callsOf('call-0030')).toEqual(['ringing'])
  for (let i = 10; i < 30; i++) expect(callsOf(`call-00${i}`).at(-1)).toBe('ended')
})

it('traces and logs beyond their budget are left out and counted once; another line’s calls and registrations come at once', async () => {
  const { child, logged, callsOf, events, count } = await running()
  for (let i = 0; i < 4000; i++) {
    sip(child)
    child.emit('phone', 'log', { level: 'info', text: 'flood', at: 1 })
  }
  const before = events.length
  child.emit('phone', 'call', callOf({ lineId: 'sip_2' }))
  child.emit('phone', 'registration', { lineId: 'sip_2', registration: registered, passwordIndex: null })
  expect(callsOf('call-0001')).toEqual(['ringing'])
  expect(events.length).toBe(before + 2)
  expect(count('phone.sip')).toBeLessThanOrEqual(800)
  sip(child, 'sip_2')
  expect(events.at(-1)).toMatchObject({ channel: 'phone.sip', payload: { lineId: 'sip_2' } })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(logged.filter((l) => l.includes('left out')).map((l) => l.replace(/\d+ left/, 'n left'))).toEqual([
    'too many of the phone process, n left out: log entries',
    'too many of the phone process, n left out: SIP messages of sip_1',
  ])
})

it('a line’s states that come too fast are merged: the latest arrives, in order, and no other line waits for it', async () => {
  const { child, events, callsOf } = await running()
  for (let since = 1; since <= 5000; since++)
    child.emit('phone', 'registration', { lineId: 'sip_1', registration: { state: 'connecting', since }, passwordIndex: null })
  child.emit('phone', 'call', callOf({ id: 'call-0001' }))
  child.emit('phone', 'call', callOf({ id: 'call-0001', state: 'connected' }))
  child.emit('phone', 'call', callOf({ id: 'call-0001', state: 'ended' }))
  child.emit('phone', 'callGone', { callId: 'call-0001' })
  child.emit('phone', 'call', callOf({ id: 'call-0002', lineId: 'sip_2' }))
  expect(callsOf('call-0001')).toEqual([])
  expect(callsOf('call-0002')).toEqual(['ringing'])
  await vi.advanceTimersByTimeAsync(1000)
  expect(callsOf('call-0001')).toEqual(['ended', 'gone'])
  const registrations = events.filter((e) => e.channel === 'phone.registration')
  expect(registrations.at(-1)).toMatchObject({ payload: { registration: { since: 5000 } } })
  expect(registrations.length).toBeLessThan(500)
})

it('requests for audio keep their order in a flood', async () => {
  const { child, events } = await running()
  for (let id = 1; id <= 850; id++)
    child.emit('phone', 'mediaToPage', { kind: 'call', id, channel: 'media.request', args: { op: 'leg.close', leg: 1 } })
  await vi.advanceTimersByTimeAsync(2000)
  const ids = events.flatMap((e) => (e.channel === 'phone.mediaToPage' ? [e.payload.id] : []))
  expect(ids).toEqual(Array.from({ length: 850 }, (_none, i) => i + 1))
})

it('replies are always accepted', async () => {
  const { phone, child } = await running()
  for (let i = 0; i < 5000; i++) sip(child)
  for (let id = 1000; id < 6000; id++) child.send({ kind: 'reply', id, outcome: { ok: true } })
  for (let id = 1; id < 5000; id++) child.send({ kind: 'call', id, channel: 'phone.stop' })
  await expect(phone.call('phone', 'setConference', { on: true })).resolves.toBeUndefined()
})

it('whatever a phone process sends, main accepts a bounded number per second', () => {
  const channel = fc.constantFrom(
    'phone.call',
    'phone.callGone',
    'phone.registration',
    'phone.mediaToPage',
    'phone.memory',
    'phone.sip',
    'phone.log',
    'x.y',
  )
  const payload = fc.oneof(
    fc.anything(),
    fc.record({ id: fc.oneof(fc.string(), fc.integer()), callId: fc.string(), lineId: fc.string(), text: fc.string() }, { requiredKeys: [] }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(channel, payload), { minLength: 1, maxLength: 60 }), (messages) => {
      let taken = 0
      const intake = createPhoneIntake(() => {})
      for (let round = 0; round < 200; round++) for (const [name, of] of messages) intake.take(name, of, () => (taken += 1))
      vi.advanceTimersByTime(1000)
      intake.close()
      // 2000 + 1000 states and requests, 3200 + 800 SIP messages, 300 log entries
      expect(taken).toBeLessThanOrEqual(7400)
    }),
    { numRuns: 60 },
  )
})

it('a process that invents lines without end stays within the bound for all lines', () => {
  let taken = 0
  const intake = createPhoneIntake(() => {})
  for (let i = 0; i < 100_000; i++) intake.take('phone.call', { id: `call-${i}`, lineId: `line-${i}` }, () => (taken += 1))
  expect(taken).toBeLessThanOrEqual(2000)
  for (let second = 1; second <= 3; second++) {
    vi.advanceTimersByTime(1000)
    expect(taken).toBeLessThanOrEqual(2000 + second * 1000)
  }
  intake.close()
})
