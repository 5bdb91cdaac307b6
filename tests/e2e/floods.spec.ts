import type { Sandbox } from '../sandbox/index.ts'
import { header, parse, type SipMessage, write } from '../sandbox/sip-text.ts'
import type { App } from '../support/app.ts'
import { button, chooseLine, dial, expectState, leaveCalls, phonePid } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const invites = long ? 1000 : 150
/** Seconds of responses, 2,000 of them in each. */
const seconds = long ? 30 : 3
/** ms for ringing and connecting; only where the spec has the computer to itself. */
const limit = long ? 1000 : Number.POSITIVE_INFINITY
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
  const flood = floodOf((n) => peer.send(strayResponse(n)))
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
  const sent = flood.stop()
  console.log(`  ${sent} responses, ${took.length} calls, slowest ${Math.max(...took)} ms`)
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
  const answered = new Map<string, number>()
  const see = (text: string, way: string): void => {
    const status = Number(/^SIP\/2\.0 ([2-6]\d\d)/.exec(text)?.[1] ?? 0)
    const id = /^Call-ID: (flood-\d+)/im.exec(text)?.[1]
    if (way !== 'in' || !status || !id) return
    answered.set(id, status)
    peer.send(ackOf(parse(text), contact))
  }
  sandbox.exchange.on('message', see)
  const pitches: number[] = []
  for (let n = 0; n < invites; n++) {
    peer.send(strangersInvite(contact, peer.local, n))
    await rest(25)
    if (n % 200 === 100 || n === invites - 1) pitches.push(await heardInPage(page))
  }
  for (const pitch of pitches) expect(Math.abs(pitch - 440)).toBeLessThanOrEqual(10)
  await expectState(page, 'Connected')
  await page.evaluate(async () => {
    const snapshot = await window.dialdesk.app.snapshot()
    for (const { id, state } of snapshot.ok ? snapshot.value.state.calls : [])
      if (state === 'ringing') await window.dialdesk.calls.reject({ callId: id })
  })
  await leaveCalls(page)
  sandbox.exchange.off('message', see)
  expect(new Set(answered.values())).toEqual(new Set([486]))
  const log = async () => (await readState(page)).recentCalls.entries.filter((e) => e.lineId === 'sip_1')
  await expect
    .poll(async () => {
      const entries = await log()
      return entries.reduce((sum, { end }) => sum + (end?.code === 'left-out' ? (end.count ?? 0) : 0), 0)
    })
    .toBeGreaterThan(invites / 4)
  expect((await log()).length).toBeLessThan(150)
  await expect(page.getByText(/^and \d+ more$/)).toBeVisible()
})

/** Sends 2,000 a second, in steps of 10 ms. @returns `stop`, which says how many were sent */
function floodOf(send: (n: number) => void): { readonly stop: () => number } {
  let sent = 0
  const started = performance.now()
  const timer = setInterval(() => {
    for (const due = (performance.now() - started) * 2; sent < due; sent++) send(sent)
  }, 10)
  return {
    stop() {
      clearInterval(timer)
      return sent
    },
  }
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
    ['From', `<sip:+49302312${n}@sandbox.invalid>;tag=flood${n}`],
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
