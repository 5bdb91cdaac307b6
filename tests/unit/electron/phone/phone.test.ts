import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callIdSchema } from '../../../../shared/domain/call.ts'
import { sdp } from '../../../support/fakes/call-audio.ts'
import { fakePhone } from '../../../support/fakes/phone.ts'
import { granted, lineSetup } from '../../../support/fakes/sip-line.ts'
import { type FakeNetwork, headerOf, responseTo } from '../../../support/fakes/sip-wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const turn = setImmediate
/** A turn of the real event loop. */
const nextTurn = () => new Promise<void>((done) => void turn(done))
/** Runs what is due now. */
const settle = () => vi.advanceTimersByTimeAsync(0)
const callId = callIdSchema.parse('00000000-0000-4000-8000-0000000000aa')

/** The REGISTERs that went out, each once: they are repeated on UDP. */
const registers = (network: FakeNetwork): string[] => {
  const sent = network.wires.flatMap((w) => w.sent).filter(({ text }) => text.startsWith('REGISTER '))
  return [...new Set(sent.map(({ text }) => `${headerOf(text, 'cseq')}, Expires: ${headerOf(text, 'expires')}`))]
}

describe('a phone that is closed', () => {
  it('while its lines connect leaves no wire open and shows them as off', async () => {
    const { phone, network, start, states } = fakePhone()
    network.hold = true
    await start([lineSetup()])
    await settle()
    expect(states('sip_1')).toEqual(['connecting'])
    const closed = phone[Symbol.asyncDispose]()
    network.release()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
    expect(network.wires.every((wire) => wire.closed() > 0)).toBe(true)
    // what was asked for just before is taken back
    expect(registers(network)).toEqual(['10 REGISTER, Expires: 600', '20 REGISTER, Expires: 0'])
    expect(states('sip_1')).toEqual(['connecting', 'off'])
  })

  it('while a line registers asks for its removal, and for no binding afterwards', async () => {
    const { phone, network, start, states } = fakePhone()
    await start([lineSetup()])
    await settle()
    expect(network.count('REGISTER')).toBe(1)
    const closed = phone[Symbol.asyncDispose]()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
    await vi.advanceTimersByTimeAsync(120_000)
    expect(registers(network)).toEqual(['10 REGISTER, Expires: 600', '20 REGISTER, Expires: 0'])
    expect(states('sip_1').at(-1)).toBe('off')
  })

  it('removes its bindings and forgets them', async () => {
    const { phone, network, start, states, payloads, registrarAnswers } = fakePhone()
    registrarAnswers()
    await start([lineSetup()])
    await settle()
    expect(states('sip_1').at(-1)).toBe('registered')
    expect(payloads('memory').at(-1)?.bindings).toMatchObject([{ lineId: 'sip_1' }])
    const closed = phone[Symbol.asyncDispose]()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
    expect(network.wires.flatMap((w) => w.sent).at(-1)?.text).toMatch(/^REGISTER [\s\S]*\r\nExpires: 0\r\n/)
    expect(payloads('memory').at(-1)?.bindings).toEqual([])
  })

  it('twice, by a message and by its owner, unregisters once', async () => {
    const { phone, main, network, unwatch, start, registrarAnswers } = fakePhone()
    registrarAnswers()
    await start([lineSetup()])
    await settle()
    const both = Promise.allSettled([main.call('phone', 'stop'), phone[Symbol.asyncDispose]()])
    await vi.advanceTimersByTimeAsync(10_000)
    await both
    await phone[Symbol.asyncDispose]()
    expect(network.count('REGISTER')).toBe(2)
    expect(unwatch).toHaveBeenCalledOnce()
  })

  it('ignores messages, whatever they are', async () => {
    const { phone, posted } = fakePhone()
    await phone[Symbol.asyncDispose]()
    const before = posted.length
    for (const message of [{ kind: 'call', id: 1, channel: 'phone.stop' }, { kind: 'event' }, null, 'text', 7]) phone.receive(message)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(posted).toHaveLength(before)
  })
})

describe('a phone that is stopping', () => {
  it('refuses new lines and new calls', async () => {
    const { main, network, start, registrarAnswers } = fakePhone()
    registrarAnswers()
    await start([lineSetup()])
    await settle()
    const stopped = main.call('phone', 'stop')
    await expect(main.call('phone', 'setLines', { lines: [lineSetup({ id: 'sip_2' })] })).rejects.toMatchObject({
      code: 'phone-not-running',
    })
    await expect(
      main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '0301234', emergency: false, hidden: false, consultFor: null }),
    ).rejects.toMatchObject({
      code: 'phone-not-running',
    })
    await vi.advanceTimersByTimeAsync(5000)
    await stopped
    expect(network.wires).toHaveLength(1)
  })
})

