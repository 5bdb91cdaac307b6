import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Call } from '../../../../../electron/phone/calls/call.ts'
import { createDescriptionHandler } from '../../../../../electron/phone/calls/description-handler.ts'
import { fakeCallAudio, sdp } from '../../../../support/fakes/call-audio.ts'
import { fakeLine, granted } from '../../../../support/fakes/sip-line.ts'
import { responseTo } from '../../../../support/fakes/sip-wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A call that is up, on a server that answers what `answers` says to its BYE. */
async function up(transport: 'udp' | 'tcp', answers: number | null = 200) {
  const fake = fakeLine({ transports: [transport] }, { sessionDescriptionHandlerFactory: createDescriptionHandler })
  fake.network.answer = (text, wire) => {
    const reply = (message: string): void => void setTimeout(() => wire.deliver(message), 1)
    if (text.startsWith('REGISTER ')) reply(responseTo(text, 200, granted(text, 600)))
    if (text.startsWith('BYE ') && answers !== null) reply(responseTo(text, answers))
    if (text.startsWith('INVITE ')) reply(responseTo(text, 200, ['Contact: <sip:b@192.0.2.1:5060>'], undefined, sdp()))
  }
  fake.line.start()
  await vi.advanceTimersByTimeAsync(500)
  const onUnsentBye = vi.fn()
  const call = new Call(
    { id: 'call-0001', line: fake.line, createAudio: (_line, events) => fakeCallAudio(events), onChange: () => {}, onUnsentBye, log: () => {} },
    { target: '100', hidden: false, consultFor: null },
  )
  void call.dial('100')
  await vi.advanceTimersByTimeAsync(500)
  expect(call.view.state).toBe('connected')
  return { fake, call, onUnsentBye }
}

describe('a call that is hung up', () => {
  it.each(['tcp', 'udp'] as const)('while its line over %s is down keeps what is needed to end it later', async (transport) => {
    const { fake, call, onUnsentBye } = await up(transport)
    fake.network.failure = new Error('down')
    fake.network.wires.at(-1)?.events.onClose(new Error('closed'))
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(call.view).toMatchObject({ state: 'ended', end: { code: 'hung-up-here' } })
    expect(fake.network.count('BYE')).toBe(0)
    expect(onUnsentBye.mock.calls).toEqual([[expect.objectContaining({ lineId: fake.line.id, callId: expect.any(String) })]])
  })
  it('and whose BYE nobody answers keeps it as well', async () => {
    const { call, onUnsentBye } = await up('udp', null)
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onUnsentBye).toHaveBeenCalledOnce()
  })
  it.each([200, 481])('and whose BYE is answered with %i is over for good', async (status) => {
    const { call, onUnsentBye } = await up('udp', status)
    await call.hangUp()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onUnsentBye).not.toHaveBeenCalled()
  })
})
