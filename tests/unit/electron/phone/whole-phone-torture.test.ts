import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { torture } from '../../../fixtures/rfc4475/messages.ts'
import { sdp } from '../../../support/fakes/call-audio.ts'
import { fakePhone } from '../../../support/fakes/phone.ts'
import { granted, lineSetup } from '../../../support/fakes/sip-line.ts'
import { headerOf, responseTo } from '../../../support/fakes/sip-wire.ts'

/** By now no call of before rings any more, ms. */
const NOBODY_ANSWERS = 240_000

// What comes from the line's own server goes through all of the phone: our readers, sip.js behind them, and the calls.
const thrown: unknown[] = []
const note = (e: unknown): void => void thrown.push(e)
beforeEach(() => {
  vi.useFakeTimers()
  thrown.length = 0
  process.on('uncaughtException', note)
})
afterEach(() => {
  process.off('uncaughtException', note)
  vi.useRealTimers()
})

/** A phone with a line that is registered at 192.0.2.1. */
async function registered() {
  const phone = fakePhone()
  phone.network.answer = (text, to) => {
    const answer = text.startsWith('REGISTER ') ? granted(text, 600) : /^(OPTIONS|BYE|CANCEL) /.test(text) ? [] : null
    if (answer) setTimeout(() => to.deliver(responseTo(text, 200, answer)), 1)
  }
  await phone.start([lineSetup()])
  await vi.advanceTimersByTimeAsync(10)
  const [wire] = phone.network.wires
  const contact = /<([^>]*)>/.exec(headerOf(wire?.sent[0]?.text ?? '', 'contact'))?.[1] ?? ''
  let calls = 0
  const invite = (part: { readonly from?: string; readonly contact?: string; readonly more?: readonly string[]; readonly body?: string } = {}) => {
    calls += 1
    const { from = '<sip:bob@h>;tag=1', contact: theirs = '<sip:bob@192.0.2.1:5060>', more = [], body = sdp() } = part
    return [
      `INVITE ${contact} SIP/2.0`,
      `Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKodd${calls}`,
      'Max-Forwards: 70',
      `From: ${from}`,
      'To: <sip:alice@h>',
      `Call-ID: odd-${calls}`,
      'CSeq: 1 INVITE',
      `Contact: ${theirs}`,
      ...more,
      'Content-Type: application/sdp',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n')
  }
  /** A usual call rings, a minute later: the limit on what rings in a minute has room again. @param later ms */
  const rings = async (later = 61_000): Promise<boolean> => {
    await vi.advanceTimersByTimeAsync(later)
    const before = phone.payloads('call').length
    wire?.deliver(invite())
    await vi.advanceTimersByTimeAsync(100)
    return phone
      .payloads('call')
      .slice(before)
      .some(({ state }) => state === 'ringing')
  }
  const stop = async (): Promise<void> => {
    const stopped = phone.phone[Symbol.asyncDispose]()
    await vi.advanceTimersByTimeAsync(5000)
    await stopped
  }
  return { wire, invite, rings, stop }
}

describe('@torture through the whole phone nothing throws, and the next call rings', () => {
  it('after all messages of RFC 4475', async () => {
    const { wire, rings, stop } = await registered()
    for (const { text } of torture) {
      wire?.deliver(text)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect([await rings(), thrown]).toEqual([true, []])
    await stop()
  })
  it.each<[string, Parameters<Awaited<ReturnType<typeof registered>>['invite']>[0]]>([
    ['a From that is a tel: URI', { from: '<tel:+4930123456>;tag=1' }],
    ['a From with a name that needs quotes', { from: 'Müller, Jörg <sip:bob@h>;tag=1' }],
    ['a From with a host that is none', { from: '<sip:bob@1.2.3>;tag=1' }],
    ['an empty From', { from: '<sip:>;tag=1' }],
    ['a Contact that is a star', { contact: '*' }],
    ['a Contact that is a tel: URI', { contact: '<tel:+491234>' }],
    ['a Record-Route with a host that is none', { more: ['Record-Route: <sip:1.2.3;lr>'] }],
    ['a Record-Route to this computer itself', { more: ['Record-Route: <sip:127.0.0.1:1;lr>'] }],
    ['an extension that nobody knows', { more: ['Require: foo'] }],
    ['a session interval that is no number', { more: ['Supported: timer', 'Session-Expires: abc', 'Min-SE: -1'] }],
    ['a Replaces for no call', { more: ['Replaces: x;to-tag=1;from-tag=2', 'Require: replaces'] }],
    ['a body of two megabytes', { body: 'v=0\r\n'.repeat(400_000) }],
    ['a port that is none', { body: sdp().replace('40000', '99999') }],
    ['a group’s address', { body: sdp().replaceAll('127.0.0.1', '239.1.1.1') }],
  ])('after an INVITE with %s', async (_name, part) => {
    const { wire, rings, invite, stop } = await registered()
    wire?.deliver(invite(part))
    expect([await rings(), thrown]).toEqual([true, []])
    await stop()
  })
  const runs = process.env['DIALDESK_TEST_LONG'] ? 5000 : 100
  it(`after ${runs} mutated INVITEs, responses and requests inside a dialog`, async () => {
    const { wire, rings, invite, stop } = await registered()
    const change = fc.tuple(fc.nat(3000), fc.constantFrom('change', 'cut', 'double'), fc.string({ maxLength: 20, unit: 'binary' }))
    const method = fc.constantFrom('INVITE', 'BYE', 'ACK', 'CANCEL', 'UPDATE', 'INFO', 'REFER', 'NOTIFY', 'OPTIONS', 'MESSAGE', 'PRACK')
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), method, fc.boolean(), async (changes, verb, inDialog) => {
        const usual = invite().replaceAll('INVITE', verb)
        const text = changes.reduce(
          (t, [where, what, put]) => {
            const at = where % Math.max(1, t.length)
            if (what === 'cut') return t.slice(0, at) + t.slice(at + 20)
            return what === 'double' ? t.slice(0, at) + t.slice(Math.max(0, at - 100)) : t.slice(0, at) + put + t.slice(at + put.length)
          },
          inDialog ? usual.replace('<sip:alice@h>', '<sip:alice@h>;tag=x') : usual,
        )
        wire?.deliver(text)
        await vi.advanceTimersByTimeAsync(500)
        expect(thrown).toEqual([])
      }),
      { numRuns: runs },
    )
    // among the mutations are calls that nobody answers: only so many may ring at a time, until they give up
    expect([await rings(NOBODY_ANSWERS), thrown]).toEqual([true, []])
    await stop()
  })
})
