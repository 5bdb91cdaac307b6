import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { sandboxLine } from '../sandbox/provider.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { type Kamailio, startKamailio } from '../support/peers/kamailio.ts'
import { button as buttonOf, chooseLine, dial, editLine, expectState, leaveCalls, rawMicrophone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage, hearsInPage, toneFile } from '../support/tone.ts'

// Several calls at once, against real phones and a second app: what is heard decides.
let kamailio: Kamailio
let sandbox: Sandbox
let app: App
let far: App
let page: Page

const button = (name: string) => buttonOf(page, name)
const state = (text: string) => expectState(page, text)
const close = (hz: number, wanted: number): void => expect(Math.abs(hz - wanted)).toBeLessThanOrEqual(10)

test.beforeAll(async () => {
  kamailio = await startKamailio()
  sandbox = await startSandbox()
  const line = (username: string, transport = 'udp') =>
    sandboxLine({
      username,
      password: Buffer.from(`pw-${username}`).toString('base64'),
      ip: `127.0.0.1:${kamailio.port}`,
      domain: kamailio.domain,
      [`transport_${transport}`]: 'true',
    })
  sandbox.account.lines = { sip_1: line('oneline'), sip_2: line('twoline', 'tcp') }
  sandbox.provider.accounts.push({
    userName: 'far',
    password: 'made-up-Far-1',
    balance: '1,0000',
    lines: { sip_1: line('farline'), sip_2: line('thirdline', 'tcp') },
  })
  app = await launchApp({ microphone: toneFile(1000) })
  page = app.page
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await rawMicrophone(page)
  await expect(page.getByRole('button', { name: /^Line: oneline, Registered/ })).toBeVisible()
  far = await launchApp({ microphone: toneFile(1500) })
  await signIn(far.page, { address: sandbox.provider.address, user: 'far', password: 'made-up-Far-1' })
  await rawMicrophone(far.page)
  await expect(far.page.getByRole('button', { name: /^Line: farline, Registered/ })).toBeVisible()
})
test.afterAll(async () => {
  await app?.close()
  await far?.close()
  await sandbox?.close()
  await kamailio?.stop()
})
test.beforeEach(async () => {
  await leaveCalls(page)
  await leaveCalls(far.page)
})

test('@peer @call-waiting @hold a second caller is shown with the line called, answered beside the first, swapped, and the first comes back', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 })
  try {
    await chooseLine(page, 'oneline')
    await dial(page, 'bob')
    await state('Connected')
    close(await heardInPage(page), 440)
    await carol.command('dial', `sip:twoline@${kamailio.domain}`)
    const strip = page.getByRole('region', { name: 'Second call on twoline' })
    await expect(strip).toContainText('carol')
    // the call that is up goes on meanwhile
    close(await heardInPage(page), 440)
    await strip.getByRole('button', { name: 'Hold and answer' }).click()
    await expect(page.getByRole('heading', { name: 'carol' })).toBeVisible()
    await state('Connected')
    await expect(page.getByRole('region', { name: 'On hold: bob' })).toBeVisible()
    close(await heardInPage(page), 850)
    await expect.poll(() => carol.heard(1000)).toBeGreaterThan(0.9)
    expect(bob.seen.filter((e) => e.type === 'CALL_REMOTE_SDP').length).toBeGreaterThan(1)
    await button('Resume: bob').click()
    await expect(page.getByRole('heading', { name: 'bob' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'On hold: carol' })).toBeVisible()
    close(await heardInPage(page), 440)
    const before = bob.seen.length
    await button('End call').click()
    await bob.until('CALL_CLOSED', before)
    // what is left comes to the front, still held: nobody is surprised by an open microphone
    await state('On hold')
    await button('Resume').click()
    await state('Connected')
    close(await heardInPage(page), 850)
  } finally {
    await bob.stop()
    await carol.stop()
  }
})

test('@peer @call-waiting end and answer ends the first call; without call waiting the caller hears busy and is counted as missed', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 })
  try {
    await dial(page, 'bob')
    await state('Connected')
    await carol.command('dial', `sip:oneline@${kamailio.domain}`)
    await button('More ways to answer').click()
    const before = bob.seen.length
    await page.getByRole('menuitem', { name: 'End and answer' }).click()
    await bob.until('CALL_CLOSED', before)
    await expect(page.getByRole('heading', { name: 'carol' })).toBeVisible()
    close(await heardInPage(page), 850)
    await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: false } }))
    const events = bob.seen.length
    await bob.command('dial', `sip:oneline@${kamailio.domain}`)
    expect((await bob.until('CALL_CLOSED', events)).param).toMatch(/486/)
    await leaveCalls(page)
    await expect(page.getByText('bob').first()).toBeVisible()
    await expect(page.locator('.call-row.missed').first()).toContainText('bob')
  } finally {
    await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: true } }))
    await bob.stop()
    await carol.stop()
  }
})

