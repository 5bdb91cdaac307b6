import { afterEach, describe, expect, it, vi } from 'vitest'
import { callIdSchema } from '../../../../shared/domain/call.ts'
import { sdp } from '../../../support/fakes/call-audio.ts'
import { phoneInCalls, until } from '../../../support/fakes/phone-in-calls.ts'
import { headerOf, responseTo } from '../../../support/fakes/sip-wire.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('an answer to our INVITE that sip.js cannot use', () => {
  it.each([
    ['without a Contact', []],
    ['with a star for a Contact', ['Contact: *']],
    ['with a Record-Route that cannot be read', ['Contact: <sip:b@192.0.2.1:5060>', 'Record-Route: <garbage']],
  ])('%s connects the call, and hanging up ends it', async (_name, headers) => {
    const p = await phoneInCalls((invite, wire) => wire.deliver(responseTo(invite, 200, headers, undefined, sdp())))
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

it('the description of the 200 counts, also when one came with a 183 in the same dialog', async () => {
  const contact = ['Contact: <sip:b@192.0.2.1:5060>']
  const p = await phoneInCalls((invite, wire) => {
    wire.deliver(responseTo(invite, 183, contact, undefined, sdp()))
    setTimeout(
      () =>
        wire.deliver(
          responseTo(
            invite,
            200,
            contact,
            undefined,
            sdp()
              .replace(/ 8\b/, ' 0')
              .replace(/a=rtpmap:8.*/, 'a=rtpmap:0 PCMU/8000'),
          ),
        ),
      10,
    )
  })
  const callId = callIdSchema.parse('00000000-0000-4000-8000-0000000000ab')
  await p.main.call('phone', 'dial', { callId, lineId: 'sip_1', number: '100', emergency: false, hidden: false, consultFor: null })
  await until(() => p.payloads('call').at(-1)?.state === 'connected')
  expect(p.payloads('call').at(-1)?.media.codec).toBe('PCMU')
  await p.stop()
})

it('a call that is to be taken over goes on when the INVITE with Replaces is cancelled', async () => {
  const p = await phoneInCalls()
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
  const p = await phoneInCalls()
  const { id, to } = await p.answered('first', '<sip:bob@198.51.100.7:5060>')
  p.wire.deliver(p.request('UPDATE', 'first', to, ['Contact: <sip:bob@198.51.100.8:5060>']))
  await p.main.call('phone', 'hangUp', { callId: id, whole: false })
  await until(() => p.sent('BYE').length > 0)
  expect(p.sent('BYE')[0]?.to).toEqual({ host: '198.51.100.8', port: 5060 })
  await p.stop()
})

describe('a far end that asks us to call somebody else (REFER)', () => {
  /** A call that is up, and what it is notified of: the state of the subscription, and the status. */
  async function referred(toInvite?: Parameters<typeof phoneInCalls>[0]) {
    const p = await phoneInCalls(toInvite)
    const { id, to } = await p.answered('first')
    const refer = (target: string, ...more: string[]) => {
      const text = p.request('REFER', 'first', to, [`Refer-To: ${target}`, ...more])
      p.wire.deliver(text)
      return /\d+/.exec(headerOf(text, 'cseq'))?.[0] ?? ''
    }
    const notified = () =>
      p
        .sent('NOTIFY')
        .map(({ text }) => `${/\w+/.exec(headerOf(text, 'subscription-state'))?.[0]} ${/SIP\/2\.0 (\d+)/.exec(text.split('\r\n\r\n')[1] ?? '')?.[1]}`)
    const pending = () => p.payloads('call').findLast((call) => call.id === id)?.referral ?? null
    return { ...p, id, refer, notified, pending }
  }

  it('gets each step of the call that was requested, active until its end', async () => {
    const p = await referred((invite, wire) => {
      wire.deliver(responseTo(invite, 180, ['Contact: <sip:c@192.0.2.1:5060>']))
      setTimeout(() => wire.deliver(responseTo(invite, 486)), 10)
    })
    p.refer('<tel:+49-30-2312-5119>')
    await until(() => p.pending() !== null)
    expect(p.pending()?.number).toBe('+493023125119')
    await until(() => p.notified().length === 1)
    await p.main.call('phone', 'answerReferral', { callId: p.id, accept: true })
    await until(() => p.notified().some((text) => text.startsWith('terminated')))
    expect(p.notified()).toEqual(['active 100', 'active 180', 'terminated 486'])
    for (const { text } of p.sent('NOTIFY')) {
      expect(headerOf(text, 'contact')).toMatch(/^<sip:/)
      expect(headerOf(text, 'event')).toBe('refer')
      expect(headerOf(text, 'content-type')).toMatch(/^message\/sipfrag/)
    }
    await p.stop()
  })

  it('is informed when the user stays; a second REFER’s notifications name it', async () => {
    const p = await referred()
    p.refer('<sip:100@h>')
    await until(() => p.pending() !== null)
    await p.main.call('phone', 'answerReferral', { callId: p.id, accept: false })
    await until(() => p.pending() === null)
    const cseq = p.refer('<sip:200@h>')
    await until(() => p.notified().length === 3)
    expect(p.notified()).toEqual(['active 100', 'terminated 603', 'active 100'])
    expect(p.sent('NOTIFY').map(({ text }) => headerOf(text, 'event'))).toEqual(['refer', 'refer', `refer;id=${cseq}`])
    await p.stop()
  })

  it('names the call that ours replaces, and itself, in one line each', async () => {
    const p = await referred()
    p.refer('<sip:c@192.0.2.1?Replaces=a84b%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>', 'Referred-By: <sip:bob@h>\nX-More: 1\rX-Another: 2')
    await until(() => p.pending() !== null)
    await p.main.call('phone', 'answerReferral', { callId: p.id, accept: true })
    const invite = () => p.sent('INVITE').find(({ text }) => text.startsWith('INVITE sip:c@'))?.text ?? ''
    await until(() => invite() !== '')
    expect(headerOf(invite(), 'replaces')).toBe('a84b@h;to-tag=1;from-tag=2')
    expect(headerOf(invite(), 'referred-by')).toBe('<sip:bob@h> X-More: 1 X-Another: 2')
    expect(
      invite()
        .split(/[\r\n]+/)
        .filter((line) => /^X-/.test(line)),
    ).toEqual([])
    await p.stop()
  })

  it.each([
    ['a further header', 'a84b%0D%0AX-More%3A%201'],
    ['a further request', 'a84b%0D%0AContent-Length%3A%200%0D%0A%0D%0AINVITE%20sip%3A0900%40h%20SIP%2F2.0%0D%0A'],
    ['a bare line feed', 'a84b%0AX-More%3A%201'],
    ['bytes that are no text', 'a84b%FF'],
    ['nothing', '%20'],
  ])('is refused when it would put %s into our INVITE', async (_what, replaces) => {
    const p = await referred()
    const cseq = p.refer(`<sip:c@192.0.2.1?Replaces=${replaces}>`)
    await until(() => p.answers('first', `${cseq} REFER`).length > 0)
    expect(p.answers('first', `${cseq} REFER`)[0]).toMatch(/^SIP\/2\.0 400 /)
    expect([p.pending(), p.stateOf(p.id)]).toEqual([null, 'connected'])
    await p.stop()
  })
})

it('UPDATE while a call rings: one without an offer is taken, one with an offer has to wait', async () => {
  const p = await phoneInCalls()
  const { to } = await p.ringing('first')
  const update = (body = '') => {
    const text = p.request('UPDATE', 'first', to, ['Contact: <sip:bob@192.0.2.1:5060>'], body)
    p.wire.deliver(text)
    return () => p.answers('first', headerOf(text, 'cseq')).at(-1) ?? ''
  }
  const empty = update()
  await until(() => empty() !== '')
  expect(empty()).toMatch(/^SIP\/2\.0 200 /)
  const offer = update(sdp())
  await until(() => offer() !== '')
  expect(offer()).toMatch(/^SIP\/2\.0 500 /)
  expect(Number(headerOf(offer(), 'retry-after'))).toBeLessThanOrEqual(10)
  await p.stop()
})

it.each(['bob%20the%23one', 'a%3Bb%3Fc%2Fd', '+4930%2E1', "b'o~b!"])(
  'requests in a dialog go to the far end’s Contact as it wrote it: %s',
  async (user) => {
    const p = await phoneInCalls()
    const { id } = await p.answered('first', `<sip:${user}@192.0.2.1:5060;ob;x=%41>`)
    await p.main.call('phone', 'hangUp', { callId: id, whole: false })
    await until(() => p.sent('BYE').length > 0)
    expect(p.sent('BYE')[0]?.text.split('\r\n')[0]).toBe(`BYE sip:${user}@192.0.2.1:5060;ob;x=%41 SIP/2.0`)
    await p.stop()
  },
)

it('a re-INVITE that is redirected is refused, and the next one is sent all the same', async () => {
  let redirecting = true
  const p = await phoneInCalls((invite, wire) =>
    wire.deliver(
      redirecting
        ? responseTo(invite, 302, ['Contact: <sip:elsewhere@192.0.2.1>'])
        : responseTo(invite, 200, ['Contact: <sip:bob@192.0.2.1:5060>'], undefined, sdp().replace('sendrecv', 'recvonly')),
    ),
  )
  const { id } = await p.answered('first')
  const hold = () => p.payloads('call').findLast((call) => call.id === id)?.hold
  await p.main.call('phone', 'setHold', { callId: id, on: true })
  expect(hold()).toMatchObject({ local: false, pending: false, failed: true })
  redirecting = false
  await p.main.call('phone', 'setHold', { callId: id, on: true })
  expect(hold()).toMatchObject({ local: true, pending: false, failed: false })
  await p.stop()
})

it.each([
  ['and ends it when it is cancelled', true],
  ['and leaves the CANCEL without effect, too', false],
])('a far end that is only trying to answer a re-INVITE %s: it is a refusal, and the next one is sent', async (_name, ends) => {
  let trying = true
  const p = await phoneInCalls((invite, wire) =>
    wire.deliver(
      trying
        ? responseTo(invite, 100)
        : responseTo(invite, 200, ['Contact: <sip:bob@192.0.2.1:5060>'], undefined, sdp().replace('sendrecv', 'recvonly')),
    ),
  )
  const { id } = await p.answered('first')
  const hold = () => p.payloads('call').findLast((call) => call.id === id)?.hold
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const setHold = () => void p.main.call('phone', 'setHold', { callId: id, on: true }).catch(() => {})
  setHold()
  await until(() => p.sent('INVITE').length === 1)
  await vi.advanceTimersByTimeAsync(31_000)
  expect([hold()?.pending, p.sent('CANCEL').length]).toEqual([true, 0])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(p.sent('CANCEL').map(({ text }) => /CSeq: (\d+)/.exec(text)?.[1])).toEqual([/CSeq: (\d+)/.exec(p.sent('INVITE')[0]?.text ?? '')?.[1]])
  if (ends) p.wire.deliver(responseTo(p.sent('INVITE')[0]?.text ?? '', 487))
  else await vi.advanceTimersByTimeAsync(32_000)
  await until(() => hold()?.failed === true)
  expect(hold()).toMatchObject({ local: false, pending: false })
  trying = false
  setHold()
  await until(() => hold()?.local === true)
  expect([hold()?.pending, p.stateOf(id)]).toEqual([false, 'connected'])
  vi.useRealTimers()
  await p.stop()
})
