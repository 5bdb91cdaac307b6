import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { chooseLine, dial, killPhone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

let sandbox: Sandbox
let app: App
let page: Page
const { button, state, lastCall } = withPhone({ tone: 1000 }, (started) => {
  ;({ sandbox, app, page } = started)
})

const numberField = () => page.getByLabel('Number or name')

/** Both directions by content: the exchange hears the microphone's tone, the page hears the exchange's. */
async function expectAudio(call: ExchangeCall, hz: number): Promise<void> {
  await expectHeard(page, hz)
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
}

for (const line of ['office', 'home', 'secure']) {
  test(`calls out and in on line ${line}, with audio both ways`, async () => {
    await chooseLine(page, line)
    await dial(page, '10001')
    await state('Connected')
    await expectAudio(lastCall(), 440)
    await button('End call').click()
    await lastCall().until('ended')
    await button('Close summary').click()
    const incoming = await sandbox.exchange.callUser(line, { mode: 'tone', hz: 850 })
    await expect(page.getByRole('alertdialog')).toContainText('+49 30 23125110')
    await button('Answer').click()
    await incoming.until('answered')
    await expectAudio(incoming, 850)
    incoming.hangUp()
    await state('The other side hung up')
  })
}

test('tones arrive at both ends', async () => {
  await chooseLine(page, 'office')
  await dial(page, '10001')
  await state('Connected')
  const side = page.getByRole('region', { name: 'Keypad' })
  for (const key of ['1', '5', '#']) await side.getByRole('button', { name: key, exact: true }).click()
  await page.keyboard.press('9')
  await expect.poll(() => lastCall().endpoint?.tones).toBe('15#9')
  await expect(page.getByText('Sent 15#9')).toBeVisible()
  await lastCall().endpoint?.sendTones('42')
  await expect(page.getByText('Received 42')).toBeVisible()
  await button('End call').click()
})

test('@postdial an extension behind the number is sent after the answer, and what waits for the user on a press', async () => {
  await chooseLine(page, 'office')
  const number = page.getByLabel('Number or name')
  await number.fill('10001,12;34#')
  await expect(page.getByText('then sends 12;34#')).toBeVisible()
  await number.press('Enter')
  await state('Connected')
  await expect.poll(() => lastCall().endpoint?.tones).toBe('12')
  await page.getByRole('button', { name: 'Send 34#' }).click()
  await expect.poll(() => lastCall().endpoint?.tones).toBe('1234#')
  await expect(page.getByText('Sent 1234#')).toBeVisible()
  await button('End call').click()
})

test('hold is shown when it is confirmed, and both sides can hold', async () => {
  await dial(page, '10001')
  await state('Connected')
  const call = lastCall()
  await page.keyboard.press('h')
  await state('On hold')
  expect(call.held).toBe(true)
  // silence, not nothing: it keeps the way through a NAT open
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 1).toBeLessThan(0.1)
  const packets = call.endpoint?.received ?? 0
  await expect.poll(() => call.endpoint?.received ?? 0).toBeGreaterThan(packets + 20)
  await button('Resume').click()
  await state('Connected')
  expect(await call.hold(true)).toBe(200)
  await state('The other side holds the call')
  expect(await call.hold(false)).toBe(200)
  await state('Connected')
  await expectAudio(call, 440)
  await button('End call').click()
})

test('muted, the far end hears silence', async () => {
  await dial(page, '10001')
  await state('Connected')
  const call = lastCall()
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
  await button('Mute').click()
  await expect(button('Unmute')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 1).toBeLessThan(0.1)
  await button('Unmute').click()
  await button('End call').click()
})

for (const [number, text] of [
  ['10002', 'Busy'],
  ['10003', 'Number does not exist'],
  ['10006', 'Declined'],
  ['10009', 'Cannot be reached now'],
] as const) {
  test(`${text} is shown as a message`, async () => {
    await dial(page, number)
    await state(text)
  })
}

test('a ringing call is cancelled', async () => {
  await dial(page, '10004')
  await state('Ringing there')
  await button('End call').click()
  await state('Call cancelled')
  await lastCall().until('ended')
})

test('audio before the answer is heard', async () => {
  await dial(page, '10005')
  await state('Ringing there')
  await expectHeard(page, 620)
  await button('End call').click()
})

test('a reload in a call costs no SIP message and the audio comes back', async () => {
  await dial(page, '10001')
  await state('Connected')
  const call = lastCall()
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
  const messages: string[] = []
  const record = (text: string): void => void messages.push(text.split('\r\n')[0] ?? '')
  sandbox.exchange.on('message', record)
  call.endpoint?.forgetGaps()
  await page.reload()
  await state('Connected')
  await expectHeard(page, 440)
  await expect.poll(() => call.endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.9)
  sandbox.exchange.off('message', record)
  expect(messages.filter((m) => /INVITE|BYE/.test(m))).toEqual([])
  // the far end's longest silence; the stand-in's whole page load is in it
  console.log(`longest silence over the reload: ${Math.round(call.endpoint?.longestGap ?? 0)} ms`)
  await button('End call').click()
})

