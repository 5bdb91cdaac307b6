import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { type App, signIn } from '../support/app.ts'
import { addAccount, credentials, forgetAccounts, signInDirectly, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

// Each test has an account of its own, which is forgotten behind it.
let sandbox: Sandbox
let app: App
let page: Page
withApp(startApp, (started) => {
  ;({ sandbox, app, page } = started)
})
test.afterEach(async () => {
  await forgetAccounts(page)
  // not before: a line that signed in with SHA-256 answers no MD5, and would stay registered
  sandbox.exchange.algorithm = 'MD5'
})

test('passwords: the second candidate is tried once, one set by hand wins, a refused one is shown and not tried again', async () => {
  const [office] = Object.values(sandbox.account.lines)
  // this clear password happens to be base64 as well
  const clear = Buffer.from('made up').toString('base64')
  sandbox.exchange.setPassword('twofold', clear)
  sandbox.exchange.setPassword('byhand', 'made-up-by-hand')
  sandbox.exchange.algorithm = 'SHA-256'
  const lines = {
    sip_1: { ...office, username: 'twofold', password: clear },
    sip_2: { ...office, username: 'byhand', password: 'made-up-and-wrong' },
  }
  const verdict = (line: string) => page.getByRole('article', { name: line })
  await signIn(page, credentials(sandbox, addAccount(sandbox, 'passwords', { lines })))
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(verdict('twofold').getByText('Ready', { exact: true })).toBeVisible()
  await expect(verdict('byhand').getByText('Sign-in refused', { exact: true })).toBeVisible()
  await expect(verdict('byhand')).toContainText('The server does not accept this line (403)')
  const attempts = (): number => sandbox.exchange.attempts.get('byhand') ?? 0
  const before = attempts()
  await page.getByRole('button', { name: 'Edit: byhand' }).click()
  await page.getByLabel('Your own SIP password', { exact: true }).fill('made-up-by-hand')
  expect(attempts()).toBe(before)
  await page.getByRole('button', { name: 'Save: Your own SIP password' }).click()
  await expect(verdict('byhand').getByText('Ready', { exact: true })).toBeVisible()
  await page.getByLabel('Line name').fill('Büro Ost')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(verdict('Büro Ost').getByText('Ready', { exact: true })).toBeVisible()
  await page.getByRole('switch', { name: 'Line switched on' }).click({ force: true })
  await expect(verdict('Büro Ost').getByText('Switched off', { exact: true })).toBeVisible()
  await expect.poll(() => sandbox.exchange.bindings.has('byhand')).toBe(false)
})

test('a certificate that changed is warned about and not trusted without a question', async ({ scope: own }) => {
  const other = own.add(await startSandbox(), (s) => s.close())
  const account = addAccount(sandbox, 'certificate')
  await signIn(page, credentials(sandbox, account))
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await sandbox.exchange.waitFor('secure')
  // the same host with another identity
  account.lines = other.account.lines
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByRole('dialog', { name: "The server's certificate has changed" })).toBeVisible()
  expect(other.exchange.bindings.has('secure')).toBe(false)
  await page.getByRole('button', { name: 'Do not trust' }).click()
  await expect(page.getByRole('article', { name: 'secure' }).getByText('Not reachable', { exact: true })).toBeVisible()
  expect(other.exchange.bindings.has('secure')).toBe(false)
})

test('Forget account asks first, then deletes the account and its history from this computer', async () => {
  const databases = (): string[] => readdirSync(join(app.userData, 'accounts')).filter((f) => f.endsWith('.db'))
  await signIn(page, credentials(sandbox, addAccount(sandbox, 'forgotten')))
  await page.getByRole('button', { name: 'Do not trust' }).click()
  expect(databases()).toHaveLength(1)
  await page.getByRole('button', { name: 'Account', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Forget account' }).click()
  await page.getByRole('button', { name: 'Keep account' }).click()
  expect(databases()).toHaveLength(1)
  await page.getByRole('button', { name: 'Account', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Forget account' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget account' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
  await expect(page.getByLabel('User name')).toHaveValue('')
  // the form is there as soon as the account is closed
  await expect.poll(() => databases().length).toBe(0)
})

test('signed out at any moment of a sign-in: no line stays registered at the server', async () => {
  const { exchange, provider } = sandbox
  const asked = (module: string) =>
    new Promise<void>((resolve) => {
      provider.override = (request) => {
        if (request.module === module) resolve()
        return null
      }
    })
  const moments: Record<string, () => Promise<unknown>> = {
    'the account is asked for': () => asked('account'),
    'the list of lines is asked for': () => asked('voiplist'),
    'the first REGISTER is there': () =>
      new Promise<void>((resolve) => exchange.on('message', (text: string, way: string) => way === 'in' && /^REGISTER /.test(text) && resolve())),
    'the first line is registered': () => once(exchange, 'registered'),
  }
  for (const [name, moment] of Object.entries(moments)) {
    const account = addAccount(sandbox, 'in-and-out')
    const reached = moment()
    const signingIn = signInDirectly(page, credentials(sandbox, account))
    await reached
    await page.evaluate(() => window.dialdesk.account.signOut())
    await signingIn
    await expect(page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
    await expect.poll(() => [name, ...exchange.bindings.keys()]).toEqual([name])
    provider.override = null
  }
  const attempts = new Map(exchange.attempts)
  // whoever signs in last has the lines alone: none of those before registers any more
  await signInDirectly(page, credentials(sandbox))
  await exchange.waitFor('office')
  await page.evaluate(() => window.dialdesk.account.signOut())
  await expect.poll(() => exchange.bindings.size).toBe(0)
  expect((exchange.attempts.get('office') ?? 0) - (attempts.get('office') ?? 0)).toBeLessThan(8)
})
