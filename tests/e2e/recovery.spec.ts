import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { chooseLine, dial, expectState } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

let sandbox: Sandbox
let app: App
let page: Page
const lineIs = (state: string) => expect(page.getByRole('button', { name: new RegExp(`^Line: office, ${state}`) })).toBeVisible({ timeout: 40_000 })

const { lastCall } = withPhone({ tone: 1000 }, async (started) => {
  ;({ sandbox, app, page } = started)
  await chooseLine(page, 'office')
})

test('@recovery the computer wakes up: each line is looked at, one whose server is gone says so in seconds and comes back automatically', async () => {
  sandbox.exchange.answering = false
  await app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
  await lineIs('Not reachable')
  sandbox.exchange.answering = true
  await lineIs('Registered')
  // nothing to mend: the next wake-up asks the server and changes nothing
  const before = sandbox.exchange.attempts.get('office')
  const asked = new Promise<void>((resolve) =>
    sandbox.exchange.on('message', (text: string, way: string) => way === 'in' && /^OPTIONS [\s\S]*\boffice@/.test(text) && resolve()),
  )
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await asked
  // a call that comes behind the answer: when it rings, the answer has been taken
  const probe = await sandbox.exchange.callUser('office')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  probe.hangUp()
  expect(sandbox.exchange.attempts.get('office')).toBe(before)
})

test('@recovery @phone-crash the page crashes in a call: the far end hears silence for a moment, no SIP message is sent, the new page has the call', async () => {
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await expect.poll(() => lastCall().endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
  const sent: string[] = []
  sandbox.exchange.on('message', (text: string, way: string) => way === 'in' && sent.push(text.split(' ')[0] ?? ''))
  lastCall().endpoint?.forgetGaps()
  const crashed = page.waitForEvent('crash')
  void page.goto('chrome://crash').catch(() => {})
  await crashed
  // the page is of no use to the test any more: what the far end hears tells that its successor is there
  await expect.poll(() => lastCall().endpoint?.longestGap ?? 0).toBeGreaterThan(60)
  await expect.poll(() => lastCall().endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
  expect(sent.filter((verb) => verb === 'INVITE' || verb === 'BYE')).toEqual([])
})
