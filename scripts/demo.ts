// `npm run demo`: the app with an embedded practice account. With a display it opens for the user; without one, or with
// --check, it runs through the main job automatically, prints each step and leaves screenshots and steps.json in demo-output/.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { practice, type Sandbox, startSandbox } from '../tests/sandbox/index.ts'
import { signIn, skipFirstSteps } from '../tests/support/app.ts'
import { rawMicrophone } from '../tests/support/phone-screen.ts'
import { heardInPage, toneFile } from '../tests/support/tone.ts'
import { ensurePackages } from './system-packages.ts'

type Step = { step: string; ok: boolean; ms: number; detail: string }

const root = resolve(import.meta.dirname, '..')
const output = join(root, 'demo-output')
const display = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
const check = process.argv.includes('--check') || !display
// the test run has built it
const built = process.argv.includes('--built')
const DOWNLOAD_LIMIT = 20_000

process.chdir(root)
mkdirSync(output, { recursive: true })
const real = await haveElectron()
if (!real) {
  ensurePackages(['host', 'keyring'])
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'tests/electron-host/bin')
}
console.log(`Host: ${real ? 'Electron' : 'stand-in (Node + Chromium)'}${display ? '' : ', no display: headless'}`)
if (!built)
  execFileSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { stdio: 'inherit' })

