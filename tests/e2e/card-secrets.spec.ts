import { practice, startSandbox } from '../sandbox/index.ts'
import { launchApp, signIn } from '../support/app.ts'
import { button } from '../support/phone-screen.ts'
import { expect, test } from '../support/test.ts'

test('a card’s PIN hides after 20 s and leaves the clipboard after 30 s, unless something else is in it @mycard-v2', async () => {
  test.setTimeout(300_000)
  const sandbox = await startSandbox()
  const cli = '4917604069095'
  sandbox.provider.services.cards.set(cli, {
    cli,
    customer: 'Kiosk',
    amount: 50_000,
    serial: '204118',
    pin: '1357924680',
    active: true,
    disabled: false,
  })
  const app = await launchApp()
  const { page } = app
  const clipboard = () => app.electron.evaluate(({ clipboard: c }) => c.readText())
  try {
    await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
    await button(page, 'Do not trust').click()
    await page.locator('nav.side').getByRole('button', { name: 'Calling cards' }).click()
    await page.getByPlaceholder('Phone number of a card').fill('+49 176 04069095')
    await page.keyboard.press('Enter')
    const pane = page.locator('.detail-pane')
    await expect(pane).toContainText('204118')
    await expect(pane).not.toContainText('1357924680')
    await button(page, 'Copy PIN').click()
    await expect.poll(clipboard).toBe('1357924680')
    await button(page, 'Show PIN').click()
    await expect(pane).toContainText('1357924680')
    await expect(pane).not.toContainText('1357924680', { timeout: 60_000 })
    await expect.poll(clipboard, { timeout: 60_000 }).toBe('')
  } finally {
    await app.close()
    await sandbox.close()
  }
})

test('a card whose creation nobody answered is named, with the way to look', async () => {
  const sandbox = await startSandbox()
  const app = await launchApp()
  const { page } = app
  try {
    await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
    await button(page, 'Do not trust').click()
    await page.locator('nav.side').getByRole('button', { name: 'Calling cards' }).click()
    await button(page, 'New card').click()
    await page.getByLabel('Phone number of the card').fill('+49 176 04069095')
    await page.getByLabel('Amount in EUR').fill('5')
    sandbox.provider.override = (request, normal) => (request.module === 'mycard-v2' ? { text: normal(), drop: true } : null)
    await button(page, 'Create card for €5.00').click()
    await expect(page.getByRole('dialog')).toContainText('Nothing was sent twice')
    await expect(page.getByRole('dialog').getByRole('button', { name: /^Create card/ })).toBeDisabled()
    sandbox.provider.override = null
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await button(page, 'Look up +4917604069095').click()
    await expect(page.locator('.detail-pane')).toContainText('Usable')
    await expect(button(page, 'Look up +4917604069095')).toBeHidden()
    expect(sandbox.provider.requests.filter((r) => r.body.includes('act=insert'))).toHaveLength(1)
  } finally {
    await app.close()
    await sandbox.close()
  }
})