test('a phone process that dies is back with its lines, and ends the call it left', async () => {
  await dial(page, '10001')
  await state('Connected')
  const call = lastCall()
  const again = new Set<string>()
  const record = ({ user }: { user: string }): void => void again.add(user)
  sandbox.exchange.on('registered', record)
  await killPhone(app.electron)
  await state('The phone service was restarted, which ended the call')
  await expect.poll(() => again.size).toBe(3)
  sandbox.exchange.off('registered', record)
  await call.until('ended')
})

test('a missed call is listed and marked as seen', async () => {
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
  await expect(page.getByRole('alertdialog')).toContainText('Front desk')
  await expect(button('Silence')).toBeEnabled()
  await button('Silence').click()
  await expect(button('Silence')).toBeDisabled()
  call.hangUp()
  await expect(page.getByText(/^\d+ missed calls? since/)).toBeVisible()
  await expect(page.locator('.call-row.missed').first()).toContainText('Front desk')
  await button('Mark as seen').click()
  await expect(page.getByText(/missed calls? since/)).toBeHidden()
})

test('a rejected caller hears busy', async () => {
  const call = await sandbox.exchange.callUser('home')
  await button('Reject').click()
  await call.until('ended')
  expect(call.refusedWith).toBe(486)
})

test('without call waiting a second caller hears busy while a call is up', async () => {
  await dial(page, '10001')
  await state('Connected')
  await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: false } }))
  const second = await sandbox.exchange.callUser('home')
  await second.until('ended')
  expect(second.refusedWith).toBe(486)
  await state('Connected')
  await page.evaluate(() => window.dialdesk.settings.change({ calls: { callWaiting: true } }))
  await button('End call').click()
})

test('@summary a call that ended takes a note, which outlives the next call and a reload, and the history shows it with the graph', async () => {
  await chooseLine(page, 'office')
  await dial(page, '10001')
  await state('Connected')
  // which word it is depends on how busy this computer is
  await expect(
    page
      .locator('.quality')
      .getByText(/^\s*(Good|Fair|Poor)\s*$/)
      .first(),
  ).toBeVisible()
  await expect(page.locator('.quality').getByRole('img', { name: /^Call quality over 0\d:\d\d: good for \d+%/ })).toBeVisible()
  await button('End call').click()
  const summary = page.getByRole('region', { name: 'Call summary' })
  await expect(summary).toContainText(/Call ended.*Duration00:\d\d.*Costbeing billed.*(Good|Fair|Poor)/)
  await expect(numberField()).toBeFocused()
  const incoming = await sandbox.exchange.callUser('office', { from: '+442079460958' })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await summary.getByLabel('Note').pressSequentially('Order 4711')
  await button('Answer').click()
  await state('Connected')
  await expect(summary).toBeHidden()
  incoming.hangUp()
  await state('The other side hung up')
  await expect(summary).toContainText('+44 20 7946 0958')
  await expect(summary.getByLabel('Note')).toHaveValue('')
  await page.reload()
  await page.getByRole('button', { name: /^Calls\b/ }).click()
  await page.getByLabel('Name, number, place, note').fill('4711')
  await expect(page.locator('.history-row')).toHaveCount(1)
  await page.locator('.history-row').getByRole('button').first().click()
  const details = page.locator('.detail-pane')
  await expect(details.getByLabel('Note')).toHaveValue('Order 4711')
  await expect(details.getByRole('img', { name: /^Call quality over 0\d:\d\d: good for \d+%/ })).toBeVisible()
})

test('an answer that crosses our CANCEL is taken and hung up at once', async () => {
  await dial(page, '10010')
  await state('Ringing there')
  const requests: string[] = []
  lastCall().on('request', (verb: string) => requests.push(verb))
  await button('End call').click()
  await state('Call cancelled')
  await lastCall().until('ended')
  expect(requests).toEqual(['CANCEL', 'BYE'])
})

test('@emergency an emergency number is never held up when typed and always asked about otherwise', async () => {
  await numberField().fill('112')
  await expect(page.getByText('Use a phone if you can. No location is sent.')).toBeVisible()
  await page.keyboard.press('Enter')
  // the sandbox knows no 112: what counts is that it was sent as typed, without a question
  await state('Number does not exist')
  await button('Call again').click()
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toBeVisible()
  await button('Do not call').click()
})