const sandbox = await startSandbox()
const userData = mkdtempSync(join(tmpdir(), 'dialdesk-demo-'))
skipFirstSteps(userData)
const app = await _electron.launch({
  // a separate folder: separate settings, a separate single instance, no link registered
  args: [
    root,
    `--user-data-dir=${userData}`,
    ...(check ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${toneFile(1000)}`] : []),
  ],
  env: Object.fromEntries(
    Object.entries({ ...process.env, LC_ALL: check ? 'en_US' : process.env['LC_ALL'] }).filter((e): e is [string, string] => e[1] !== undefined),
  ),
})
const page = await app.firstWindow()
const code = check ? await runThrough(app, page, sandbox) : await openForUser(app, page, sandbox)
await sandbox.close()
rmSync(userData, { recursive: true, force: true })
process.exit(code)

/** Signs in for the user and leaves the app to them. */
async function openForUser(electron: ElectronApplication, view: Page, { provider }: Sandbox): Promise<number> {
  await signIn(view, { address: provider.address, user: practice.userName, password: practice.password })
  console.log('Signed in to the practice account. Dial 10000 to hear yourself, 10007 to be rung back. Line "secure" asks about its certificate.')
  await new Promise((done) => electron.process().once('exit', done))
  return 0
}

/** The main job, step by step. */
async function runThrough(electron: ElectronApplication, view: Page, { provider, exchange }: Sandbox): Promise<number> {
  const steps: Step[] = []
  let broken = false
  const step = async (name: string, run: () => Promise<string>): Promise<void> => {
    const started = performance.now()
    const result = broken
      ? { ok: false, detail: 'skipped, for a step before it failed' }
      : await run().then(
          (detail) => ({ ok: true, detail }),
          (e: Error) => ({ ok: false, detail: e.message.split('\n')[0] ?? '' }),
        )
    const done: Step = { step: name, ok: result.ok, ms: Math.round(performance.now() - started), detail: result.detail }
    steps.push(done)
    broken ||= !result.ok
    console.log(`${done.ok ? 'ok  ' : 'FAIL'} ${String(done.ms).padStart(6)} ms  ${name.padEnd(16)} ${done.detail}`)
    await view.screenshot({ path: join(output, `${String(steps.length).padStart(2, '0')}-${name}.png`) }).catch(() => {})
  }
  const registered = async (line: string): Promise<string> => {
    const { transport, expires } = await exchange.waitFor(line)
    return `${line} over ${transport.toUpperCase()}, granted ${expires} s`
  }
  const button = (name: string) => view.getByRole('button', { name, exact: true })
  const call = () => [...exchange.calls.values()].at(-1)

  await step('sign-in', async () => {
    await signIn(view, { address: provider.address, user: practice.userName, password: practice.password })
    await view.getByRole('heading', { name: 'Recent calls' }).waitFor({ timeout: 10_000 })
    return `user ${practice.userName}, for this run only`
  })
  await step('balance', async () => {
    const text = await view.getByText('€18.40').first().textContent({ timeout: 10_000 })
    return String(text)
  })
  await step('lines', async () => {
    await view.waitForFunction(async () => {
      const snapshot = await window.dialdesk.app.snapshot()
      return snapshot.ok && snapshot.value.state.lines.lines.length === 3
    })
    return '3 lines provisioned'
  })
  await step('register-udp', () => registered('office'))
  await step('register-tcp', () => registered('home'))
  await step('register-tls', async () => {
    await button('Trust for this line').click({ timeout: 10_000 })
    return registered('secure')
  })
  await step('call-echo', async () => {
    // the echo of a pure tone is what echo cancellation would take out
    await rawMicrophone(view)
    await button('Phone').click()
    await view.getByLabel('Number or name').fill('10000')
    await view.keyboard.press('Enter')
    await view.getByText('Connected', { exact: true }).first().waitFor({ timeout: 10_000 })
    return 'number 10000 answered'
  })
  await step('audio-both-ways', async () => {
    const hz = await heardInPage(view)
    const purityNow = (): number => call()?.endpoint?.purityOf(1000) ?? 0
    const purity = await settled(purityNow, (heard) => heard >= 0.9)
    if (Math.abs(hz - 1000) > 10 || purity < 0.9) throw new Error(`page hears ${hz} Hz, exchange hears 1000 Hz with purity ${purity.toFixed(2)}`)
    return `microphone plays 1000 Hz; exchange hears it with purity ${purity.toFixed(2)}, page hears ${hz} Hz back`
  })
  await step('incoming-call', async () => {
    await button('End call').click()
    await call()?.until('ended')
    const incoming = await exchange.callUser('office', { mode: 'tone', hz: 850, name: 'Practice call' })
    await button('Answer').click({ timeout: 10_000 })
    await incoming.until('answered')
    const hz = await heardInPage(view)
    if (Math.abs(hz - 850) > 10) throw new Error(`page hears ${hz} Hz instead of 850`)
    return `answered, page hears ${hz} Hz`
  })
  await step('hang-up', async () => {
    await button('End call').click()
    await call()?.until('ended')
    return 'BYE answered'
  })
  await step('sign-out', async () => {
    await button('Account').click()
    await view.getByRole('menuitem', { name: 'Sign out' }).click()
    await view.getByRole('heading', { name: 'Sign in to Dialdesk' }).waitFor({ timeout: 10_000 })
    const limit = Date.now() + 5000
    while (exchange.bindings.size && Date.now() < limit) await new Promise((next) => exchange.once('unregistered', next))
    return `${exchange.bindings.size} lines still bound at the registrar`
  })
  writeFileSync(join(output, 'steps.json'), `${JSON.stringify(steps, null, 2)}\n`)
  // an app with a call up asks before it quits; after a step that failed in a call nobody answers
  await electron.evaluate(({ app }) => app.exit()).catch(() => {})
  await electron.close()
  return steps.every((s) => s.ok) ? 0 : 1
}

/** What `measure` says once it is `good`, or after ten seconds: a busy computer breaks a call's audio for a moment. */
async function settled(measure: () => number, good: (value: number) => boolean): Promise<number> {
  const limit = Date.now() + 10_000
  while (!good(measure()) && Date.now() < limit) await new Promise((next) => setTimeout(next, 200))
  return measure()
}

/** Whether Electron's binary is there, or could be fetched within the limit. */
async function haveElectron(): Promise<boolean> {
  const marker = join(root, 'node_modules/electron/path.txt')
  if (existsSync(marker)) return true
  const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '' },
  })
  const timer = setTimeout(() => child.kill(), DOWNLOAD_LIMIT)
  await new Promise((done) => child.once('exit', done))
  clearTimeout(timer)
  return existsSync(marker)
}
