// From the start of the program to what is seen and to a field that can be typed into.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { _electron } from 'playwright'
import { practice, type Sandbox } from '../tests/sandbox/index.ts'
import { launchApp, signIn } from '../tests/support/app.ts'
import { startKeyring } from '../tests/support/keyring.ts'
import { fill } from './bench-history.ts'
import type { Record } from './bench-results.ts'

const RUNS = 9
/** Calls of the account that `launch-signed-in` opens. */
const CALLS = 10_000

/** The app and an empty window on the same host, in turns: the difference is ours, whatever else the computer does. */
export async function launchBench(root: string, sandbox: Sandbox, record: Record): Promise<void> {
  const empty = emptyApp()
  const keyring = await startKeyring('unlocked')
  const account = await accountFolder(sandbox, keyring.env)
  const used = { ours: mkdtempSync(join(tmpdir(), 'bench-')), theirs: mkdtempSync(join(tmpdir(), 'bench-')) }
  const form = { target: root, field: 'form input' }
  const window = { target: empty, field: 'input' }
  await launch({ ...form, folder: used.ours })
  await launch({ ...window, folder: used.theirs })
  const all: { [name in 'cold' | 'warm' | 'signedIn' | 'emptyCold' | 'emptyWarm']: Launch[] } = {
    cold: [],
    warm: [],
    signedIn: [],
    emptyCold: [],
    emptyWarm: [],
  }
  for (let i = 0; i < RUNS; i++) {
    all.emptyCold.push(await launch(window))
    all.cold.push(await launch(form))
    all.emptyWarm.push(await launch({ ...window, folder: used.theirs }))
    all.warm.push(await launch({ ...form, folder: used.ours }))
    all.signedIn.push(await launch({ target: root, field: 'input[role=combobox][inputmode=tel]', folder: account, env: keyring.env }))
  }
  const of = (launches: readonly Launch[], what: keyof Launch): number[] => launches.map((one) => one[what])
  record('launch-cold', 'ms', of(all.cold, 'typing'), of(all.emptyCold, 'typing'))
  record('launch-warm', 'ms', of(all.warm, 'typing'), of(all.emptyWarm, 'typing'))
  record('launch-signed-in', 'ms', of(all.signedIn, 'typing'), of(all.emptyWarm, 'typing'))
  record('launch-working', 'ms', of(all.cold, 'working'), of(all.emptyCold, 'working'))
  record('launch-working-signed-in', 'ms', of(all.signedIn, 'working'), of(all.emptyWarm, 'working'))
  record('launch-paint', 'ms', of(all.cold, 'paint'), of(all.emptyCold, 'paint'))
  record('launch-page', 'ms', of(all.cold, 'page'), of(all.emptyCold, 'page'))
  await keyring.close()
  for (const folder of [account, used.ours, used.theirs, dirname(empty)])
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/** An app with nothing but a window and a field in it. @returns its folder */
export function emptyApp(): string {
  const empty = join(mkdtempSync(join(tmpdir(), 'bench-')), 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  writeFileSync(
    join(empty, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1120, height: 720 }).loadURL('data:text/html,<input autofocus>'))\n",
  )
  return empty
}

/** A user-data folder of somebody who stays signed in, with many calls. */
async function accountFolder(sandbox: Sandbox, env: Env): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const app = await launchApp({ userData: folder, env })
  await signIn(app.page, { address: sandbox.provider.address, user: practice.userName, password: practice.password, stay: true })
  await app.page.getByRole('button', { name: 'Trust for this line' }).click()
  await sandbox.exchange.waitFor('secure')
  await app.close()
  const [name] = readdirSync(join(folder, 'accounts')).filter((file) => file.endsWith('.db'))
  fill(join(folder, 'accounts', name ?? ''), CALLS)
  return folder
}

type Env = { readonly [name: string]: string }
type Launch = {
  /** ms to the field. */
  readonly typing: number
  /** ms until everything on the screen works: the page's scripts have drawn it. */
  readonly working: number
  /** ms to the first paint, of the first screen as the build drew it. */
  readonly paint: number
  /** ms of the page alone, from its beginning to its first screen. */
  readonly page: number
}
type Start = {
  readonly target: string
  /** What is waited for. */
  readonly field: string
  /** User data of an earlier start; else a new folder. */
  readonly folder?: string
  readonly env?: Env
}

async function launch({ target, field, folder, env }: Start): Promise<Launch> {
  const userData = folder ?? mkdtempSync(join(tmpdir(), 'bench-'))
  const started = performance.timeOrigin + performance.now()
  const electron = await _electron.launch({
    args: [target, `--user-data-dir=${userData}`],
    env: { ...(process.env as Readonly<{ [name: string]: string }>), LC_ALL: 'en_US', ...env },
  })
  const page = await electron.firstWindow()
  await page.locator(field).first().waitFor()
  const typing = performance.timeOrigin + performance.now() - started
  // as the build drew it, until the scripts have
  await page.locator('.first-frame').waitFor({ state: 'detached' })
  const working = performance.timeOrigin + performance.now() - started
  const { painted, drawn } = await page.evaluate(() => ({
    painted: performance.timeOrigin + (performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN),
    drawn: performance.getEntriesByName('first-screen')[0]?.startTime ?? performance.getEntriesByType('navigation')[0]?.duration ?? Number.NaN,
  }))
  await electron.close()
  if (folder === undefined) rmSync(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  return { typing, working, paint: painted - started, page: drawn }
}
