import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { type Keyring, startKeyring } from '../support/keyring.ts'
import { expect, test } from '../support/test.ts'

let sandbox: Sandbox
test.beforeAll(async () => {
  sandbox = await startSandbox()
})
test.afterAll(() => sandbox.close())

const account = (part: object = {}) => ({ address: sandbox.provider.address, user: practice.userName, password: practice.password, ...part })
// behind the certificate's question, too
const recentCalls = ({ page }: App) => page.getByRole('heading', { name: 'Recent calls', includeHidden: true })

test.describe('what can go wrong', () => {
  let app: App
  test.beforeAll(async () => {
    app = await launchApp()
  })
  test.afterAll(() => app.close())
  test.afterEach(() => {
    sandbox.provider.override = null
    sandbox.provider.clockBroken = false
    sandbox.provider.clockShift = 0
  })

  test('a wrong password is said at the fields, and what was typed stays', async () => {
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
    await expect(app.page.getByText('The provider cannot be reached at this address. Check address and network.')).toBeVisible()
  })

  test('plain http to anywhere but this computer is refused', async () => {
    await signIn(app.page, account({ address: 'http://login.provider.example' }))
    await expect(app.page.getByText('This is not a usable address.')).toBeVisible()
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
      await expect(app.page.getByText('The address redirects elsewhere. Enter the final address.')).toBeVisible()
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

  test('Check connection tells whether the provider answers', async () => {
    await app.page.getByLabel('Provider address').fill(sandbox.provider.address)
    await app.page.getByRole('button', { name: 'Check connection' }).click()
    await expect(app.page.getByText('The provider answers at this address.')).toBeVisible()
  })

  test('a clock ten minutes off is repaired by itself, with one repeat', async () => {
    sandbox.provider.clockShift = 600_000
    const before = sandbox.provider.requests.length
    await signIn(app.page, account())
    await expect(recentCalls(app)).toBeVisible()
    await expect(app.page.getByText('€18.40')).toBeVisible()
    expect(sandbox.provider.requests.slice(before).filter((r) => r.module === 'account').length).toBe(2)
  })
})

/** Runs with a Secret Service and a user-data folder that outlive the app. */
async function withKeyring(run: (keyring: Keyring, launch: () => Promise<App>) => Promise<void>): Promise<void> {
  const keyring = await startKeyring('unlocked')
  const userData = mkdtempSync(join(tmpdir(), 'dialdesk-'))
  try {
    await run(keyring, () => launchApp({ userData, env: keyring.env }))
  } finally {
    await keyring.close()
    rmSync(userData, { recursive: true, force: true })
  }
}

test.describe('the keychain', () => {
  test.skip(process.platform !== 'linux', 'the states of a Secret Service can be made on Linux only')

  test('Stay signed in survives a restart, lines come up without the provider, Sign out removes the secrets and keeps the account', () =>
    withKeyring(async (_keyring, launch) => {
      let app = await launch()
      await signIn(app.page, account({ stay: true }))
      await expect(recentCalls(app)).toBeVisible()
      await app.page.getByRole('button', { name: 'Trust for this line' }).click()
      for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
      await app.close()
      await expect.poll(() => sandbox.exchange.bindings.size).toBe(0)

      // the provider's API is down: the last good list registers all the same
      await sandbox.provider.pause()
      app = await launch()
      await expect(recentCalls(app)).toBeVisible()
      // the accepted certificate is remembered: nothing is asked again
      for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
      await expect(app.page.getByText('The provider cannot be reached at this address. Check address and network.')).toBeVisible()
      await sandbox.provider.resume()

      await app.page.getByRole('button', { name: 'Account', exact: true }).click()
      await app.page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(app.page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
      await app.close()
      app = await launch()
      await expect(app.page.getByLabel('User name')).toHaveValue(practice.userName)
      await expect(recentCalls(app)).toBeHidden()
      await app.close()
    }))

  test('a locked keyring is told apart from no entry and loses nothing', () =>
    withKeyring(async (keyring, launch) => {
      let app = await launch()
      await signIn(app.page, account({ stay: true }))
      await expect(recentCalls(app)).toBeVisible()
      await app.close()
      await keyring.restart('locked')
      app = await launch()
      await expect(app.page.getByText('The keychain is locked. Unlock it and try again')).toBeVisible()
      await app.close()
      await keyring.restart('unlocked')
      app = await launch()
      await expect(recentCalls(app)).toBeVisible()
      await app.close()
    }))

  test('a keyring that went away: signing out completes and says what is left; one that came back is found without a restart', () =>
    withKeyring(async (keyring, launch) => {
      const app = await launch()
      await signIn(app.page, account({ stay: true }))
      await expect(recentCalls(app)).toBeVisible()
      await sandbox.exchange.waitFor('office')
      // the line over TLS asks, sooner or later
      await app.page.getByRole('button', { name: 'Do not trust' }).click()
      await keyring.restart('no-service')
      await app.page.getByRole('button', { name: 'Account', exact: true }).click()
      await app.page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(app.page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
      await expect(app.page.getByText('The keychain did not remove every password of this account.')).toBeVisible()
      await expect.poll(() => sandbox.exchange.bindings.size).toBe(0)

      await keyring.restart('unlocked')
      await signIn(app.page, account({ stay: true }))
      // on whatever screen the user was
      await expect(app.page.locator('nav.side')).toBeVisible()
      await app.close()
      const again = await launch()
      await expect(recentCalls(again)).toBeVisible()
      await again.close()
    }))

  test('without a keychain one can sign in for this run only, and is told so', async () => {
    const keyring = await startKeyring('no-service')
    const app = await launchApp({ env: keyring.env })
    try {
      await signIn(app.page, account({ stay: true }))
      await expect(app.page.getByText('No keychain found. You can sign in for this run only.')).toBeVisible()
      // a wrong password is named, and the choice stays for the next try
      await app.page.getByLabel('Password', { exact: true }).fill('made-up-but-wrong')
      const before = sandbox.provider.requests.length
      await app.page.getByRole('button', { name: 'Sign in for this run only' }).click()
      await expect(app.page.getByText('User name and password do not match. Check both.')).toBeVisible()
      expect(sandbox.provider.requests.slice(before).filter((r) => r.module === 'account').length).toBe(1)
      await app.page.getByLabel('Password', { exact: true }).fill(practice.password)
      await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(recentCalls(app)).toBeVisible()
    } finally {
      await app.close()
      await keyring.close()
    }
  })
})
