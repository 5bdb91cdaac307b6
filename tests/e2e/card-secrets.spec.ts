import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { button } from '../support/phone-screen.ts'
import { sharedScope, startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

const scope = sharedScope()
let sandbox: Sandbox
let app: App
let page: Page

test.beforeAll(async () => {
  ;({ sandbox, app, page } = await startSignedIn(scope, { certificate: 'refuse' }))
})
test.afterEach(() => {
  sandbox.provider.override = null
})

test('a card’s PIN hides after 20 s and leaves the clipboard after 30 s, unless something else is in it @mycard-v2', async () => {
  test.setTimeout(300_000)
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
  const clipboard = () => app.electron.evaluate(({ clipboard: c }) => c.readText())
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
})

test('a card whose creation nobody answered is named, with the way to look', async () => {
  await page.locator('nav.side').getByRole('button', { name: 'Calling cards' }).click()
  await button(page, 'New card').click()
  await page.getByLabel('Phone number of the card').fill('+49 176 04069099')
  await page.getByLabel('Amount in EUR').fill('5')
  sandbox.provider.override = (request, normal) => (request.module === 'mycard-v2' ? { text: normal(), drop: true } : null)
  await button(page, 'Create card for €5.00').click()
  await expect(page.getByRole('dialog')).toContainText('Nothing was sent twice')
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Create card/ })).toBeDisabled()
  sandbox.provider.override = null
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await button(page, 'Look up +4917604069099').click()
  await expect(page.locator('.detail-pane')).toContainText('Usable')
  await expect(button(page, 'Look up +4917604069099')).toBeHidden()
  expect(sandbox.provider.requests.filter((r) => r.body.includes('act=insert'))).toHaveLength(1)
})