describe('a phone with a line that fails', () => {
  it('shows a line whose address is invalid as unreachable, and registers the others', async () => {
    const { phone, start, states, payloads, registrarAnswers } = fakePhone()
    registrarAnswers()
    await start([lineSetup({ id: 'sip_bad', domain: 'not a host' }), lineSetup({ id: 'sip_good' })])
    await settle()
    const bad = payloads('registration').find(({ lineId }) => lineId === 'sip_bad')
    expect(bad?.registration).toMatchObject({ state: 'unreachable', reason: { code: 'unusable-address' } })
    expect(states('sip_good').at(-1)).toBe('registered')
    const closed = phone[Symbol.asyncDispose]()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
  })

  it('tries a line again whose wire could not be opened', async () => {
    const { phone, network, start, states, registrarAnswers } = fakePhone()
    registrarAnswers()
    network.failure = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    await start([lineSetup()])
    await settle()
    expect(states('sip_1').at(-1)).toBe('unreachable')
    await vi.advanceTimersByTimeAsync(2000)
    expect(states('sip_1').at(-1)).toBe('registered')
    const closed = phone[Symbol.asyncDispose]()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
  })

  it('refuses a call on a line that is not there', async () => {
    const { phone, main, start } = fakePhone()
    await start([])
    await expect(
      main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '0301234', emergency: false, hidden: false, consultFor: null }),
    ).rejects.toMatchObject({
      code: 'not-found',
    })
    await phone[Symbol.asyncDispose]()
  })
})

it('ends a dialog of an earlier process once its line is registered, and forgets it', async () => {
  const { phone, network, start, payloads, registrarAnswers } = fakePhone()
  registrarAnswers()
  const dialog = {
    lineId: 'sip_1',
    callId: 'left-over',
    localTag: 'a',
    remoteTag: 'b',
    cseq: 7,
    routeSet: [],
    target: 'sip:peer@192.0.2.1',
    localUri: 'sip:alice@192.0.2.1',
    remoteUri: 'sip:bob@192.0.2.1',
  }
  await start([lineSetup()], { bindings: [], dialogs: [dialog] })
  await settle()
  const byes = network.wires.flatMap((w) => w.sent).filter(({ text }) => text.startsWith('BYE '))
  expect(byes).toHaveLength(1)
  expect(byes[0]?.text).toContain('Call-ID: left-over')
  expect(payloads('memory').at(-1)?.dialogs).toEqual([])
  const closed = phone[Symbol.asyncDispose]()
  await vi.advanceTimersByTimeAsync(5000)
  await closed
})

it('keeps a dialog of an earlier process until the BYE is answered', async () => {
  const { phone, network, start, payloads } = fakePhone()
  let silent = true
  network.answer = (text, wire) => {
    const answer = text.startsWith('REGISTER ') ? granted(text, 600) : silent ? null : []
    if (answer) setTimeout(() => wire.deliver(responseTo(text, 200, answer)), 1)
  }
  const dialog = { lineId: 'sip_1', callId: 'left-over', localTag: 'a', remoteTag: 'b', cseq: 7, routeSet: [] }
  const uris = { target: 'sip:peer@192.0.2.1', localUri: 'sip:alice@192.0.2.1', remoteUri: 'sip:bob@192.0.2.1' }
  await start([lineSetup()], { bindings: [], dialogs: [{ ...dialog, ...uris }] })
  await vi.advanceTimersByTimeAsync(40_000)
  expect(payloads('memory').at(-1)?.dialogs).toMatchObject([{ callId: 'left-over' }])
  silent = false
  await vi.advanceTimersByTimeAsync(600_000)
  expect(payloads('memory').at(-1)?.dialogs).toEqual([])
  const cseqs = new Set(network.wires.flatMap((w) => w.sent).flatMap(({ text }) => (text.startsWith('BYE ') ? headerOf(text, 'cseq') : [])))
  expect(cseqs.size).toBe(2)
  const closed = phone[Symbol.asyncDispose]()
  await vi.advanceTimersByTimeAsync(5000)
  await closed
})

