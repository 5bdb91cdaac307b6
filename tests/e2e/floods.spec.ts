import type { Sandbox } from '../sandbox/index.ts'
import { header, parse, type SipMessage, write } from '../sandbox/sip-text.ts'
import type { App } from '../support/app.ts'
import { button, chooseLine, dial, expectState, leaveCalls, phonePid } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { hearsInPage } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const invites = long ? 1000 : 150
/** Seconds of responses, 2,000 of them in each. */
const seconds = long ? 30 : 3
/** ms for ringing and connecting; only where the spec has the computer to itself. */
const limit = long ? 1000 : Number.POSITIVE_INFINITY
/** How the numbers begin of those who call at once. */
const STRANGERS = '+49305550'
let sandbox: Sandbox
let app: App
let page: Page
withPhone({ tone: 1000 }, (started) => {
  ;({ sandbox, app, page } = started)
})

test('twenty-one calls in a few seconds all ring, and the last one is shown', async () => {
  for (let i = 0; i < 20; i++) {
    const call = await sandbox.exchange.callUser('office')
    await call.until('ringing')
    call.hangUp()
    await rest(100)
  }
  const last = await sandbox.exchange.callUser('office', { name: 'Twenty-first' })
  await expect(page.getByRole('alertdialog').getByText('Twenty-first')).toBeVisible({ timeout: 20_000 })
  last.hangUp()
})

test(`a flood of 2,000 responses a second for ${seconds} s: another line’s call rings and connects within a second`, async () => {
  test.setTimeout(240_000 + seconds * 3000)
  const pid = await phonePid(app.electron)
  const peer = sandbox.exchange.bindings.get('office')?.peer
  if (!peer) throw new Error('office is not registered')
  const before = sandbox.exchange.attempts.get('office') ?? 0
  const flood = floodOf((n) => peer.send(strayResponse(n)), { perSecond: 2000 })
  const took: number[] = []
  const until = Date.now() + seconds * 1000
  do {
    const started = Date.now()
    const call = await sandbox.exchange.callUser('home')
    await call.until('ringing')
    const rang = Date.now() - started
    await expect(button(page, 'Answer')).toBeVisible()
    const answered = Date.now()
    await button(page, 'Answer').click()
    await call.until('answered')
    took.push(rang + Date.now() - answered)
    await expectState(page, 'Connected')
    call.hangUp()
    await leaveCalls(page)
  } while (Date.now() < until)
  flood.stop()
  console.log(`  ${flood.sent()} responses, ${took.length} calls, slowest ${Math.max(...took)} ms`)
  expect(Math.max(...took)).toBeLessThan(limit)
  expect((sandbox.exchange.attempts.get('office') ?? 0) - before).toBeLessThan(10 + seconds)
  expect(await phonePid(app.electron)).toBe(pid)
})

