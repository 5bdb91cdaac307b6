import { describe, expect, it } from 'vitest'
import { phoneInCalls, until } from '../../../../support/fakes/phone-in-calls.ts'
import { headerOf, responseTo } from '../../../../support/fakes/sip-wire.ts'

type Phone = Awaited<ReturnType<typeof phoneInCalls>>
let n = 0

/** Delivers a MESSAGE. @returns our answer */
async function write(p: Phone, type: string | null, body: string, more: readonly string[] = []): Promise<string> {
  const callId = `message-${++n}`
  const text = p.request('MESSAGE', callId, '<sip:alice@h>', [...more, ...(type === null ? [] : [`Content-Type: ${type}`])])
  p.wire.deliver(text.replace('Content-Length: 0', `Content-Length: ${Buffer.byteLength(body)}`) + body)
  const cseq = headerOf(text, 'cseq')
  await until(() => p.answers(callId, cseq).length > 0)
  return p.answers(callId, cseq)[0] ?? ''
}
const texts = (p: Phone) => p.payloads('message').map((m) => m.text)

const anyCaller = {
  ...{ doNotDisturb: false, callWaiting: true, ringsAlways: [], forwards: [] },
  ...{ blocked: [], blockedPrefixes: [], blockAnonymous: false, blockedAnswer: 'decline' as const },
}

describe('@message a message that comes in', () => {
  it('as plain text is passed on, in any charset and case, without what could turn or hide it', async () => {
    const p = await phoneInCalls()
    expect(await write(p, 'text/plain', 'Grüße\r\n\u202eaus\u0007 Köln')).toMatch(/^SIP\/2\.0 200 /)
    expect(await write(p, 'Text/Plain; charset="UTF-8"', 'two')).toMatch(/^SIP\/2\.0 200 /)
    expect(await write(p, null, '<b>three</b>')).toMatch(/^SIP\/2\.0 200 /)
    await until(() => texts(p).length === 3)
    expect(texts(p)).toEqual(['Grüße\naus Köln', 'two', '<b>three</b>'])
    expect(p.payloads('message')[0]?.remote.number).toBe('bob')
    await p.stop()
  })
  it.each([
    ['text/html', '<b>hello</b>', []],
    ['application/im-iscomposing+xml', '<isComposing/>', []],
    ['message/cpim', 'From: x', []],
    ['text/plain', 'x', ['Content-Encoding: gzip']],
  ] as const)('of type %s is refused, so that the sender knows', async (type, body, more) => {
    const p = await phoneInCalls()
    const answer = await write(p, type, body, more)
    expect(answer).toMatch(/^SIP\/2\.0 415 /)
    expect(headerOf(answer, more.length ? 'accept-encoding' : 'accept')).toBe(more.length ? 'identity' : 'text/plain')
    expect(texts(p)).toEqual([])
    await p.stop()
  })
  it('of a blocked number is declined, an overlong one refused, and of a flood only the first ones are taken', async () => {
    const p = await phoneInCalls()
    await p.main.call('phone', 'setPolicy', { ...anyCaller, blocked: ['bob'] })
    expect(await write(p, 'text/plain', 'hello')).toMatch(/^SIP\/2\.0 603 /)
    await p.main.call('phone', 'setPolicy', { ...anyCaller, doNotDisturb: true })
    expect(await write(p, 'text/plain', 'x'.repeat(10_001))).toMatch(/^SIP\/2\.0 513 /)
    const answers: string[] = []
    for (let i = 0; i < 30; i++) answers.push((await write(p, 'text/plain', `${i}`)).slice(8, 11))
    expect(answers.slice(0, 20)).toEqual(Array(20).fill('200'))
    expect(answers.at(-1)).toBe('480')
    await p.stop()
  })
})

describe('@message a message that is sent', () => {
  const id = '00000000-0000-4000-8000-0000000000ac'
  it.each([200, 202, 405])('is sent once, and its answer %i reported', async (status) => {
    const p = await phoneInCalls()
    const answer = p.network.answer
    p.network.answer = (text, wire, to) =>
      text.startsWith('MESSAGE ') ? void setTimeout(() => wire.deliver(responseTo(text, status)), 1) : answer(text, wire, to)
    await p.main.call('phone', 'sendMessage', { id, lineId: 'sip_1', number: '100', text: 'Grüße' })
    await until(() => p.payloads('messageSent').length === 1)
    expect(p.payloads('messageSent')).toEqual([{ id, lineId: 'sip_1', status }])
    expect(p.sent('MESSAGE')).toHaveLength(1)
    const text = p.sent('MESSAGE')[0]?.text ?? ''
    expect(headerOf(text, 'content-type')).toBe('text/plain;charset=utf-8')
    expect(text.split('\r\n\r\n')[1]).toBe('Grüße')
    expect(headerOf(text, 'content-length')).toBe('7')
    await p.stop()
  })
})
