import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { practice, type Sandbox } from '../sandbox/index.ts'
import { type App, type LaunchOptions, launchApp, signIn } from '../support/app.ts'
import { type Keyring, type KeyringState, startKeyring } from '../support/keyring.ts'
import { credentials, forgetAccounts, sharedScope, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

const linux = process.platform === 'linux'
const scope = sharedScope()
let keyring: Keyring | null = null
let keychain: KeyringState = 'no-service'
let options: LaunchOptions
let sandbox: Sandbox
let app: App

test.beforeAll(async () => {
  // a Secret Service and a user-data folder that outlive the app; it starts without any keychain
  if (linux) keyring = scope.add(await startKeyring(keychain), (k) => k.close())
  options = { userData: temporaryFolder(scope, 'dialdesk'), env: keyring?.env ?? {} }
  ;({ sandbox, app } = await startApp(scope, options))
})
/** Starts the app once more, after it was closed. */
async function launch(): Promise<void> {
  app = scope.add(await launchApp(options), (a) => a.close())
}
/** Ends the Secret Service and starts it in another state; one that is in this state already stays, and with it the app's connection to it. */
async function keychainIs(wanted: KeyringState): Promise<void> {
  if (wanted === keychain) return
  keychain = wanted
  await keyring?.restart(wanted)
}

const account = (part: object = {}) => ({ ...credentials(sandbox), ...part })
// behind the certificate's question, too
const recentCalls = () => app.page.getByRole('heading', { name: 'Recent calls', includeHidden: true })

test.describe('what can go wrong', () => {
  test.afterEach(async () => {
    sandbox.provider.override = null
    sandbox.provider.clockBroken = false
    sandbox.provider.clockShift = 0
    await forgetAccounts(app.page)
  })

  test('a wrong password is shown at the fields, and what was typed stays', async () => {
    await signIn(app.page, account({ password: 'made-up-but-wrong' }))
    await expect(app.page.getByText('User name and password do not match. Check both.')).toBeVisible()
    await expect(app.page.getByLabel('User name')).toHaveValue(practice.userName)
    await expect(app.page.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true')
    await expect(app.page.getByLabel('Password', { exact: true })).toBeFocused()
  })

  test('an unreachable address', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => closed.once('listening', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    await signIn(app.page, account({ address: `http://127.0.0.1:${port}` }))
    await expect(app.page.getByText('The provider cannot be reached at this address. Check the address and your network.')).toBeVisible()
  })

  test('plain http to anywhere but this computer is refused', async () => {
    await signIn(app.page, account({ address: 'http://login.provider.example' }))
    await expect(app.page.getByText('This address is not valid.')).toBeVisible()
  })

  test('an address that redirects is not followed, and the signature goes nowhere else', async () => {
    let elsewhere = 0
    const other = createServer((_request, response) => {
      elsewhere += 1
      response.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    for (const status of [301, 302, 303, 307, 308]) {
      sandbox.provider.override = () => ({ status, headers: { location: `http://127.0.0.1:${port}/` }, text: '' })
      await signIn(app.page, account())
      await expect(app.page.getByText('The address redirects to another one. Enter that address.')).toBeVisible()
    }
    expect(elsewhere).toBe(0)
    await new Promise((resolve) => other.close(resolve))
  })

  test('a page instead of a reply never reaches the screen as markup', async () => {
    sandbox.provider.override = () => ({ status: 502, text: '<html><script>window.injected = 1</script><h1>Bad gateway</h1></html>' })
    await signIn(app.page, account())
    await expect(app.page.getByText('The provider sent an unexpected reply (HTTP 502). Check the address.')).toBeVisible()
    expect(await app.page.evaluate(() => 'injected' in window)).toBe(false)
  })

  test('a clock that cannot be repaired is shown with how far it is off', async () => {
    sandbox.provider.clockShift = 600_000
    sandbox.provider.clockBroken = true
    await signIn(app.page, account())
    await expect(app.page.getByText("This computer's clock is 10 minutes behind. Your password was not checked.")).toBeVisible()
  })

  test('Check connection shows whether the provider answers', async () => {
    await app.page.getByRole('button', { name: 'Provider address: Change' }).click()
    await app.page.getByLabel('Provider address', { exact: true }).fill(sandbox.provider.address)
    await app.page.getByRole('button', { name: 'Check connection' }).click()
    await expect(app.page.getByText('The provider answers at this address.')).toBeVisible()
  })

  test('a clock ten minutes off is repaired automatically, with one repeat', async () => {
    sandbox.provider.clockShift = 600_000
    const before = sandbox.provider.requests.length
    await signIn(app.page, account())
    await expect(recentCalls()).toBeVisible()
    await expect(app.page.getByText('€18.40')).toBeVisible()
    expect(sandbox.provider.requests.slice(before).filter((r) => r.module === 'account').length).toBe(2)
  })
})

test.describe('the keychain', () => {
  test.skip(!linux, 'the states of a Secret Service can be made on Linux only')
  test.afterEach(async () => {
    await keychainIs('unlocked')
    await forgetAccounts(app.page)
  })

  test('without a keychain one can sign in for this run only, and the form says so', async () => {
    await keychainIs('no-service')
    await signIn(app.page, account({ stay: true }))
    await expect(app.page.getByText('No keychain found. You can sign in without saving the password.')).toBeVisible()
    // a wrong password is named, and the choice stays for the next try
    await app.page.getByLabel('Password', { exact: true }).fill('made-up-but-wrong')
    const before = sandbox.provider.requests.length
    await app.page.getByRole('button', { name: 'Sign in without saving the password' }).click()
    await expect(app.page.getByText('User name and password do not match. Check both.')).toBeVisible()
    expect(sandbox.provider.requests.slice(before).filter((r) => r.module === 'account').length).toBe(1)
    await app.page.getByLabel('Password', { exact: true }).fill(practice.password)
    await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(recentCalls()).toBeVisible()
  })

  test('Stay signed in survives a restart, lines come up without the provider, Sign out removes the secrets and keeps the account', async () => {
    await keychainIs('unlocked')
    await signIn(app.page, account({ stay: true }))
    await expect(recentCalls()).toBeVisible()
    await app.page.getByRole('button', { name: 'Trust for this line' }).click()
    for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
    await app.close()
    await expect.poll(() => sandbox.exchange.bindings.size).toBe(0)

    // the provider's API is down: the last good list registers all the same
    await sandbox.provider.pause()
    await launch()
    await expect(recentCalls()).toBeVisible()
    // the accepted certificate is remembered: nothing is asked again
    for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
    await expect(app.page.getByText('The provider cannot be reached at this address. Check the address and your network.')).toBeVisible()
    await sandbox.provider.resume()

    await app.page.getByRole('button', { name: 'Account', exact: true }).click()
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(app.page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
    await app.close()
    await launch()
    await expect(app.page.getByLabel('User name')).toHaveValue(practice.userName)
    await expect(recentCalls()).toBeHidden()
  })

  test('a locked keyring is told apart from no entry and loses nothing', async () => {
    await keychainIs('unlocked')
    await signIn(app.page, account({ stay: true }))
    await expect(recentCalls()).toBeVisible()
    await app.close()
    await keychainIs('locked')
    await launch()
    await expect(app.page.getByText('The keychain is locked. Unlock it and try again')).toBeVisible()
    await keychainIs('unlocked')
    await app.page.getByRole('button', { name: 'Try the keychain again' }).click()
    await expect(recentCalls()).toBeVisible()
  })

  test('a keyring that went away: signing out completes and reports what is left; one that came back is found without a restart', async () => {
    await keychainIs('unlocked')
    await signIn(app.page, account({ stay: true }))
    await expect(recentCalls()).toBeVisible()
    await sandbox.exchange.waitFor('office')
    // the line over TLS asks, sooner or later
    await app.page.getByRole('button', { name: 'Do not trust' }).click()
    await keychainIs('no-service')
    await app.page.locator('header').getByRole('button', { name: 'Account', exact: true }).click()
    await app.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(app.page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
    await expect(app.page.getByText('Some passwords of this account are still in the keychain.')).toBeVisible()
    await expect.poll(() => sandbox.exchange.bindings.size).toBe(0)

    await keychainIs('unlocked')
    await signIn(app.page, account({ stay: true }))
    // on whatever screen the user was
    await expect(app.page.locator('nav.side')).toBeVisible()
    await app.close()
    await launch()
    await expect(recentCalls()).toBeVisible()
  })
})
