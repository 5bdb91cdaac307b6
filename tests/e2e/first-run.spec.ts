import type { Sandbox } from '../sandbox/index.ts'
import { scriptsHaveRun, signIn } from '../support/app.ts'
import { axeFindings } from '../support/axe.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { rawMicrophone } from '../support/phone-screen.ts'
import { credentials, sharedScope, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

const scope = sharedScope()
let sandbox: Sandbox
let page: Page

test.beforeAll(async () => {
  ;({ sandbox, page } = await startApp(scope, { firstRun: true, tone: 1000 }))
  await page.locator('form').waitFor()
  await rawMicrophone(page)
})
const findings = async (what: string): Promise<void> => {
  expect((await axeFindings(page)).map((found) => `${what}: ${found}`)).toEqual([])
}
const keyboard = byKeyboard(() => page, 60)
async function tabTo(name: string | RegExp, role: 'button' | 'switch' = 'button'): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' }).first()
  await target.waitFor()
  await keyboard.tabTo(target)
}

test('the first steps by keyboard: lines with their certificate, a microphone that moves a bar, the desk; each is found again', async () => {
  await signIn(page, credentials(sandbox))
  await page.getByRole('button', { name: 'Do not trust' }).waitFor()
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await expect(page.getByRole('heading', { name: 'Your lines' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'office' }).last()).toContainText('Registered')
  await expect(page.getByRole('navigation', { name: 'First steps' })).toContainText('3 of 3 ready')
  await findings('first steps, lines')
  await page.screenshot({ path: 'test-output/screens/first-lines.png' })
  await tabTo('Continue')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Where you call from' })).toBeFocused()
  await findings('first steps, country')
  await page.screenshot({ path: 'test-output/screens/first-country.png' })
  await page.getByRole('combobox').fill('Austria')
  await page.getByRole('option', { name: 'Austria' }).click()
  await expect(page.locator('dd').last()).toContainText('+43')
  await expect(page.getByRole('navigation', { name: 'First steps' })).toContainText('Austria')
  await tabTo('Continue')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Say something' })).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Your microphone works.' })).toBeVisible()
  await expect.poll(() => page.getByRole('meter').first().getAttribute('aria-valuenow').then(Number)).toBeGreaterThan(0)
  await findings('first steps, audio')
  await page.screenshot({ path: 'test-output/screens/first-audio.png' })
  await tabTo('Skip')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Hear yourself' })).toBeFocused()
  await findings('first steps, test call')
  // the call shows in place of the steps, which come back with what was heard
  await page.getByLabel('Echo number').fill('10000')
  await tabTo('Make test call')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'End call' })).toBeVisible()
  await expect(page.getByText('Your voice comes back over the line.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Hear yourself' })).toBeVisible()
  await page.screenshot({ path: 'test-output/screens/first-test.png' })
  await tabTo('Continue')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The icon in the tray' })).toBeFocused()
  await findings('first steps, tray')
  await page.screenshot({ path: 'test-output/screens/first-tray.png' })
  await tabTo('Continue')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'At your desk' })).toBeFocused()
  await findings('first steps, desk')
  await page.screenshot({ path: 'test-output/screens/first-desk.png' })
  await tabTo('Back')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The icon in the tray' })).toBeFocused()
  // a call comes first, and the steps wait
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958' })
  await expect(page.getByRole('alertdialog', { name: /^Call on office/ })).toBeVisible()
  call.hangUp()
  await expect(page.getByRole('heading', { name: 'The icon in the tray' })).toBeVisible()
  await tabTo('Skip first steps')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Number or name')).toBeVisible()
  await page.reload()
  await scriptsHaveRun(page)
  await expect(page.getByLabel('Number or name')).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('First steps again')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'First steps again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'First steps' })).toBeVisible()
  await page.getByRole('button', { name: 'Skip first steps' }).click()
})
