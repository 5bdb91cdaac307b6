import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { type Kamailio, kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import { button as buttonOf, chooseLine, dial, editLine, expectState, leaveCalls, watchFor } from '../support/phone-screen.ts'
import { addAccount, readState, startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectBothWays, expectHeard, hearsInPage } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// Several calls at once, against real phones and a second app: what is heard decides.
let kamailio: Kamailio
let sha: Kamailio
let sandbox: Sandbox
let far: App
let page: Page

const linesOf = (first: string, second: string, web: string) => ({
  sip_1: kamailioLine(kamailio, first),
  sip_2: kamailioLine(kamailio, second, 'tcp'),
  sip_3: kamailioLine(sha, web),
})
const { button, state } = withPhone(
  async (scope) => {
    kamailio = scope.add(await startKamailio(), (k) => k.stop())
    // one that wants SHA-256 (RFC 8760), for the lines over WebSocket
    sha = scope.add(await startKamailio('SHA-256'), (k) => k.stop())
    return { tone: 1000, lines: linesOf('oneline', 'twoline', 'webline') }
  },
  async (started, scope) => {
    ;({ sandbox, page } = started)
    const account = addAccount(sandbox, 'far', { lines: linesOf('farline', 'thirdline', 'farweb') })
    ;({ app: far } = await startSignedIn(scope, { sandbox, account, tone: 1500 }))
  },
)
test.beforeEach(() => leaveCalls(far.page))

test('@peer @call-waiting @hold a second caller is shown with the line called, answered beside the first, swapped, and the first comes back', async ({
  scope,
}) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  const carol = scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  await chooseLine(page, 'oneline')
  await dial(page, 'bob')
  await state('Connected')
  await expectHeard(page, 440)
  await carol.command('dial', `sip:twoline@${kamailio.domain}`)
  const strip = page.getByRole('region', { name: 'Second call on twoline' })
  await expect(strip).toContainText('carol')
  // the call that is up goes on meanwhile
  await expectHeard(page, 440)
  await strip.getByRole('button', { name: 'Hold and answer' }).click()
  await expect(page.getByRole('heading', { name: 'carol' })).toBeVisible()
  await state('Connected')
  await expect(page.getByRole('region', { name: 'On hold: bob' })).toBeVisible()
  await expectBothWays(page, carol, 850)
  await expect.poll(() => bob.seen.filter((e) => e.type === 'CALL_REMOTE_SDP').length).toBeGreaterThan(1)
  await button('Resume: bob').click()
  await expect(page.getByRole('heading', { name: 'bob' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'On hold: carol' })).toBeVisible()
  await expectHeard(page, 440)
  const before = bob.seen.length
  await button('End call').click()
  await bob.until('CALL_CLOSED', before)
  // what is left comes to the front, still held: nobody is surprised by an open microphone
  await state('On hold')
  await button('Resume').click()
  await state('Connected')
  await expectHeard(page, 850)
})

test('@peer @call-waiting end and answer ends the first call; without call waiting the caller hears busy and is counted as missed', async ({
  scope,
}) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  const carol = scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  try {
    await dial(page, 'bob')
    await state('Connected')
    await carol.command('dial', `sip:oneline@${kamailio.domain}`)
    await button('More ways to answer').click()
    const before = bob.seen.length
    await page.getByRole('menuitem', { name: 'End and answer' }).click()
    await bob.until('CALL_CLOSED', before)
    await expect(page.getByRole('heading', { name: 'carol' })).toBeVisible()
    await expectHeard(page, 850)
    await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: false } }))
    const events = bob.seen.length
    await bob.command('dial', `sip:oneline@${kamailio.domain}`)
    expect((await bob.until('CALL_CLOSED', events)).param).toMatch(/486/)
    await leaveCalls(page)
    await expect(page.getByText('bob').first()).toBeVisible()
    await expect(page.locator('.call-row.missed').first()).toContainText('bob')
  } finally {
    await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: true } }))
  }
})