test(`${invites} INVITEs at once: a call that is up is heard on, some are logged, the others are counted`, async () => {
  test.setTimeout(240_000 + invites * 60)
  await chooseLine(page, 'home')
  await dial(page, '10001')
  await expectState(page, 'Connected')
  const peer = sandbox.exchange.bindings.get('office')?.peer
  const contact = sandbox.exchange.bindings.get('office')?.contact ?? ''
  if (!peer) throw new Error('office is not registered')
  /** The last status that each got. */
  const answered = new Map<string, number>()
  const see = (text: string, way: string): void => {
    const status = Number(/^SIP\/2\.0 (\d\d\d)/.exec(text)?.[1] ?? 0)
    const id = /^Call-ID: (flood-\d+)/im.exec(text)?.[1]
    if (way !== 'in' || !status || !id) return
    answered.set(id, status)
    if (status >= 200) peer.send(ackOf(parse(text), contact))
  }
  sandbox.exchange.on('message', see)
  const invite = (n: number): void => peer.send(strangersInvite(contact, peer.local, n))
  const flood = floodOf(invite, { perSecond: 40, most: invites })
  // a busy computer's socket overflows: as each caller does (RFC 3261 17.1.1.2)
  const again = setInterval(() => {
    for (let n = 0; n < flood.sent(); n++) if (!answered.has(`flood-${n}`)) invite(n)
  }, 500)
  for (let over = false; !over; ) {
    over = flood.sent() === invites
    // of the call that is up: those that ring have no audio
    expect(await hearsInPage(page, [440], 0)).toBe(true)
  }
  await expectState(page, 'Connected')
  const rejectAll = () =>
    page.evaluate(async () => {
      const snapshot = await window.dialdesk.app.snapshot()
      for (const { id, state } of snapshot.ok ? snapshot.value.state.calls : [])
        if (state === 'ringing') await window.dialdesk.calls.reject({ callId: id })
    })
  await expect
    .poll(async () => {
      // one that was sent again may ring only now, in the place of one that was rejected
      await rejectAll()
      return [...answered.values()].filter((status) => status === 486).length
    })
    .toBe(invites)
  clearInterval(again)
  await leaveCalls(page)
  sandbox.exchange.off('message', see)
  const count = async () => {
    const ofLine = (await readState(page)).recentCalls.entries.filter((e) => e.lineId === 'sip_1')
    const leftOut = ofLine.reduce((sum, { end }) => sum + (end?.code === 'left-out' ? (end.count ?? 0) : 0), 0)
    return { logged: ofLine.filter(({ number }) => number.startsWith(STRANGERS)).length, leftOut }
  }
  await expect
    .poll(async () => {
      const { logged, leftOut } = await count()
      return logged + leftOut
    })
    .toBe(invites)
  expect((await count()).leftOut).toBeGreaterThan(invites / 4)
  await expect(page.getByText(/^and \d+ more$/)).toBeVisible()
})

/**
 * Sends by the clock, in steps of 10 ms: as many in a second on a busy computer as on an idle one, for what is let through is counted in seconds, too.
 *
 * @param most after which it ends by itself
 */
function floodOf(
  send: (n: number) => void,
  { perSecond, most = Number.POSITIVE_INFINITY }: { readonly perSecond: number; readonly most?: number },
): { readonly sent: () => number; readonly stop: () => void } {
  let sent = 0
  const started = performance.now()
  const stop = (): void => clearInterval(timer)
  const timer = setInterval(() => {
    for (const due = Math.min(most, ((performance.now() - started) / 1000) * perSecond); sent < due; sent++) send(sent)
    if (sent >= most) stop()
  }, 10)
  return { sent: () => sent, stop }
}

/** To no request of ours, and each says something else of where we are. */
const strayResponse = (n: number): string =>
  write('SIP/2.0 200 OK', [
    ['Via', `SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKstray${n};received=192.0.2.${n % 250};rport=${1024 + (n % 60_000)}`],
    ['From', '<sip:office@sandbox.invalid>;tag=stray'],
    ['To', `<sip:office@sandbox.invalid>;tag=${n}`],
    ['Call-ID', `stray-${n}`],
    ['CSeq', '1 REGISTER'],
  ])

/** Of another caller each time; it rings until it is refused. */
const strangersInvite = (contact: string, local: string, n: number): string =>
  write(`INVITE ${contact} SIP/2.0`, [
    ['Via', `SIP/2.0/UDP ${local};branch=z9hG4bKflood${n};rport`],
    ['Max-Forwards', '70'],
    ['From', `<sip:${STRANGERS}${n}@sandbox.invalid>;tag=flood${n}`],
    ['To', `<${contact}>`],
    ['Call-ID', `flood-${n}`],
    ['CSeq', '1 INVITE'],
    ['Contact', `<sip:exchange@${local}>`],
  ])

const ackOf = (refusal: SipMessage, contact: string): string =>
  write(`ACK ${contact} SIP/2.0`, [
    ['Via', header(refusal, 'via')],
    ['From', header(refusal, 'from')],
    ['To', header(refusal, 'to')],
    ['Call-ID', header(refusal, 'call-id')],
    ['CSeq', '1 ACK'],
  ])
