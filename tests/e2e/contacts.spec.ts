import type { Sandbox } from '../sandbox/index.ts'
import { chooseLine, leaveCalls } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

let sandbox: Sandbox
let page: Page
const open = () => page.getByRole('button', { name: 'Contacts', exact: true }).click()

const { button, state } = withPhone({}, async (started) => {
  ;({ sandbox, page } = started)
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
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('complementary')
  await expect(detail.getByRole('heading', { name: 'Zoë Accounting' })).toBeVisible()
  await expect(detail.getByRole('button', { name: 'Call', exact: true })).toHaveCount(2)
  await expect(detail).toContainText('per minute')
  for (const wanted of ['zoë', '30231', 'invoices']) {
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
  // deleted at once, and to be had back as it was
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
  await expect(page.getByLabel('Number or name')).toHaveValue('030 23125 110')
  await page.getByLabel('Number or name').fill('accou')
  await page.getByRole('region', { name: 'Matching contacts' }).getByRole('button').last().click()
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