test('@peer @dnd do not disturb: the caller hears busy, nothing rings, the call is missed; it ends at its time by itself', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  try {
    await button('Do not disturb').click()
    await page.getByRole('menuitem', { name: 'For 30 minutes' }).click()
    await expect(page.getByRole('status').filter({ hasText: /^Do not disturb until \d\d:\d\d$/ })).toBeVisible()
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
  } finally {
    await bob.stop()
  }
})

test('@peer @auto-answer a line answers by itself after its delay, and by header only where that is trusted', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  try {
    await editLine(page, 'oneline')
    await page.getByRole('combobox', { name: 'Auto answer' }).click()
    await page.getByRole('option', { name: 'Every call' }).click()
    await page.getByLabel('After (seconds)').fill('1')
    await bob.command('dial', `sip:oneline@${kamailio.domain}`)
    await expect(page.getByRole('alertdialog').getByRole('status')).toHaveText(/Answers automatically in \d s/)
    await bob.until('CALL_ESTABLISHED')
    await state('Connected')
    close(await heardInPage(page), 440)
  } finally {
    await leaveCalls(page)
    await page.evaluate(async () => {
      const { lines } = window.dialdesk
      const snapshot = await window.dialdesk.app.snapshot()
      if (!snapshot.ok) return
      for (const { id, preferences } of snapshot.value.state.lines.lines)
        await lines.setPreferences({ lineId: id, preferences: { ...preferences, autoAnswer: { mode: 'off', delay: 3 } } })
    })
    await bob.stop()
  }
})

test('@peer @transfer-blind the far end is sent on and reaches the new party; a failed one leaves the call here', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 })
  try {
    await dial(page, 'bob')
    await state('Connected')
    await page.keyboard.press('t')
    await page.getByText('Send directly').click()
    await page.getByLabel('Name or number', { exact: true }).fill('nobody')
    await button('Send to nobody').click()
    await expect(page.getByRole('alert').first()).toContainText('You still have the call.')
    await page.getByLabel('Name or number', { exact: true }).fill('carol')
    await button('Send to carol').click()
    await state('Transferred')
    await carol.until('CALL_ESTABLISHED')
    await expect.poll(() => carol.heard(440)).toBeGreaterThan(0.9)
  } finally {
    await bob.stop()
    await carol.stop()
  }
})

test('@peer @transfer-attended ask first: held, asked, back, asked again, connected; the one who is sent on decides', async () => {
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 })
  const farButton = (name: string) => buttonOf(far.page, name)
  try {
    await chooseLine(page, 'oneline')
    await dial(page, 'farline')
    await farButton('Answer').click()
    await state('Connected')
    // first with carol, and back again
    await button('Transfer').click()
    await page.getByLabel('Name or number', { exact: true }).fill('carol')
    await button('Call carol first').click()
    await state('Connected, consultation before transfer')
    await expectState(far.page, 'The other side holds the call')
    await expect(page.getByText('farline is on hold')).toBeVisible()
    await button('Back to farline').click()
    await state('Connected')
    close(await heardInPage(page), 1500)
    // then with the far side's other line, and through
    await button('Transfer').click()
    await page.getByLabel('Name or number', { exact: true }).fill('thirdline')
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
  } finally {
    await carol.stop()
  }
})

test('@peer @conference three parties, each hears both others; one leaves and the rest goes on', async () => {
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850 })
  try {
    await chooseLine(page, 'oneline')
    await dial(page, 'farline')
    await buttonOf(far.page, 'Answer').click()
    await state('Connected')
    await page.keyboard.press('a')
    await page.getByLabel('Name or number', { exact: true }).fill('carol')
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
    await carol.command('hangup')
    await state('Connected')
    close(await heardInPage(page), 1500)
    await expect.poll(() => hearsInPage(far.page, [850], 0, 10)).toBe(false)
    expect(await hearsInPage(far.page, [1000], 0)).toBe(true)
  } finally {
    await carol.stop()
  }
})

/** The calls that run in an app. */
async function callsOf(of: Page): Promise<{ state: string }[]> {
  const all = await of.evaluate(async () => {
    const snapshot = await window.dialdesk.app.snapshot()
    return snapshot.ok ? snapshot.value.state.calls.map(({ state }) => ({ state })) : []
  })
  return all.filter((c) => c.state !== 'ended')
}