test('@peer @dnd do not disturb: the caller hears busy, nothing rings, the call is missed; it ends at its time automatically', async ({ scope }) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  await button('Do not disturb').click()
  await page.getByRole('menuitem', { name: 'For 30 minutes' }).click()
  // with the day, where that is tomorrow
  await expect(page.getByRole('status').filter({ hasText: /^Do not disturb until (.* )?\d\d:\d\d$/ })).toBeVisible()
  const before = bob.seen.length
  await bob.command('dial', `sip:oneline@${kamailio.domain}`)
  expect((await bob.until('CALL_CLOSED', before)).param).toMatch(/486/)
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.locator('.call-row.missed').first()).toContainText('bob')
  await page.evaluate(() => window.dialdesk.settings.change({ calls: { doNotDisturb: { until: Date.now() + 1500 } } }))
  await expect(page.getByRole('button', { name: 'Do not disturb', exact: true })).toBeVisible()
  await bob.command('dial', `sip:oneline@${kamailio.domain}`)
  await button('Answer').click()
  await state('Connected')
})

test('@peer @auto-answer a line says that it answers, and answers after its delay', async ({ scope }) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  try {
    await editLine(page, 'oneline')
    await page.getByRole('combobox', { name: 'Auto answer' }).click()
    await page.getByRole('option', { name: 'Every call' }).click()
    await page.getByLabel('After (seconds)').fill('1')
    const countdown = await watchFor(page, '[role=alertdialog] [role=status]', /^Answers automatically in \d\ss$/)
    await bob.command('dial', `sip:oneline@${kamailio.domain}`)
    await countdown()
    await bob.until('CALL_ESTABLISHED')
    await state('Connected')
    await expectHeard(page, 440)
  } finally {
    await leaveCalls(page)
    await page.evaluate(async () => {
      const { lines } = window.dialdesk
      const snapshot = await window.dialdesk.app.snapshot()
      if (!snapshot.ok) return
      for (const { id, preferences } of snapshot.value.state.lines.lines)
        await lines.setPreferences({ lineId: id, preferences: { ...preferences, autoAnswer: { mode: 'off', delay: 3 } } })
    })
  }
})

test('@peer @transfer-blind the far end is transferred and reaches the new party; a failed transfer leaves the call here', async ({ scope }) => {
  scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  const carol = scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  await dial(page, 'bob')
  await state('Connected')
  await page.keyboard.press('t')
  await page.getByText('Send directly').click()
  await page.getByLabel('Name or number', { exact: true }).fill('sip:nobody')
  await button('Send to nobody').click()
  await expect(page.getByRole('alert').first()).toContainText('You still have the call.')
  await page.getByLabel('Name or number', { exact: true }).fill('sip:carol')
  await button('Send to carol').click()
  await state('Transferred')
  await carol.until('CALL_ESTABLISHED')
  await expect.poll(() => carol.heard(440)).toBeGreaterThan(0.9)
})

test('@peer @transfer-attended ask first: held, asked, back, asked again, connected; whoever is transferred decides', async ({ scope }) => {
  scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  const farButton = (name: string) => buttonOf(far.page, name)
  await chooseLine(page, 'oneline')
  await dial(page, 'farline')
  await farButton('Answer').click()
  await state('Connected')
  // first with carol, and back again
  await button('Transfer').click()
  await page.getByLabel('Name or number', { exact: true }).fill('sip:carol')
  await button('Call carol first').click()
  await state('Connected, consultation before transfer')
  await expectState(far.page, 'The other side holds the call')
  await expect(page.getByText('farline is on hold')).toBeVisible()
  await button('Back to farline').click()
  await state('Connected')
  await expectHeard(page, 1500)
  // then with the far side's other line, up to the transfer
  await button('Transfer').click()
  await page.getByLabel('Name or number', { exact: true }).fill('sip:thirdline')
  await button('Call thirdline first').click()
  await farButton('Hold and answer').click()
  await state('Connected, consultation before transfer')
  await button('Swap calls').click()
  // that one is held over there as well, for its user talks to us on the other line
  await state('The other side holds the call')
  await button('Swap calls').click()
  await state('Connected, consultation before transfer')
  await button('Complete transfer').click()
  await expect(far.page.getByRole('dialog')).toContainText('asks you to call thirdline')
  await farButton('Call thirdline').click()
  await state('Transferred')
  // the far app now talks to itself over the exchange, its own tone both ways
  await expect(far.page.locator('.strip')).toHaveCount(1)
  await expect.poll(async () => (await callsOf(far.page)).map((c) => c.state)).toEqual(['connected', 'connected'])
})