it('a call that is hung up while its line is down is ended at the far end once the line is back', async () => {
  const { phone, main, network, start, payloads, registrarAnswers } = fakePhone('127.0.0.1')
  registrarAnswers()
  const answer = network.answer
  network.answer = (text, wire, to) => {
    if (text.startsWith('BYE ')) setTimeout(() => wire.deliver(responseTo(text, 200)), 1)
    else answer(text, wire, to)
    if (!text.startsWith('INVITE ')) return
    const ok = responseTo(text, 200, ['Contact: <sip:b@192.0.2.1:5060>'], undefined, sdp())
    setTimeout(() => wire.deliver(ok), 1)
  }
  await start([lineSetup()])
  await settle()
  await main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '0301234', emergency: false, hidden: false, consultFor: null })
  // the RTP port's sockets are real
  for (let i = 0; i < 300 && payloads('call').at(-1)?.state !== 'connected'; i++) await Promise.all([vi.advanceTimersByTimeAsync(1), nextTurn()])
  network.failure = new Error('down')
  network.wires.at(-1)?.events.onClose(new Error('closed'))
  await main.call('phone', 'hangUp', { callId, whole: false })
  await vi.advanceTimersByTimeAsync(1000)
  expect(network.count('BYE')).toBe(0)
  expect(payloads('memory').at(-1)?.dialogs).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(network.count('BYE')).toBe(1)
  expect(payloads('memory').at(-1)?.dialogs).toEqual([])
  const closed = phone[Symbol.asyncDispose]()
  await vi.advanceTimersByTimeAsync(5000)
  await closed
})

it('a call goes on while its line’s registration is refused, and ends a minute after the connection is lost', async () => {
  const { phone, main, network, start, payloads, states, registrarAnswers } = fakePhone('127.0.0.1')
  registrarAnswers()
  const answer = network.answer
  let refused = false
  network.answer = (text, wire, to) => {
    if (text.startsWith('INVITE ')) setTimeout(() => wire.deliver(responseTo(text, 200, ['Contact: <sip:b@192.0.2.1:5060>'], undefined, sdp())), 1)
    else if (refused && text.startsWith('REGISTER ')) wire.deliver(responseTo(text, 403))
    else answer(text, wire, to)
  }
  await start([lineSetup()])
  await settle()
  await main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '0301234', emergency: false, hidden: false, consultFor: null })
  const shown = () => payloads('call').at(-1)
  // the RTP port's sockets are real
  for (let i = 0; i < 300 && shown()?.state !== 'connected'; i++) await Promise.all([vi.advanceTimersByTimeAsync(1), nextTurn()])
  refused = true
  await main.call('phone', 'retryLine', { lineId: 'sip_1' })
  await vi.advanceTimersByTimeAsync(65_000)
  expect(states('sip_1').at(-1)).toBe('refused')
  expect([shown()?.state, shown()?.reconnectingSince, network.count('BYE')]).toEqual(['connected', null, 0])
  const lose = async () => {
    network.wires.at(-1)?.events.onClose(new Error('closed'))
    await settle()
    expect(shown()?.reconnectingSince).not.toBeNull()
  }
  await lose()
  await vi.advanceTimersByTimeAsync(65_000)
  expect(states('sip_1').at(-1)).toBe('refused')
  expect([shown()?.state, shown()?.reconnectingSince]).toEqual(['connected', null])
  network.hold = true
  await lose()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(shown()).toMatchObject({ state: 'ended', end: { code: 'connection-lost' } })
  network.release()
  const closed = phone[Symbol.asyncDispose]()
  await vi.advanceTimersByTimeAsync(5000)
  await closed
})

describe('an error that nothing caught', () => {
  it('ends the process only while no call runs, and is logged', async () => {
    const { phone, payloads } = fakePhone()
    expect(phone.survives(new Error('boom'))).toBe(false)
    expect(payloads('log').at(-1)).toMatchObject({ level: 'error', text: expect.stringContaining('boom') })
    phone.rejected('no reason')
    expect(payloads('log').at(-1)).toMatchObject({ level: 'error', text: 'unexpected rejection: no reason' })
    await phone[Symbol.asyncDispose]()
  })
})

it('looks at its lines when the network changes', async () => {
  const { phone, networkChanged, payloads } = fakePhone()
  networkChanged()
  expect(payloads('log').map(({ text }) => text)).toContain('the network changed')
  await phone[Symbol.asyncDispose]()
})
