import { header, uriOf } from '../sandbox/sip-text.ts'
import { type Request, Stranger, speech } from '../support/peers/stranger.ts'
import { dial, leaveCalls } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

let peer: Stranger
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    peer = scope.add(await Stranger.start(), (p) => p.close())
    return { tone: 1000, lines: { sip_1: peer.line('stranger') } }
  },
  (started) => {
    ;({ page } = started)
  },
)

/** Ends the call as the user does, and answers the BYE. */
async function hangUp(): Promise<void> {
  const bye = peer.next('BYE')
  await button('End call').click()
  peer.reply(await bye, 200, 'OK')
  await leaveCalls(page)
}

test.describe('@transfer-blind a far end that asks for a transfer', () => {
  /** A call that is up, and its dialog. */
  async function connected() {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    await peer.pickUp(invite)
    await state('Connected')
    const request = (verb: string, cseq: number, more: readonly string[]): void =>
      peer.send(
        [
          `${verb} ${uriOf(header(invite, 'contact'))} SIP/2.0`,
          `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${header(invite, 'call-id')}${cseq}`,
          `From: ${header(invite, 'to')};tag=stranger`,
          `To: ${header(invite, 'from')}`,
          `Call-ID: ${header(invite, 'call-id')}`,
          `CSeq: ${cseq} ${verb}`,
          `Contact: <sip:far@127.0.0.1:${peer.port}>`,
          ...more,
          'Content-Length: 0',
          '',
          '',
        ].join('\r\n'),
      )
    return { invite, request }
  }
  /** The INVITE of a new call; the one that puts the first call on hold is answered. */
  async function newCall(): Promise<Request> {
    for (;;) {
      const invite = await peer.next('INVITE')
      if (!/;tag=/.test(header(invite, 'to'))) return invite
      peer.reply(invite, 200, 'OK', { body: speech(40_000, ['a=recvonly']) })
    }
  }
  /** The next NOTIFY of the subscription that the REFER made, answered. */
  async function notified(): Promise<string> {
    const notify = await peer.next('NOTIFY')
    peer.reply(notify, 200, 'OK')
    expect(header(notify, 'event')).toMatch(/^refer/)
    expect(header(notify, 'contact')).toContain('sip:')
    expect(header(notify, 'content-type')).toMatch(/^message\/sipfrag/)
    return `${/^(\w+)/.exec(header(notify, 'subscription-state'))?.[1]} ${notify.body.trim().split(' ')[1]}`
  }

  test('to a tel: URI gets each step, active until the end @interop', async () => {
    const { request, invite } = await connected()
    request('REFER', 2, ['Refer-To: <tel:+49-30-2312-5119>'])
    expect((await peer.answerTo(header(invite, 'call-id'), '2 REFER')).start).toMatch(/^SIP\/2\.0 202 /)
    expect(await notified()).toBe('active 100')
    await expect(page.getByRole('dialog')).toContainText('+49 30 23125119')
    await button('Call +49 30 23125119').click()
    const next = await newCall()
    expect(next.start).toContain('493023125119')
    peer.reply(next, 180, 'Ringing', { tag: 'target' })
    expect(await notified()).toBe('active 180')
    await peer.pickUp(next, { tag: 'target' }, 850)
    expect(await notified()).toBe('terminated 200')
    await state('Connected')
    await expectHeard(page, 850)
    await hangUp()
  })

  test('is informed when the target is busy, and when the user stays @interop', async () => {
    const { request } = await connected()
    request('REFER', 2, ['Refer-To: <sip:10002@sip.test.invalid>'])
    expect(await notified()).toBe('active 100')
    await button('Call 10002').click()
    peer.reply(await newCall(), 486, 'Busy Here', { tag: 'target' })
    expect(await notified()).toBe('terminated 486')
    request('REFER', 3, ['Refer-To: <sip:10002@sip.test.invalid>'])
    expect(await notified()).toBe('active 100')
    await button('Stay in this call').click()
    expect(await notified()).toBe('terminated 603')
    await hangUp()
  })
})
