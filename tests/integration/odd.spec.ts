import { Baresip } from '../support/peers/baresip.ts'
import { type Kamailio, kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import { answer, answered, pause, play, recv, reply, replyInside, request, sound, untilBye, untilProceed } from '../support/peers/scenario.ts'
import { type Sipp, startSipp } from '../support/peers/sipp.ts'
import { chooseLine, dial, leaveCalls } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectBothWays, expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// A far end that does what far ends do: each scenario is written out here and must run to its end as written.
const long = Boolean(process.env['DIALDESK_TEST_LONG'])
let kamailio: Kamailio
let page: Page

const preferences = async (part: object): Promise<void> => {
  const [line] = (await readState(page)).lines.lines
  if (!line) throw new Error('no line')
  await page.evaluate((change) => window.dialdesk.lines.setPreferences(change), { lineId: line.id, preferences: { ...line.preferences, ...part } })
}

const { button, state } = withPhone(
  async (scope) => {
    kamailio = scope.add(await startKamailio(), (k) => k.stop())
    return { tone: 1000, lines: { sip_1: kamailioLine(kamailio, 'oddline') } }
  },
  (started) => {
    ;({ page } = started)
  },
)

/** Runs a far end beside what the user does; both must come to their end. */
async function against(steps: readonly string[], run: (peer: Sipp) => Promise<void>): Promise<void> {
  const peer = await startSipp(steps)
  try {
    await run(peer)
    expect(await peer.succeeded(), peer.log().slice(-1500)).toBe(true)
  } catch (e) {
    console.log(`sipp: ${peer.log().slice(-1500)}`)
    throw e
  } finally {
    await peer.stop()
  }
}
/** Until the far end has said 200 to so many requests of ours in the call that is up. */
const answeredWith = (method: string, count: number): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(async (verb) => {
        const trace = await window.dialdesk.diagnostics.trace({ masked: false })
        if (!trace.ok) return 0
        const last = trace.value.map((m) => m.way === 'out' && m.text.startsWith('INVITE')).lastIndexOf(true)
        return trace.value
          .slice(last)
          .filter((m) => m.way === 'in' && /^SIP\/2.0 200/.test(m.text) && new RegExp(`^CSeq: \\d+ ${verb}`, 'im').test(m.text)).length
      }, method),
    )
    .toBe(count)
const call = (peer: Sipp): Promise<void> => dial(page, `sipp${peer.port}`)

test('@peer a forwarded call is asked about, with its target, and made on a click', async () => {
  const moved = reply(302, 'Moved Temporarily', { headers: ['Contact: <sip:oddtarget@127.0.0.1>'] })
  await against([recv('INVITE'), moved, recv('ACK')], async (peer) => {
    await call(peer)
    await state('The number is forwarded')
    await expect(page.getByText('The other side forwards calls to oddtarget.')).toBeVisible()
    // into the number field first, with its price
    await button('Call there').click()
    await expect(page.getByLabel('Number or name')).toHaveValue('sip:oddtarget')
    await page.keyboard.press('Enter')
    await state('Number does not exist')
  })
})

test('@peer a server that challenges twice is answered twice; one that is never satisfied is not tried for ever', async () => {
  const challenge = (nonce: string, stale: boolean) =>
    reply(401, 'Unauthorized', {
      headers: [`WWW-Authenticate: Digest realm="${kamailio.domain}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`],
    })
  const steps = [
    recv('INVITE'),
    challenge('one', false),
    recv('ACK'),
    recv('INVITE', { Authorization: 'nonce="one"' }),
    challenge('two', true),
    recv('ACK'),
  ]
  await against(
    [...steps, recv('INVITE', { Authorization: 'nonce="two"' }), reply(200, 'OK', { body: sound() }), recv('ACK'), play, ...untilBye],
    async (peer) => {
      await call(peer)
      await state('Connected')
      await button('End call').click()
    },
  )
  await against([...steps.slice(0, 4), challenge('three', false), recv('ACK')], async (peer) => {
    await call(peer)
    await state('The provider does not allow this call')
  })
})

