import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Call } from '../../../../../electron/phone/calls/call.ts'
import { createDescriptionHandler } from '../../../../../electron/phone/calls/description-handler.ts'
import { fakeCallAudio, sdp } from '../../../../support/fakes/call-audio.ts'
import { fakeLine, granted } from '../../../../support/fakes/sip-line.ts'
import { responseTo } from '../../../../support/fakes/sip-wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A call that is up, on a server that answers what `answers` says to its BYE. */
async function up(transport: 'udp' | 'tcp', answers: number | null = 200, state: 'connected' | 'ringing' = 'connected') {
  const fake = fakeLine({ transports: [transport] }, { sessionDescriptionHandlerFactory: createDescriptionHandler })
  fake.network.answer = (text, wire) => {
    const reply = (message: string): void => void setTimeout(() => wire.deliver(message), 1)
    if (text.startsWith('REGISTER ')) reply(responseTo(text, 200, granted(text, 600)))
    if (text.startsWith('BYE ') && answers !== null) reply(responseTo(text, answers))
    const contact = ['Contact: <sip:b@192.0.2.1:5060>']
    if (text.startsWith('INVITE ')) reply(state === 'ringing' ? responseTo(text, 180, contact) : responseTo(text, 200, contact, undefined, sdp()))
  }
  fake.line.start()
  await vi.advanceTimersByTimeAsync(500)
  const onNotEnded = vi.fn()
  const call = new Call(
    { id: 'call-0001', line: fake.line, createAudio: (_line, events) => fakeCallAudio(events), onChange: () => {}, onNotEnded, log: () => {} },
    { target: '100', emergency: false, hidden: false, consultFor: null },
  )
  void call.dial('100')
  await vi.advanceTimersByTimeAsync(500)
  expect(call.view.state).toBe(state)
  return { fake, call, onNotEnded }
}

describe('a call that is hung up', () => {
  it.each(['tcp', 'udp'] as const)('while its line over %s is down keeps what is needed to end it later', async (transport) => {
    const { fake, call, onNotEnded } = await up(transport)
    fake.network.failure = new Error('down')
    fake.network.wires.at(-1)?.events.onClose(new Error('closed'))
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'hung-up-here' } })
    expect(fake.network.count('BYE')).toBe(0)
    expect(onNotEnded.mock.calls).toEqual([[expect.objectContaining({ lineId: fake.line.id, callId: expect.any(String) })]])
  })
  it.each(['tcp', 'udp'] as const)('while it rings and its line over %s is down keeps it too, since the CANCEL is lost', async (transport) => {
    const { fake, call, onNotEnded } = await up(transport, 200, 'ringing')
    fake.network.failure = new Error('down')
    fake.network.wires.at(-1)?.events.onClose(new Error('closed'))
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'cancelled' } })
    expect(onNotEnded.mock.calls).toEqual([[expect.objectContaining({ lineId: fake.line.id, remoteTag: 'server', target: 'sip:b@192.0.2.1:5060' })]])
  })
  it('while it rings is cancelled, and nothing is kept', async () => {
    const { fake, call, onNotEnded } = await up('udp', 200, 'ringing')
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(1000)
    expect([fake.network.count('CANCEL') > 0, onNotEnded.mock.calls]).toEqual([true, []])
  })
  it('and whose BYE nobody answers keeps it as well', async () => {
    const { call, onNotEnded } = await up('udp', null)
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onNotEnded).toHaveBeenCalledOnce()
  })
  it.each([200, 481])('and whose BYE is answered with %i is over for good', async (status) => {
    const { call, onNotEnded } = await up('udp', status)
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onNotEnded).not.toHaveBeenCalled()
  })
})
