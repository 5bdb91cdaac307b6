import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { AppState } from '../../shared/contract/ipc.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import type { Account } from '../sandbox/reply.ts'
import { type App, type LaunchOptions, launchApp, signIn } from './app.ts'
import { keepEvidence, MessageList } from './evidence.ts'
import { button, rawMicrophone } from './phone-screen.ts'
import { Scope } from './scope.ts'
import { expect, test } from './test.ts'
import { toneFile } from './tone.ts'

// What nearly every spec begins with: a sandbox, the app, somebody signed in. It lives in a scope, which ends it in reverse order, also when
// a step of it failed: a file's (`sharedScope`), for tests that leave the app as they found it, or a single test's (the fixture `scope`).

export type SetUp = { readonly sandbox: Sandbox; readonly app: App; readonly page: Page }
export type Credentials = { readonly address: string; readonly user: string; readonly password: string }

export type SetUpOptions = Omit<LaunchOptions, 'microphone'> & {
  /** Hz of the tone that the fake microphone plays into calls; without it Chromium's own beep. */
  readonly tone?: number
  /** A sandbox that runs already; else one is started. */
  readonly sandbox?: Sandbox
  /** The account's lines instead of the practice account's three. */
  readonly lines?: Account['lines']
}

export type SignedInOptions = SetUpOptions & {
  /** Who signs in; else the practice account. */
  readonly account?: Account
  /** The answer to the question about the sandbox's certificate, which the practice account's line over TLS asks. */
  readonly certificate?: 'trust' | 'refuse'
}

/** The scope of the tests of the file, or of the `describe` it is called in: closed when they are through. */
export function sharedScope(): Scope {
  const scope = new Scope()
  test.afterAll(() => scope.close())
  return scope
}

/** A folder that is removed with its scope; Chromium's last helpers may still write into one that was a user-data folder. */
export const temporaryFolder = (scope: Scope, name: string): string =>
  scope.add(mkdtempSync(join(tmpdir(), `${name}-`)), (path) => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))

/** A sandbox and the app at its sign-in form. */
export async function startApp(scope: Scope, { tone, sandbox: running, lines, ...options }: SetUpOptions = {}): Promise<SetUp> {
  const sandbox = running ?? scope.add(await startSandbox(), (s) => s.close())
  if (lines) sandbox.account.lines = lines
  const messages = new MessageList()
  sandbox.exchange.on('message', (text: string, direction: 'in' | 'out') => messages.add(direction, text))
  scope.add(
    keepEvidence(() => messages.text),
    (forget) => forget(),
  )
  const app = scope.add(await launchApp({ ...options, ...(tone === undefined ? {} : { microphone: toneFile(tone) }) }), (a) => a.close())
  return { sandbox, app, page: app.page }
}

/** A sandbox and the app, signed in through the form, with its lines registered: all three of the practice account, or the first of other ones. */
export async function startSignedIn(scope: Scope, options: SignedInOptions = {}): Promise<SetUp> {
  const { account, certificate = 'trust', ...rest } = options
  const started = await startApp(scope, rest)
  const { sandbox, page } = started
  const { lines } = account ?? sandbox.account
  await signIn(page, credentials(sandbox, account))
  if (options.tone !== undefined) await rawMicrophone(page)
  if (options.lines || account) {
    const first = Object.values(lines)[0]?.['username']
    await expect(page.getByRole('button', { name: new RegExp(`^Line: ${first}, Registered`) })).toBeVisible()
  } else if (certificate === 'refuse') await button(page, 'Do not trust').click()
  else {
    await button(page, 'Trust for this line').click()
    for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
  }
  return started
}

/** What an account signs in with; the practice account's without one. */
export const credentials = ({ provider, account: practice }: Sandbox, account: Account = practice): Credentials => ({
  address: provider.address,
  user: account.userName,
  password: account.password,
})

/** A further account of the sandbox, for a test that must not meet what others left; with the practice account's lines, unless others are given. */
export function addAccount({ provider, account }: Sandbox, userName: string, part: Partial<Account> = {}): Account {
  const added = { userName, password: `made-up-${userName}-1`, balance: '18,4000', lines: account.lines, ...part }
  provider.accounts.push(added)
  return added
}

/** Signs in without the form, where the test is not about the form. @returns the refusal, or null */
export async function signInDirectly(
  page: Page,
  { address, user, password }: Credentials,
  stay = false,
): Promise<{ readonly code: string; readonly text: string } | null> {
  await page.locator('form').waitFor()
  return page.evaluate(
    async (request) => {
      const outcome = await window.dialdesk.account.signIn(request)
      return outcome.ok ? null : { code: outcome.error.code, text: String(outcome.error.details?.['text'] ?? '') }
    },
    { providerAddress: address, userName: user, password, stay },
  )
}

/** Signs out and forgets every account, so that the next test meets the form of somebody who was never here. */
export async function forgetAccounts(page: Page): Promise<void> {
  await page.evaluate(() => window.dialdesk.account.signOut())
  const { account } = await readState(page)
  for (const { id } of account.remembered) await page.evaluate((accountId) => window.dialdesk.account.forget({ accountId, confirmed: true }), id)
  await page.reload()
  await page.locator('form').waitFor()
  expect((await readState(page)).account.remembered).toEqual([])
}

/** The app's state as its page has it. */
export function readState(page: Page): Promise<AppState> {
  return page.evaluate(async () => {
    const snapshot = await window.dialdesk.app.snapshot()
    if (!snapshot.ok) throw new Error(snapshot.error.code)
    return snapshot.value.state
  })
}