test('@peer @session-timer a longer interval is taken up, UPDATE refreshes, a session that nobody refreshes is ended', async () => {
  const short = reply(422, 'Session Interval Too Small', { headers: ['Min-SE: 3600'] })
  const timed = { headers: ['Session-Expires: 4;refresher=uac', 'Require: timer', 'Allow: INVITE, ACK, BYE, UPDATE'], body: sound() }
  const refreshed = replyInside(200, 'OK', { headers: ['Session-Expires: 4;refresher=uac'] })
  await against(
    [
      ...[recv('INVITE', { 'Session-Expires': '1800' }), short, recv('ACK')],
      ...[recv('INVITE', { 'Session-Expires': '3600' }), reply(200, 'OK', timed), recv('ACK'), play],
      // as long as a busy computer may take to hear something
      ...[1, 2, 3].flatMap(() => [recv('UPDATE', { 'Session-Expires': '4;refresher=uac' }), refreshed]),
      // the fourth one is never answered
      ...[recv('UPDATE'), ...untilBye],
    ],
    async (peer) => {
      await call(peer)
      await state('Connected')
      await expectHeard(page, 620)
      await state('Connection lost')
    },
  )
})

test('@peer @hold re-INVITE and UPDATE from the far end are answered; ours survives a 491, and a refused one is shown as a failure', async () => {
  await against(
    [
      ...answered({ headers: ['Supported: timer', 'Allow: INVITE, ACK, BYE, UPDATE'], body: sound() }),
      pause(300),
      ...[request('INVITE', 1, { body: sound(['a=sendonly']) }), '<recv response="100" optional="true"/>', answer(200), request('ACK', 1)],
      untilProceed,
      ...[request('UPDATE', 2, { body: sound(['a=sendrecv']) }), answer(200)],
      ...[request('UPDATE', 3, { headers: ['Supported: timer', 'Session-Expires: 60'] }), answer(422)],
      ...[request('UPDATE', 4, { headers: ['Supported: timer', 'Session-Expires: 120'] }), answer(200)],
      ...[recv('INVITE'), replyInside(491, 'Request Pending'), recv('ACK')],
      ...[recv('INVITE'), replyInside(200, 'OK', { body: sound(['a=recvonly']) }), recv('ACK')],
      ...[recv('INVITE'), replyInside(488, 'Not Acceptable Here'), recv('ACK')],
      ...untilBye,
    ],
    async (peer) => {
      await call(peer)
      await state('The other side holds the call')
      await peer.proceed()
      await state('Connected')
      await expectHeard(page, 620)
      await button('Hold').click()
      await state('On hold')
      await button('Resume').click()
      await expect(page.getByRole('alert').filter({ hasText: 'Not on hold' })).toBeVisible()
      await button('End call').click()
    },
  )
})

test('@peer a BYE that is challenged is sent again with the answer', async () => {
  const challenge = replyInside(407, 'Proxy Authentication Required', {
    headers: [`Proxy-Authenticate: Digest realm="${kamailio.domain}", nonce="bye", algorithm=MD5`],
  })
  await against(
    [...answered(), recv('BYE'), challenge, recv('BYE', { 'Proxy-Authorization': 'nonce="bye"' }), replyInside(200, 'OK')],
    async (peer) => {
      await call(peer)
      await state('Connected')
      await button('End call').click()
    },
  )
})

test(`@peer @quality a far end that sends nothing: shown as a message after five seconds, and the call lives on${long ? ' for 100 s' : ''}`, async () => {
  test.setTimeout(long ? 400_000 : 180_000)
  await against([recv('INVITE'), reply(200, 'OK', { body: sound() }), recv('ACK'), ...untilBye], async (peer) => {
    await call(peer)
    await state('Connected')
    await expect(page.getByRole('alert').filter({ hasText: 'No sound is arriving' })).toBeVisible({ timeout: 20_000 })
    if (long) await rest(100_000)
    await state('Connected')
    await button('End call').click()
  })
})

