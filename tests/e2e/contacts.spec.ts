import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { chooseLine, expectState, leaveCalls } from '../support/phone-screen.ts'
import { addAccount, credentials, forgetAccounts, signInDirectly, temporaryFolder } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

let sandbox: Sandbox
let page: Page
let app: App
const open = () => page.getByRole('button', { name: 'Contacts', exact: true }).click()

const { button, state } = withPhone({}, async (started) => {
  ;({ sandbox, page, app } = started)
  await page.evaluate(() => window.dialdesk.settings.change({ region: 'DE' }))
})

test('@contacts by keyboard: created with several numbers, found, changed, made a favourite; what is missing is shown at its field', async () => {
  await open()
  await expect(page.getByText('No contacts yet.')).toBeVisible()
  await button('New contact').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await button('Create contact').click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await expect(page.getByText('Enter at least one number.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Zoë Accounting')
  await page.getByLabel('Number 1', { exact: true }).fill('030 23125 110')
  await button('Add number').click()
  await page.getByLabel('Number 2', { exact: true }).fill('+44 7700 900123')
  await page.getByLabel('Note', { exact: true }).fill('knows the invoices')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Groups' })).toBeFocused()
  await page.keyboard.type('Office')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page.getByLabel('Favourite', { exact: true })).toBeChecked()
  await button('Create contact').focus()
  await page.keyboard.press('Enter')
  const detail = page.getByRole('complementary')
  await expect(detail.getByRole('heading', { name: 'Zoë Accounting' })).toBeVisible()
  await expect(detail.getByRole('button', { name: 'Call', exact: true })).toHaveCount(2)
  await expect(detail).toContainText('per minute')
  await expect(detail).toContainText('Office')
  for (const wanted of ['zoë', 'zoe acc', '030231', 'invoices', 'office']) {
    await page.getByLabel('Name, number, note').fill(wanted)
    await expect(page.locator('.contact-row')).toHaveCount(1)
  }
  await page.getByLabel('Name, number, note').fill('nothing like it')
  await expect(page.getByText('No contacts found.')).toBeVisible()
  await page.getByLabel('Name, number, note').fill('')
  await button('Edit contact').click()
  await page.getByLabel('Name', { exact: true }).fill('Accounting')
  await button('Save changes').click()
  await expect(detail.getByRole('heading', { name: 'Accounting', exact: true })).toBeVisible()
  // deleted at once, and to be restored as it was
  await button('Delete contact').click()
  await expect(page.getByText('Accounting was deleted.')).toBeVisible()
  await expect(page.locator('.contact-row')).toHaveCount(0)
  await expect(button('Undo')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.contact-row')).toHaveText(/Accounting.*23125110.*900123/)
  await expect(page.locator('.contact-row').getByLabel('Favourite')).toBeVisible()
})

test('@contacts is the quick dial, is found by name in the number field, and names callers in whatever form their number comes', async () => {
  await button('Phone').click()
  await page.getByRole('region', { name: 'Quick dial' }).getByRole('button', { name: 'Accounting' }).click()
  await expect(page.getByLabel('Number or name')).toHaveValue('030 23125110')
  await page.getByLabel('Number or name').fill('accou')
  await page
    .getByRole('listbox', { name: 'People and numbers' })
    .getByRole('option', { name: /900123/ })
    .click()
  await expect(page.getByLabel('Number or name')).toHaveValue('+44 7700 900123')
  await page.getByLabel('Number or name').fill('')
  await chooseLine(page, 'office')
  const call = await sandbox.exchange.callUser('office', { from: '+493023125110' })
  await expect(page.getByRole('alertdialog')).toContainText('Accounting')
  await button('Reject').click()
  await call.until('ended')
  await expect(page.locator('.call-row').first()).toContainText('Accounting')
})

test('@contacts a number from the keypad begins a new one; a deleted one leaves the calls alone', async () => {
  await page.getByLabel('Number or name').fill('10001')
  await button('Save contact').click()
  await expect(page.getByLabel('Number 1', { exact: true })).toHaveValue('10001')
  await page.getByLabel('Name', { exact: true }).fill('Tone')
  await button('Create contact').click()
  await page.getByRole('complementary').getByRole('button', { name: 'Call', exact: true }).click()
  await expect(page.getByLabel('Number or name')).toHaveValue('10001')
  await page.keyboard.press('Enter')
  await state('Connected')
  await expect(page.getByRole('heading', { name: 'Tone' })).toBeVisible()
  await leaveCalls(page)
  await open()
  await page.locator('.contact-row').filter({ hasText: 'Tone' }).click()
  await button('Delete contact').click()
  await expect(page.locator('.contact-row')).toHaveCount(1)
  await button('Phone').click()
  await expect(page.locator('.call-row').first()).toContainText('Tone')
})

test('@contacts a blocked caller is refused without ringing, and the call is in the list as blocked', async () => {
  await open()
  await page.locator('.contact-row').first().click()
  await button('Edit contact').click()
  await page.getByLabel('Block calls').focus()
  await page.keyboard.press('Space')
  await button('Save changes').click()
  await expect(page.getByRole('complementary')).toContainText('Blocked: calls from these numbers are refused.')
  await button('Phone').click()
  let rang = false
  await page.exposeFunction('noteRinging', () => (rang = true))
  await page.evaluate(() => {
    const main = window as unknown as { noteRinging: () => void }
    new MutationObserver(() => document.querySelector('[role="alertdialog"]') && main.noteRinging()).observe(document.body, {
      childList: true,
      subtree: true,
    })
  })
  const call = await sandbox.exchange.callUser('office', { from: '+493023125110' })
  await call.until('ended')
  await expect(page.locator('.call-row').first()).toContainText('Blocked')
  expect(rang).toBe(false)
  const snapshot = await page.evaluate(() => window.dialdesk.app.snapshot())
  expect(snapshot).toMatchObject({ value: { state: { recentCalls: { unseenMissed: 0 } } } })
})

test('@contacts by keyboard: a vCard file is looked at and imported, who is in it is found and called; forgetting the account leaves contacts alone', async ({
  scope,
}) => {
  const path = join(temporaryFolder(scope, 'contacts'), 'people.vcf')
  const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
  writeFileSync(
    path,
    card('FN:Tone Example', 'TEL;TYPE=WORK:10001') + card('FN:No Number') + card('FN:Far Away', 'item1.TEL:+44 20 7946 0018', 'item1.X-ABLabel:Boat'),
  )
  await app.electron.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [file] })) as unknown as typeof dialog.showOpenDialog
  }, path)
  await open()
  await button('Import, export').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Import contacts...' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import people.vcf' })
  await expect(dialog).toContainText('2 new contacts')
  await expect(dialog.getByRole('listitem')).toHaveText(/Line 6.*No Number.*Not imported: has no phone number/)
  await expect(dialog.getByRole('button', { name: 'Import 2 contacts' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 contacts were imported or completed.')).toBeVisible()
  await expect(button('Undo')).toBeFocused()
  await page.getByLabel('Name, number, note').focus()
  await page.keyboard.type('tone ex')
  await expect(page.locator('.contact-row')).toHaveCount(1)
  await page.locator('.contact-row').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('complementary').getByRole('button', { name: 'Call', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Number or name')).toBeFocused()
  await page.keyboard.press('Enter')
  await expectState(page, 'Connected')
  await expect(page.getByRole('heading', { name: 'Tone Example' })).toBeVisible()
  await leaveCalls(page)
  await forgetAccounts(page)
  expect(await signInDirectly(page, credentials(sandbox, addAccount(sandbox, 'another')))).toBeNull()
  await button('Do not trust').click()
  await open()
  await expect(page.locator('.contact-row').filter({ hasText: 'Tone Example' })).toBeVisible()
  // taken back as a whole, also later
  await button('Import, export').click()
  await page.getByRole('menuitem', { name: 'Undo last import (2 contacts)' }).click()
  await expect(page.getByText('The import was undone: 2 contacts.')).toBeVisible()
  await expect(page.locator('.contact-row')).toHaveCount(1)
})
