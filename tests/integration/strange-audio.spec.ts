import { once } from 'node:events'
import { header } from '../sandbox/sip-text.ts'
import { audioOf, type Request, Stranger, speech } from '../support/peers/stranger.ts'
import { dial, leaveCalls } from '../support/phone-screen.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

let peer: Stranger
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    peer = scope.add(await Stranger.start(), (p) => p.close())
    return { tone: 1000, lines: { sip_1: peer.line('stranger'), sip_2: peer.line('both', { transport_tcp: 'true' }) } }
  },
  (started) => {
    ;({ page } = started)
  },
)

const prefer = async (srtp: 'off' | 'preferred'): Promise<void> => {
  const [line] = (await readState(page)).lines.lines
  if (!line) throw new Error('no line')
  await page.evaluate((change) => window.dialdesk.lines.setPreferences(change), { lineId: line.id, preferences: { ...line.preferences, srtp } })
}
async function hangUp(): Promise<void> {
  const bye = peer.next('BYE')
  await button('End call').click()
  peer.reply(await bye, 200, 'OK')
  await leaveCalls(page)
}
/** The call is up with plain audio, heard both ways. */
async function plain(invite: Request): Promise<void> {
  expect(invite.body).toMatch(/^m=audio \d+ RTP\/AVP /m)
  const far = await peer.pickUp(invite)
  await state('Connected')
  // its figures follow in a list of their own, where the audio is poor
  await expect(page.locator('.call-facts:not(.plain)')).toContainText('none')
  await expectHeard(page, 440)
  await expect.poll(() => far.purityOf(1000)).toBeGreaterThan(0.9)
  await hangUp()
}

test.describe('@srtp preferred encryption', () => {
  test.beforeAll(() => prefer('preferred'))
  test.afterAll(() => prefer('off'))
  for (const status of [400, 415, 420, 488, 500, 606])
    test(`@interop gives way to plain audio where it is refused with ${status}`, async () => {
      await dial(page, '10001')
      const first = await peer.next('INVITE')
      expect(first.body).toMatch(/RTP\/SAVP[\s\S]*a=crypto:/)
      peer.reply(first, status, 'Refused')
      const second = await peer.next('INVITE')
      expect([header(second, 'call-id'), Number.parseInt(header(second, 'cseq'), 10)]).toEqual([
        header(first, 'call-id'),
        Number.parseInt(header(first, 'cseq'), 10) + 1,
      ])
      await plain(second)
    })

  test('@interop takes a plain answer to its encrypted offer', async () => {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    const far = await peer.pickUp(invite)
    await state('Connected')
    await expectHeard(page, 440)
    await expect.poll(() => far.purityOf(1000)).toBeGreaterThan(0.9)
    await hangUp()
  })

  test('@interop is not tried again where the call itself is refused', async () => {
    await dial(page, '10001')
    peer.reply(await peer.next('INVITE'), 486, 'Busy Here')
    await state('Busy')
  })
})

test('@interop 180 without a description is heard as a local ringing tone', async () => {
  // what the page plays goes through oscillators of its own
  await page.evaluate(() => {
    const start = OscillatorNode.prototype.start
    const heard = window as unknown as { tones: number[] }
    heard.tones = []
    OscillatorNode.prototype.start = function (...args) {
      heard.tones.push(this.frequency.value)
      return start.apply(this, args)
    }
  })
  await dial(page, '10001')
  const invite = await peer.next('INVITE')
  peer.reply(invite, 180, 'Ringing', { tag: '' })
  await state('Ringing there')
  await expect.poll(() => page.evaluate(() => (window as unknown as { tones: number[] }).tones)).toContain(425)
  peer.reply(invite, 486, 'Busy Here')
  await state('Busy')
})

test('@interop a line whose server offers TCP sends large requests over it; over UDP alone they arrive whole', async () => {
  // a long route makes them large
  peer.extra = [`Service-Route: <sip:127.0.0.1:${peer.port};lr;x=${'z'.repeat(400)}>`]
  for (const { id } of (await readState(page)).lines.lines) {
    const registered = once(peer, 'registered', { signal: AbortSignal.timeout(20_000) })
    await page.evaluate((lineId) => window.dialdesk.lines.retry({ lineId }), id)
    await registered
  }
  for (const [line, transport] of [
    ['stranger', 'udp'],
    ['both', 'tcp'],
  ] as const) {
    await page.getByRole('button', { name: /^Line: / }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${line}\\b`) }).click()
    await dial(page, '1'.repeat(60))
    const invite = await peer.next('INVITE')
    expect(invite.transport).toBe(transport)
    expect(Buffer.byteLength(invite.text)).toBeGreaterThan(1300)
    const { endpoint, port } = await peer.audio('tone', 440)
    // an answer of two datagrams' size
    const filler = Array.from({ length: 40 }, (_, i) => `X-Filler-${i}: ${'y'.repeat(40)}`)
    peer.reply(invite, 200, 'OK', { body: speech(port), headers: filler })
    endpoint.setRemote(audioOf(invite.body))
    await state('Connected')
    await expectHeard(page, 440)
    await hangUp()
  }
})
