import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { dial, leaveCalls, phoneScreen } from '../support/phone-screen.ts'
import { startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

let sandbox: Sandbox
let app: App
let page: Page
const { button, state } = phoneScreen(() => page)
const step = (name: string | RegExp) => page.locator('.diag-step').filter({ hasText: name })

withApp(startSignedIn, (started) => {
  ;({ sandbox, app, page } = started)
})

test('the self-check goes through provider, lines and voice, and says what is wrong where something is', async () => {
  await button('Diagnostics').click()
  const routes = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getWebRTCIPHandlingPolicy())
  expect(await routes()).toBe('default_public_interface_only')
  await button('Check now').click()
  // the page's connections learn the computer's addresses for the check, and for no longer
  await expect.poll(routes).toBe('default')
  await expect(page.getByText('Calls work.')).toBeVisible({ timeout: 60_000 })
  for (const [name, text] of [
    ['Provider', 'Responds.'],
    ['Sign-in', 'Account and balance loaded.'],
    ['Clock', "Matches the provider's clock."],
    ['Connection of office', 'The server responds (200).'],
    ['Registration of secure', '(tls).'],
    ['Network path of office', 'The provider has not named a STUN server.'],
    ['Connection inside this computer', 'Open.'],
    ['Microphone', /level -?\d+\sdB/],
  ] as const)
    await expect(step(name).first()).toContainText(text)
  await expect(step('Echo call')).toContainText('No echo number.')
  await page.getByLabel('Echo number').fill('10000')
  await button('Check again').click()
  await expect(step('Echo call')).toContainText('Your voice comes back over the line.', { timeout: 60_000 })
  await expect(page.getByText('Calls work.')).toBeVisible()
  await expect.poll(routes).toBe('default_public_interface_only')
  sandbox.exchange.answering = false
  await button('Check again').click()
  await expect(page.getByText(/items need attention\./)).toBeVisible({ timeout: 90_000 })
  await expect(step('Connection of office')).toContainText('The server does not respond.')
  sandbox.exchange.answering = true
  await expect(page.getByRole('button', { name: /^Line: / })).toContainText('Registered')
})

test('SIP messages are shown and saved, numbers masked unless the user wants them, secrets always', async () => {
  const path = join(tmpdir(), `dialdesk-report-${process.pid}.txt`)
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as unknown as typeof dialog.showSaveDialog
  }, path)
  await dial(page, '00447700900123')
  await state('Number does not exist')
  await leaveCalls(page)
  await button('Diagnostics').click()
  const trace = page.getByRole('list', { name: 'SIP messages' })
  await expect(trace.getByRole('button', { name: /INVITE/ }).first()).toBeVisible()
  await trace
    .getByRole('button', { name: /INVITE/ })
    .last()
    .click()
  await expect(trace.locator('pre')).toContainText('***')
  await expect(trace).not.toContainText('447700900123')
  await button('Save report').click()
  await expect(page.getByText(`Saved: ${path}`)).toBeVisible()
  const masked = readFileSync(path, 'utf8')
  expect(masked).not.toContain('447700900123')
  expect(masked).toContain('== SIP')
  await page.getByLabel('Mask numbers and addresses').click()
  await expect(trace).toContainText('447700900123')
  await button('Save report').click()
  await expect.poll(() => readFileSync(path, 'utf8')).toContain('447700900123')
  const open = readFileSync(path, 'utf8')
  for (const line of Object.values(sandbox.account.lines)) expect(open).not.toContain(String((line as { password?: string }).password))
  expect(open).not.toMatch(/response="[0-9a-f]{32}"/)
  rmSync(path, { force: true })
})

test('crash reports are listed with what they hold, saved where the user says, and deleted; nothing is sent', async () => {
  const path = join(tmpdir(), `dialdesk-crash-${process.pid}.json`)
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as unknown as typeof dialog.showSaveDialog
  }, path)
  await button('Phone').click()
  writeFileSync(join(app.userData, 'crashes', 'report.1.json'), '{"message":"call of +493023125110, password=made-up-1"}')
  await button('Diagnostics').click()
  await expect(page.getByText('They stay on this computer and are never sent')).toBeVisible()
  await expect(page.getByText(/Holds where the program was, without numbers and addresses/)).toBeVisible()
  const { length: before } = sandbox.provider.requests
  await page.getByRole('button', { name: /^Save the report of / }).click()
  await expect(page.getByText(`Saved: ${path}`)).toBeVisible()
  const saved = readFileSync(path, 'utf8')
  for (const part of ['3023125', 'made-up-1']) expect(saved).not.toContain(part)
  await button('Delete all').click()
  await expect(page.getByRole('heading', { name: 'Crash reports' })).toBeHidden()
  // but for the balance and the lines, which are asked for each minute
  expect(sandbox.provider.requests.slice(before).filter(({ method, module }) => method !== 'GET' || !/^(account|voiplist)$/.test(module))).toEqual([])
  rmSync(path, { force: true })
})
