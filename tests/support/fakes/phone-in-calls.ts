import { expect, vi } from 'vitest'
import { sdp } from './call-audio.ts'
import { fakePhone } from './phone.ts'
import { granted, lineSetup } from './sip-line.ts'
import { type FakeWire, headerOf, responseTo } from './sip-wire.ts'

// Calls through the whole phone process, with real timers, since audio opens sockets. The far end is the line's server.
export const until = (done: () => boolean): Promise<void> => vi.waitFor(() => expect(done()).toBe(true), { timeout: 10_000, interval: 5 })

/** A phone with a registered line. @param toInvite what the server answers to an INVITE of ours */
export async function phoneInCalls(toInvite: (invite: string, wire: FakeWire) => void = () => {}) {
  const phone = fakePhone('127.0.0.1')
  phone.network.answer = (text, wire) => {
    if (text.startsWith('REGISTER ')) setTimeout(() => wire.deliver(responseTo(text, 200, granted(text, 600))), 1)
    else if (/^(OPTIONS|BYE|CANCEL|NOTIFY) /.test(text)) setTimeout(() => wire.deliver(responseTo(text, 200)), 1)
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
  /** The far end calls. @returns the call's id, and our To once it rings */
  const ringing = async (callId: string, theirs = '<sip:bob@192.0.2.1:5060>') => {
    wire.deliver(request('INVITE', callId, '<sip:alice@h>', [`Contact: ${theirs}`], sdp()).replace(/CSeq: \d+/, 'CSeq: 1'))
    await until(() => answers(callId, '1 INVITE').some((text) => text.startsWith('SIP/2.0 180')))
    return { id: phone.payloads('call').at(-1)?.id as never, to: headerOf(answers(callId, '1 INVITE').at(-1) ?? '', 'to') }
  }
  /** Our responses to a request of the far end. */
  const answers = (callId: string, cseq: string) =>
    wire.sent
      .filter(({ text }) => text.startsWith('SIP/2.0') && headerOf(text, 'call-id') === callId && headerOf(text, 'cseq') === cseq)
      .map((s) => s.text)
  /** The far end calls and is answered. */
  const answered = async (callId: string, theirs = '<sip:bob@192.0.2.1:5060>') => {
    const { id } = await ringing(callId, theirs)
    await phone.main.call('phone', 'answer', { callId: id, others: 'hold' })
    const ok = () => wire.sent.find(({ text }) => text.startsWith('SIP/2.0 200') && headerOf(text, 'call-id') === callId)?.text ?? ''
    await until(() => ok() !== '')
    const to = headerOf(ok(), 'to')
    wire.deliver(request('ACK', callId, to))
    await until(() => stateOf(id) === 'connected')
    return { id, to }
  }
  const sent = (method: string) => wire.sent.filter(({ text }) => text.startsWith(`${method} `))
  return { ...phone, wire, request, ringing, answers, answered, stateOf, sent, stop: () => phone.phone[Symbol.asyncDispose]() }
}
