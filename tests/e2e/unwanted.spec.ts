import type { Sandbox } from '../sandbox/index.ts'
import { chooseLine, dial, leaveCalls } from '../support/phone-screen.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

// Who does not ring: blocked numbers, forwarded calls. And tones that belong to a contact's number.
let sandbox: Sandbox
let page: Page
const { button, state, lastCall } = withPhone({}, async (started) => {
  ;({ sandbox, page } = started)
  await page.evaluate(() => window.dialdesk.settings.change({ region: 'DE' }))
})

/** Calls the office line, which rings. */
async function call(from: string): Promise<{ readonly hangUp: () => void }> {
  const one = await sandbox.exchange.callUser('office', { from })
  await one.until('ringing')
  return one
}
const ringing = () => page.getByRole('alertdialog')

test('@block a caller is blocked while it rings, does not ring again, and rings again once it is unblocked', async () => {
  const first = await sandbox.exchange.callUser('office', { from: '+493012345678' })
  await expect(ringing()).toBeVisible()
  await button('Block this caller').focus()
  await page.keyboard.press('Enter')
  await expect(ringing()).toContainText('Block +49 30 12345678?')
  await button('Block and reject').focus()
  await page.keyboard.press('Enter')
  await first.until('ended')
  const second = await sandbox.exchange.callUser('office', { from: '03012345678' })
  await second.until('ended')
  expect(second.refusedWith).toBe(603)
  await expect(page.locator('.call-row').first()).toContainText('Blocked')
  await expect(ringing()).toBeHidden()
  await page.evaluate(() => window.dialdesk.callLog.markSeen())
  // by setting they hear busy
  await button('Settings').click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Blocked callers' }).click()
  await page.getByRole('combobox', { name: 'Blocked callers hear' }).click()
  await page.getByRole('option', { name: 'Busy tone' }).click()
  // it shows what main has applied
  await expect(page.getByRole('combobox', { name: 'Blocked callers hear' })).toHaveValue('Busy tone')
  const third = await sandbox.exchange.callUser('office', { from: '+493012345678' })
  await third.until('ended')
  expect(third.refusedWith).toBe(486)
  await page.getByRole('list', { name: 'Blocked callers' }).getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('No number is blocked.')).toBeVisible()
  const fourth = await call('+493012345678')
  await expect(ringing()).toBeVisible()
  fourth.hangUp()
})

test('@block numbers that begin so, and withheld ones, do not ring', async () => {
  await page.evaluate(() => window.dialdesk.settings.change({ calls: { unwanted: { entries: [], anonymous: false, answer: 'decline' } } }))
  await page.evaluate(() => window.dialdesk.blockList.block({ kind: 'prefix', value: '0900' }))
  await page.evaluate(() => window.dialdesk.blockList.blockAnonymous())
  for (const from of ['+499001234567', '09001234567', 'anonymous']) {
    const one = await sandbox.exchange.callUser('office', { from })
    await one.until('ended')
    expect([from, one.refusedWith]).toEqual([from, 603])
  }
  const ordinary = await call('+493012345678')
  await expect(ringing()).toBeVisible()
  ordinary.hangUp()
  await page.evaluate(() => window.dialdesk.settings.change({ calls: { unwanted: { entries: [], anonymous: false, answer: 'decline' } } }))
})

test('@forward callers are sent elsewhere with 302, always or when nobody answers, and the header says so', async () => {
  const contacts: string[] = []
  sandbox.exchange.on('message', (text: string) => {
    const [, contact] = /^SIP\/2\.0 302 .*^Contact: <([^>]*)>/ms.exec(text) ?? []
    if (contact !== undefined) contacts.push(contact)
  })
  const forward = { always: null, busy: null, noAnswer: null, after: 5 }
  await page.evaluate(
    (f) => window.dialdesk.settings.change({ calls: { forward: { ...f, always: { to: 'number', number: '+44 20 7946 0018' } } } }),
    forward,
  )
  await expect(button('Calls are forwarded: always to +44 20 7946 0018'.replace(/ (?=\d)/g, '\u00a0').replace('to\u00a0', 'to '))).toBeVisible()
  const always = await sandbox.exchange.callUser('office')
  await always.until('ended')
  expect(always.refusedWith).toBe(302)
  expect(contacts.at(-1)).toMatch(/^sip:(\+|00)442079460018@/)
  await expect(page.locator('.call-row').first()).toContainText('Forwarded')
  await page.evaluate((f) => window.dialdesk.settings.change({ calls: { forward: { ...f, noAnswer: { to: 'number', number: '10001' } } } }), forward)
  const unanswered = await sandbox.exchange.callUser('office')
  await expect(ringing()).toBeVisible()
  await unanswered.until('ended')
  expect([unanswered.refusedWith, contacts.at(-1)?.split('@')[0]]).toEqual([302, 'sip:10001'])
  await expect(ringing()).toBeHidden()
  // the mailbox of the line that is called, whose number the user has entered; a line without one goes on ringing
  const { lines } = (await readState(page)).lines
  const office = lines.find(({ userName }) => userName === 'office')
  if (!office) throw new Error('no line office')
  const setVoicemail = (voicemail: string) =>
    page.evaluate(([lineId, preferences]) => window.dialdesk.lines.setPreferences({ lineId, preferences }), [
      office.id,
      { ...office.preferences, voicemail },
    ] as const)
  await setVoicemail('*97')
  await page.evaluate((f) => window.dialdesk.settings.change({ calls: { forward: { ...f, always: { to: 'mailbox' } } } }), forward)
  const toMailbox = await sandbox.exchange.callUser('office')
  await toMailbox.until('ended')
  expect([toMailbox.refusedWith, contacts.at(-1)?.split('@')[0]]).toEqual([302, 'sip:*97'])
  await setVoicemail('')
  const kept = await sandbox.exchange.callUser('office')
  await expect(ringing()).toBeVisible()
  kept.hangUp()
  await expect(ringing()).toBeHidden()
  await page.evaluate((f) => window.dialdesk.settings.change({ calls: { forward: f } }), forward)
  await expect(page.getByRole('button', { name: /^Calls are forwarded/ })).toBeHidden()
})

test('@postdial a conference PIN is saved with its contact, shown, and sent after the answer', async () => {
  await chooseLine(page, 'office')
  await page.getByLabel('Number or name').fill('10001,,4711#')
  await button('Save contact').click()
  await expect(page.getByLabel('Number 1', { exact: true })).toHaveValue('10001,,4711#')
  await page.getByLabel('Name', { exact: true }).fill('Team call')
  await button('Create contact').click()
  const detail = page.getByRole('complementary')
  await expect(detail).toContainText('10001,,4711#')
  await detail.getByRole('button', { name: 'Call', exact: true }).click()
  await expect(page.getByLabel('Number or name')).toHaveValue('10001,,4711#')
  await page.keyboard.press('Enter')
  await state('Connected')
  await expect(page.getByRole('heading', { name: 'Team call' })).toBeVisible()
  await expect.poll(() => lastCall().endpoint?.tones).toBe('4711#')
  await leaveCalls(page)
})

test('@intake a name is dialled only as the person it finds; a SIP user only as sip:', async () => {
  const calls = sandbox.exchange.calls.size
  await dial(page, 'Nobody Known')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('“Nobody Known” is neither a number nor a contact.')
  expect(sandbox.exchange.calls.size).toBe(calls)
  await page.getByLabel('Number or name').fill('team')
  await expect(page.getByRole('option', { name: /Team call/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Number or name')).toHaveValue('10001,,4711#')
  await page.keyboard.press('Enter')
  await state('Connected')
  await leaveCalls(page)
})