test('@peer @conference three parties, each hears both others; one is muted for all, one is removed and the rest goes on', async ({ scope }) => {
  const carol = scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 }), (b) => b.stop())
  await chooseLine(page, 'oneline')
  await dial(page, 'farline')
  await buttonOf(far.page, 'Answer').click()
  await state('Connected')
  await page.keyboard.press('a')
  await page.getByLabel('Name or number', { exact: true }).fill('sip:carol')
  await button('Call carol as well').click()
  await expect(page.getByRole('heading', { name: 'carol' })).toBeVisible()
  await state('Connected')
  await button('Conference').click()
  await state('In conference')
  expect(await hearsInPage(far.page, [850, 1000], 0)).toBe(true)
  expect(await hearsInPage(page, [1500], 0)).toBe(true)
  expect(await hearsInPage(page, [850], 1)).toBe(true)
  await expect.poll(() => carol.heard(1500)).toBeGreaterThan(0.2)
  await expect.poll(() => carol.heard(1000)).toBeGreaterThan(0.2)
  // muted: the others still hear each other
  await button('Mute').click()
  await expect.poll(() => carol.heard(1500)).toBeGreaterThan(0.8)
  await button('Unmute').click()
  // one side muted for everyone: it still hears the others
  await button('Mute carol for everyone').click()
  await expect.poll(() => hearsInPage(far.page, [850], 0, 10)).toBe(false)
  await expect.poll(() => page.locator('audio[data-leg]').evaluateAll((legs) => legs.filter((leg) => (leg as HTMLAudioElement).muted).length)).toBe(1)
  await expect.poll(() => carol.heard(1500)).toBeGreaterThan(0.2)
  await button('Unmute carol').click()
  expect(await hearsInPage(far.page, [850, 1000], 0)).toBe(true)
  await button('Remove carol from the conference').click()
  await state('Connected')
  await expectHeard(page, 1500)
  await expect.poll(() => hearsInPage(far.page, [850], 0, 10)).toBe(false)
  expect(await hearsInPage(far.page, [1000], 0)).toBe(true)
})

// the far end is the second app, as a WebSocket line alone cannot reach a phone with plain RTP
test('@peer a call over WebSocket lines: WebRTC from page to page, audio both ways, hold, both sides hang up', async () => {
  const farButton = (name: string) => buttonOf(far.page, name)
  await overWebSocket(page, 'webline')
  await overWebSocket(far.page, 'farweb')
  await chooseLine(page, 'webline')
  await dial(page, 'farweb')
  await farButton('Answer').click()
  await state('Connected')
  await expectHeard(page, 1500)
  await expectHeard(far.page, 1000)
  // measured by the page, as the audio does not pass our gateway
  await expect(page.getByRole('region', { name: 'Call quality' })).toContainText(/Good|Fair|Poor/)
  await button('Hold').click()
  await state('On hold')
  await expectState(far.page, 'The other side holds the call')
  await button('Resume').click()
  await state('Connected')
  await expectHeard(far.page, 1000)
  await farButton('End call').click()
  await state('The other side hung up')
  await button('Close summary').click()
  await leaveCalls(far.page)
  await chooseLine(far.page, 'farweb')
  await dial(far.page, 'webline')
  await button('Answer').click()
  await state('Connected')
  await expectHeard(page, 1500)
  await expectHeard(far.page, 1000)
  await button('End call').click()
  await expectState(far.page, 'The other side hung up')
})

/** Gives a line the WebSocket address of the registrar that wants SHA-256, and trusts its certificate. */
async function overWebSocket(of: Page, line: string): Promise<void> {
  await editLine(of, line)
  await of.getByLabel('WebSocket address', { exact: true }).fill(`wss://127.0.0.1:${sha.wss}/`)
  await buttonOf(of, 'Save: WebSocket address').click()
  await buttonOf(of, 'Trust for this line').click()
  await expect(of.getByRole('article', { name: line })).toContainText(/Connected to .+ \(WebSocket\)/)
}

/** The calls that run in an app. */
const callsOf = async (of: Page) => (await readState(of)).calls.filter((c) => c.state !== 'ended')
