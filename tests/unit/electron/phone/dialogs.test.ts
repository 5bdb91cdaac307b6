import { describe, expect, it, vi } from 'vitest'
import { callIdSchema } from '../../../../shared/domain/call.ts'
import { sdp } from '../../../support/fakes/call-audio.ts'
import { fakePhone } from '../../../support/fakes/phone.ts'
import { granted, lineSetup } from '../../../support/fakes/sip-line.ts'
import { type FakeWire, headerOf, responseTo } from '../../../support/fakes/sip-wire.ts'

// Calls through the whole phone process, with real timers, since audio opens sockets. The far end is the line's server.
const until = (done: () => boolean): Promise<void> => vi.waitFor(() => expect(done()).toBe(true), { timeout: 10_000, interval: 5 })

/** A phone with a registered line. @param toInvite what the server answers to an INVITE of ours */
async function up(toInvite: (invite: string, wire: FakeWire) => void = () => {}) {
  const phone = fakePhone('127.0.0.1')
  phone.network.answer = (text, wire) => {
    if (text.startsWith('REGISTER ')) setTimeout(() => wire.deliver(responseTo(text, 200, granted(text, 600))), 1)
    else if (/^(OPTIONS|BYE|CANCEL) /.test(text)) setTimeout(() => wire.deliver(responseTo(text, 200)), 1)
    else if (text.startsWith('INVITE ')) setTimeout(() => toInvite(text, wire), 1)
  }
  await phone.start([lineSetup()])
  await until(() => phone.states('sip_1').at(-1) === 'registered')
  const [wire] = phone.network.wires
  if (!wire) throw new Error('no wire')
  const contact = /<([^>]*)>/.exec(headerOf(wire.sent[0]?.text ?? '', 'contact'))?.[1] ?? ''
  let n = 0
  /** A request of the far end; `to` has our tag inside a dialog. */
  const request = (method: string, callId: string, to: string, more: readonly string[] = [], body = '') => {
    n += 1
    return [
      `${method} ${contact} SIP/2.0`,
      `Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKd${n}`,
      'Max-Forwards: 70',
      'From: <sip:bob@h>;tag=1',
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${method === 'ACK' ? 1 : n} ${method}`,
      ...more,
      ...(body ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n')
  }
  const stateOf = (id: string) => phone.payloads('call').findLast((call) => call.id === id)?.state
  /** The far end calls and is answered. */
  const answered = async (callId: string, theirs: string) => {
    wire.deliver(request('INVITE', callId, '<sip:alice@h>', [`Contact: ${theirs}`], sdp()).replace(/CSeq: \d+/, 'CSeq: 1'))
    await until(() => phone.payloads('call').length > 0)
    const id = phone.payloads('call').at(-1)?.id as never
    await phone.main.call('phone', 'answer', { callId: id, others: 'hold' })
    const ok = () => wire.sent.find(({ text }) => text.startsWith('SIP/2.0 200') && headerOf(text, 'call-id') === callId)?.text ?? ''
    await until(() => ok() !== '')
    const to = headerOf(ok(), 'to')
    wire.deliver(request('ACK', callId, to))
    await until(() => stateOf(id) === 'connected')
    return { id, to }
  }
  const sent = (method: string) => wire.sent.filter(({ text }) => text.startsWith(`${method} `))
  return { ...phone, wire, request, answered, stateOf, sent, stop: () => phone.phone[Symbol.asyncDispose]() }
}

describe('an answer to our INVITE that sip.js cannot use', () => {
  it.each([
    ['without a Contact', []],
    ['with a star for a Contact', ['Contact: *']],
    ['with a Record-Route that cannot be read', ['Contact: <sip:b@192.0.2.1:5060>', 'Record-Route: <garbage']],
  ])('%s connects the call, and hanging up ends it', async (_name, headers) => {
    const p = await up((invite, wire) => wire.deliver(responseTo(invite, 200, headers, undefined, sdp())))
    const callId = callIdSchema.parse('00000000-0000-4000-8000-0000000000aa')
    await p.main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '100', emergency: false, hidden: false, consultFor: null })
    await until(() => p.payloads('call').at(-1)?.state === 'connected')
    expect(p.sent('ACK').length).toBeGreaterThan(0)
    await p.main.call('phone', 'hangUp', { callId, whole: true })
    await until(() => p.sent('BYE').length > 0)
    expect(p.sent('BYE')[0]?.to).toEqual({ host: '192.0.2.1', port: 5060 })
    await p.stop()
  })
})

it('a call that is to be taken over goes on when the INVITE with Replaces is cancelled', async () => {
  const p = await up()
  const { id, to } = await p.answered('first', '<sip:bob@192.0.2.1:5060>')
  const replaces = [`Replaces: first;to-tag=${/tag=(\S+)/.exec(to)?.[1]};from-tag=1`, 'Require: replaces', 'Contact: <sip:bob@192.0.2.1:5060>']
  const invite = p.request('INVITE', 'second', '<sip:alice@h>', replaces, sdp())
  p.wire.deliver(invite)
  const head = invite.split('\r\n').filter((line) => /^(Via|Max-Forwards|From|To|Call-ID):/.test(line))
  const cseq = /\d+/.exec(headerOf(invite, 'cseq'))?.[0]
  p.wire.deliver([invite.split('\r\n')[0]?.replace('INVITE', 'CANCEL'), ...head, `CSeq: ${cseq} CANCEL`, 'Content-Length: 0', '', ''].join('\r\n'))
  await until(() => p.payloads('call').some((call) => call.id !== id && call.state === 'ended'))
  expect([p.stateOf(id), p.sent('BYE').length]).toEqual(['connected', 0])
  await p.stop()
})

it('a far end that moved with UPDATE gets the BYE at its new place', async () => {
  const p = await up()
  const { id, to } = await p.answered('first', '<sip:bob@198.51.100.7:5060>')
  p.wire.deliver(p.request('UPDATE', 'first', to, ['Contact: <sip:bob@198.51.100.8:5060>']))
  await p.main.call('phone', 'hangUp', { callId: id, whole: false })
  await until(() => p.sent('BYE').length > 0)
  expect(p.sent('BYE')[0]?.to).toEqual({ host: '198.51.100.8', port: 5060 })
  await p.stop()
})