test('@peer @dtmf a far end without telephone-event gets the tones as SIP INFO', async () => {
  const info = [recv('INFO', { 'Content-Type': 'application/dtmf-relay' }), replyInside(200, 'OK')]
  await against([...answered({ body: sound([], '8') }), ...info, ...info, ...untilBye], async (peer) => {
    await call(peer)
    await state('Connected')
    await page.keyboard.press('5')
    await page.keyboard.press('#')
    await expect(page.getByText('Sent 5#')).toBeVisible()
    await answeredWith('INFO', 2)
    await button('End call').click()
  })
})

test('@peer a call with the number withheld names nobody, and still gets through', async () => {
  const checks = { From: 'sip:anonymous@anonymous.invalid', Privacy: 'id', 'P-Preferred-Identity': 'oddline' }
  await against([recv('INVITE', checks), reply(200, 'OK', { body: sound() }), recv('ACK'), play, ...untilBye], async (peer) => {
    await page.getByLabel('Number or name').fill(`sip:sipp${peer.port}`)
    await button('Choose line').click()
    await page.getByRole('menuitem', { name: 'Withhold my number for the next call' }).click()
    await expect(page.getByText('Your number is withheld for the next call.')).toBeVisible()
    await button('Call via oddline').click()
    await state('Connected')
    await expect(page.locator('.call-facts:not(.plain)')).toContainText('number withheld')
    await button('End call').click()
  })
})

test('@peer a request to call somebody else is asked about; when the user stays, the far end is informed', async () => {
  const refer = request('REFER', 1, { headers: ['Refer-To: <sip:elsewhere@sip.test.invalid>'] })
  const notified = [recv('NOTIFY', { Event: 'refer' }), replyInside(200, 'OK')]
  await against(
    // that it is being tried, and what became of it
    [...answered(), pause(300), refer, answer(202), ...notified, ...notified, ...untilBye],
    async (peer) => {
      await call(peer)
      await expect(page.getByRole('dialog')).toContainText('asks you to call elsewhere')
      await button('Stay in this call').click()
      await state('Connected')
      await answeredWith('NOTIFY', 2)
      await button('End call').click()
    },
  )
})

test('@peer @mwi messages that wait are shown, and their mailbox goes into the number field', async ({ scope }) => {
  const peer = scope.add(await startSipp('uac-mwi', kamailio.port, { USER: 'oddline' }), (p) => p.stop())
  expect(await peer.succeeded(), peer.log().slice(-800)).toBe(true)
  await expect(page.getByText('2 new messages on oddline')).toBeVisible()
  await button('Listen').click()
  await expect(page.getByLabel('Number or name')).toHaveValue('sip:mailbox')
  await page.keyboard.press('Enter')
  await state('Number does not exist')
  await expect(page.getByRole('heading', { name: 'mailbox' })).toBeVisible()
})

test('@peer @srtp encrypted audio both ways and in both directions; preferred gives way to plain, required does not', async ({ scope }) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, encryption: 'srtp-mand' }), (b) => b.stop())
  scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  try {
    await preferences({ srtp: 'required' })
    await chooseLine(page, 'oddline')
    await dial(page, 'bob')
    await state('Connected')
    await expect(page.locator('.call-facts:not(.plain)')).toContainText('SRTP (SDES)')
    await expectBothWays(page, bob, 440)
    await page.keyboard.press('7')
    await expect.poll(() => bob.tones).toBe('7')
    await button('Hold').click()
    await state('On hold')
    await button('Resume').click()
    await state('Connected')
    await expectHeard(page, 440)
    await leaveCalls(page)
    await bob.command('dial', `sip:oddline@${kamailio.domain}`)
    await button('Answer').click()
    await state('Connected')
    await expect(page.locator('.call-facts:not(.plain)')).toContainText('SRTP (SDES)')
    await expectHeard(page, 440)
    await leaveCalls(page)
    await dial(page, 'carol')
    await state('The other side does not support the encryption that this line requires')
    await leaveCalls(page)
    await preferences({ srtp: 'preferred' })
    await dial(page, 'carol')
    await state('Connected')
    await expect(page.locator('.call-facts:not(.plain)')).toContainText('none')
    await expectHeard(page, 850)
  } finally {
    await preferences({ srtp: 'off' })
  }
})
