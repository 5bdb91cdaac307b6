import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { practice, startSandbox } from '../sandbox/index.ts'
import { axeFindings } from '../support/axe.ts'
import { readState, startApp } from '../support/set-up.ts'
import { startAgain } from '../support/start-again.ts'
import { expect, test } from '../support/test.ts'

// The policy lies where only an administrator writes, and the product knows no other place: the spec is root and puts it there. It is
// read at the start, so each test has its own.
const path = '/etc/dialdesk/policy.json'

test.beforeAll(() => {
  if (existsSync(path)) throw new Error(`${path} exists: this computer is managed, and the spec would overwrite it`)
  mkdirSync('/etc/dialdesk', { recursive: true })
})
test.afterEach(() => rmSync(path, { force: true }))

test('@managed a reseller’s name, colours and address; what is switched off is hidden, refused, and explained', async ({ scope }) => {
  const sandbox = scope.add(await startSandbox(), (s) => s.close())
  const policy = {
    providerAddress: sandbox.provider.address,
    brand: { name: 'Callwell', accent: { light: '#7FBF3F', dark: '#2E5E10' } },
    disabled: ['topup', 'cards', 'callshop', 'links', 'command-line'],
  }
  writeFileSync(path, JSON.stringify(policy))
  const { app, page } = await startApp(scope, { sandbox })
  const { userData, electron } = app
  await expect(page.getByRole('heading', { name: 'Sign in to Callwell' })).toBeVisible()
  await expect(page.getByText('Set by your administrator')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Provider address: Change' })).toBeHidden()
  // whatever address a page that went wrong would name, the policy's is used
  const signedIn = await page.evaluate(
    ({ user, password }) => window.dialdesk.account.signIn({ providerAddress: 'https://elsewhere.example', userName: user, password, stay: false }),
    { user: practice.userName, password: practice.password },
  )
  expect(signedIn.ok).toBe(true)
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  const nav = page.locator('nav.side')
  await expect(nav.getByRole('button', { name: 'Web callback' })).toBeVisible()
  for (const name of ['Top up', 'Calling cards', 'Callshop records']) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  const refused = await page.evaluate(async () => [
    await window.dialdesk.billing.topUp({ id: crypto.randomUUID(), pin: '000000', again: false }),
    await window.dialdesk.cards.list(),
    await window.dialdesk.cards.lookUp({ number: '+4915123456789' }),
    await window.dialdesk.billing.callshop({ from: '2026-11-01', to: '2026-11-02', fresh: false }),
  ])
  expect(refused.map((r) => !r.ok && r.error.code)).toEqual(['managed', 'managed', 'managed', 'managed'])
  expect(await startAgain(userData, ['status'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The command line is switched off on this computer.'),
  })
  await startAgain(userData, ['--', 'tel:+493023125110'])
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toBeHidden()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Account' }).click()
  await expect(page.getByText('Switched off: top-up, calling cards, callshop records, phone links, command line')).toBeVisible()
  expect(await electron.evaluate(() => (globalThis as never as { __recorder: { tray: { setToolTip: string } } }).__recorder.tray.setToolTip)).toMatch(
    /^Callwell, /,
  )
  // a brand's colour is bent until it can be read
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => window.dialdesk.settings.change({ theme: wanted }), theme)
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    await page.screenshot({ path: `test-output/managed-${theme}.png` })
    expect((await axeFindings(page)).map((found) => `${theme}: ${found}`)).toEqual([])
  }
})

test('@managed a policy that cannot be read switches off what it can, and the app goes on', async ({ scope }) => {
  writeFileSync(path, '{ broken')
  const { page } = await startApp(scope)
  await expect(page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
  expect((await readState(page)).environment.managed.disabled).toEqual([
    'recording',
    'callback',
    'topup',
    'sms',
    'cards',
    'callshop',
    'links',
    'command-line',
    'manual-lines',
    'events',
  ])
})
