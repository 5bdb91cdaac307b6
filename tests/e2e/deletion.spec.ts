import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { credentials, sharedScope, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

// What is deleted is gone from this computer, and does not come back from the provider; until ten seconds are over it can be restored.
const scope = sharedScope()
let sandbox: Sandbox
let app: App
let page: Page
let userData: string
const HOUR = 3_600_000
const calls = (of: Page) => of.locator('.history-row')
const open = (of: Page, name: string) => of.getByRole('navigation').getByRole('button', { name }).first().click()

test.beforeAll(async () => {
  userData = temporaryFolder(scope, 'deletion')
  ;({ sandbox, app, page } = await startApp(scope, { userData }))
  for (let i = 0; i < 5; i++) sandbox.provider.services.bill(sandbox.account, `0044207946095${i}`, Date.now() - HOUR * (i + 1), 60 + i)
  await signIn(page, { ...credentials(sandbox), stay: true })
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await open(page, 'Calls')
  await expect(calls(page)).toHaveCount(5)
})

test('a call is deleted from its menu and restored on another screen by Ctrl Z; then all are, for good', async () => {
  const first = await calls(page).first().locator('[data-row]').innerText()
  await calls(page).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete from this computer' }).click()
  await expect(calls(page)).toHaveCount(4)
  await expect(calls(page).first().locator('[data-row]')).toBeFocused()
  await open(page, 'Contacts')
  await expect(page.getByRole('status').filter({ hasText: '1 call deleted from this computer' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await open(page, 'Calls')
  await expect(calls(page)).toHaveCount(5)
  await expect(calls(page).first().locator('[data-row]')).toHaveText(first)
  await page.getByRole('button', { name: 'Delete the calls listed here' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 5 calls' }).click()
  await expect(calls(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Refresh costs' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Refresh costs' }).isEnabled()).toBe(true)
  await expect(calls(page)).toHaveCount(0)
})

test('what was deleted when the app is killed is not there at the next start', async () => {
  sandbox.provider.services.bill(sandbox.account, '00442079460999', Date.now() - HOUR / 2, 90)
  await page.getByRole('button', { name: 'Refresh costs' }).click()
  await expect(calls(page)).toHaveCount(1)
  await calls(page).first().locator('[data-row]').focus()
  await page.keyboard.press('Delete')
  await expect(calls(page)).toHaveCount(0)
  const main = app.electron.process()
  main.kill('SIGKILL')
  await expect.poll(() => main.exitCode !== null || main.signalCode !== null).toBe(true)
  app = scope.add(await launchApp({ userData }), (a) => a.close())
  page = app.page
  await open(page, 'Calls')
  await page.getByRole('button', { name: 'Refresh costs' }).click()
  await expect(page.getByText('deleted from this computer')).toHaveCount(0)
  await expect(calls(page)).toHaveCount(0)
})

test('everything is exported into a folder, and deleted: the app is as at its first start', async () => {
  const folder = temporaryFolder(scope, 'export')
  const choosing = (chosen: string): Promise<void> =>
    app.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as unknown as typeof dialog.showOpenDialog
    }, chosen)
  sandbox.provider.services.bill(sandbox.account, '00442079460777', Date.now() - HOUR / 4, 90)
  await page.getByRole('button', { name: 'Refresh costs' }).click()
  await expect(calls(page)).toHaveCount(1)
  await open(page, 'Settings')
  await page.getByRole('button', { name: 'Your data' }).click()
  await choosing('/dev/null')
  await page.getByRole('button', { name: 'Choose folder and export' }).click()
  await expect(page.getByText('The file could not be written.')).toBeVisible()
  await choosing(folder)
  await page.getByRole('button', { name: 'Choose folder and export' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved: ' })).toBeVisible()
  const [exported = ''] = readdirSync(folder)
  const texts = readdirSync(join(folder, exported), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|csv)$/.test(name))
    .map((name) => readFileSync(join(folder, exported, name), 'utf8'))
    .join('\n')
  expect(texts).toContain('442079460777')
  expect(texts).not.toContain(sandbox.account.password)

  await page.getByRole('button', { name: 'Delete everything', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything', exact: true }).click()
  await expect(page.getByLabel('User name', { exact: true })).toBeVisible()
  await expect(page.getByLabel('User name', { exact: true })).toHaveValue('')
  // the form is there as soon as the account is closed; the settings are reset last
  const settings = () => JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'))
  await expect.poll(settings).toMatchObject({ remembered: [], activeAccountId: null, shownOnce: [], settings: { setUp: false } })
  expect(existsSync(join(userData, 'accounts')) ? readdirSync(join(userData, 'accounts')) : []).toEqual([])
  const log = join(userData, 'logs', 'main.log')
  expect(existsSync(log) ? readFileSync(log, 'utf8') : '').not.toContain(sandbox.account.userName)
  await app.close()
  app = scope.add(await launchApp({ userData, firstRun: true }), (a) => a.close())
  await expect(app.page.getByLabel('Password', { exact: true })).toBeVisible()
})
