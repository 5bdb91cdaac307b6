// `npm run bench`: prints a table and writes bench-output/results.json. Bounded in count and time; everything on loopback.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type Page } from 'playwright'
import { practice, startSandbox } from '../tests/sandbox/index.ts'
import { type App, launchApp, signIn } from '../tests/support/app.ts'
import { killPhone, phonePid, rawMicrophone } from '../tests/support/phone-screen.ts'
import { toneFile } from '../tests/support/tone.ts'
import { gatewayLatencies } from './bench-capture.ts'
import { historyBench } from './bench-history.ts'
import { ensurePackages } from './system-packages.ts'

type Result = { name: string; unit: string; median: number; p95: number; runs: number; reference?: number }

const root = resolve(import.meta.dirname, '..')
process.chdir(root)
if (!existsSync('node_modules/electron/path.txt')) {
  ensurePackages(['host', 'keyring', 'capture'])
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'tests/electron-host/bin')
}
execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })

const results: Result[] = []
/** The app that everything but the history is measured in. */
let app: App
const round = (n: number): number => Math.round(n * 100) / 100
const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
function record(name: string, unit: string, values: readonly number[], reference?: number): void {
  const sorted = [...values].sort((a, b) => a - b)
  results.push({
    name,
    unit,
    median: round(quantile(sorted, 0.5)),
    p95: round(quantile(sorted, 0.95)),
    runs: values.length,
    ...(reference === undefined ? {} : { reference: round(reference) }),
  })
}

const sandbox = await startSandbox()
// `npm run bench -- history` runs these alone, with `--million` in a database of a million entries too
const historyAlone = process.argv.includes('history')
await historyBench(sandbox, record, process.argv.includes('--million'))
if (!historyAlone) await everythingElse()
await sandbox.close()

mkdirSync('bench-output', { recursive: true })
writeFileSync('bench-output/results.json', `${JSON.stringify(results, null, 2)}\n`)
console.log(`\n${'name'.padEnd(22)}${'median'.padStart(10)}${'p95'.padStart(10)}  ${'unit'.padEnd(14)}runs  reference`)
for (const r of results)
  console.log(
    `${r.name.padEnd(22)}${String(r.median).padStart(10)}${String(r.p95).padStart(10)}  ${r.unit.padEnd(14)}${String(r.runs).padEnd(6)}${r.reference ?? ''}`,
  )
process.exit(0)

async function everythingElse(): Promise<void> {
  await launchTimes(9)
  app = await launchApp({ microphone: toneFile(1000) })
  await signIn(app.page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await app.page.getByRole('button', { name: 'Trust for this line' }).click()
  for (const line of ['office', 'home', 'secure']) await sandbox.exchange.waitFor(line)
  await rawMicrophone(app.page)
  await app.page.getByRole('button', { name: 'Phone' }).click()
  await outgoing(app.page, 20)
  await incoming(20)
  await gateway(app.page)
  // apart from the other twenty, which the page is still showing
  await incomingWindow(20)
  await phoneKilled(5)
  await pageReloaded(5)

  await app.close()
}

/** Start of the program to the first field that can be typed into (the sign-in form's); reference: an empty window on the same host, in turns. */
async function launchTimes(runs: number): Promise<void> {
  const empty = join(mkdtempSync(join(tmpdir(), 'bench-')), 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  writeFileSync(
    join(empty, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1120, height: 720 }).loadURL('data:text/html,<input autofocus>'))\n",
  )
  const time = async (target: string, field: string): Promise<number> => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const started = performance.now()
    const electron = await _electron.launch({
      args: [target, `--user-data-dir=${folder}`],
      env: { ...(process.env as Record<string, string>), LC_ALL: 'en_US' },
    })
    const page = await electron.firstWindow()
    await page.locator(field).first().waitFor()
    const took = performance.now() - started
    await electron.close()
    rmSync(folder, { recursive: true, force: true })
    return took
  }
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < runs; i++) {
    theirs.push(await time(empty, 'input'))
    ours.push(await time(root, 'form input'))
  }
  record('launch', 'ms', ours, [...theirs].sort((a, b) => a - b)[Math.floor(runs / 2)])
}

/** A click on the call button to the INVITE on the wire; one clock, for page and exchange share the computer. */
async function outgoing(page: Page, runs: number): Promise<void> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    await page.getByLabel('Number or name').fill('10001')
    const sent = new Promise<number>((done) => {
      const see = (text: string, way: string): void => {
        if (way !== 'in' || !text.startsWith('INVITE')) return
        sandbox.exchange.off('message', see)
        done(performance.timeOrigin + performance.now())
      }
      sandbox.exchange.on('message', see)
    })
    const clicked = await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('.split .main')
      const now = performance.timeOrigin + performance.now()
      button?.click()
      return now
    })
    values.push((await sent) - clicked)
    await end(page)
  }
  record('click-to-invite', 'ms', values)
}

async function end(page: Page): Promise<void> {
  await page.locator('.call-state', { hasText: 'Connected' }).waitFor()
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('button', { name: 'Close summary' }).click()
  await page.getByLabel('Number or name').waitFor()
}

/** kill -9 of the phone process to all three lines registered again. */
async function phoneKilled(runs: number): Promise<void> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    const again = new Set<string>()
    const registered = new Promise<void>((done) => {
      const see = ({ user }: { user: string }): void => {
        again.add(user)
        if (again.size < 3) return
        sandbox.exchange.off('registered', see)
        done()
      }
      sandbox.exchange.on('registered', see)
    })
    const killed = performance.now()
    await killPhone(app.electron)
    await registered
    values.push(performance.now() - killed)
  }
  record('kill-to-registered', 'ms', values)
}

/** What the far end hears of nothing when the page is reloaded in a call; the stand-in's whole page load is in it. */
async function pageReloaded(runs: number): Promise<void> {
  const values: number[] = []
  await app.page.getByLabel('Number or name').fill('10001')
  await app.page.keyboard.press('Enter')
  await app.page.locator('.call-state', { hasText: 'Connected' }).waitFor()
  const far = () => [...sandbox.exchange.calls.values()].at(-1)?.endpoint
  const heard = async (): Promise<void> => {
    while ((far()?.purityOf(1000) ?? 0) < 0.9) await new Promise((done) => setTimeout(done, 50))
  }
  for (let i = 0; i < runs; i++) {
    await heard()
    far()?.forgetGaps()
    await app.page.reload()
    await app.page.locator('.call-state', { hasText: 'Connected' }).waitFor()
    await heard()
    values.push(far()?.longestGap ?? Number.NaN)
  }
  await end(app.page)
  record('silence-of-a-reload', 'ms', values)
}

/** An INVITE out of the exchange to the 180 back. */
async function incoming(runs: number): Promise<void> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    let sentAt = 0
    const note = (text: string, way: string): void => {
      if (way === 'out' && text.startsWith('INVITE')) sentAt = performance.now()
      if (way === 'in' && text.startsWith('SIP/2.0 180')) values.push(performance.now() - sentAt)
    }
    sandbox.exchange.on('message', note)
    const call = await sandbox.exchange.callUser('office')
    await call.until('ringing')
    sandbox.exchange.off('message', note)
    call.hangUp()
    await new Promise((done) => setTimeout(done, 100))
  }
  record('invite-to-ringing', 'ms', values)
}

/** INVITE sent by the exchange to the small window shown, prepared ahead as in use, while the user looks elsewhere. */
async function incomingWindow(runs: number): Promise<void> {
  const away = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((w) => w.getBounds().width > 400)
        ?.blur(),
    )
  const values: number[] = []
  for (let i = 0; i <= runs; i++) {
    await away()
    const sent = Date.now()
    const call = await sandbox.exchange.callUser('office')
    const small = app.electron.windows().find((w) => w !== app.page) ?? (await app.electron.waitForEvent('window'))
    await small.getByRole('alertdialog').waitFor()
    const shown = await app.electron.evaluate(() => (globalThis as unknown as { __shown?: number }).__shown ?? 0)
    call.hangUp()
    await small.getByRole('alertdialog').waitFor({ state: 'hidden' })
    // the first one finds the window and notes from then on when it is shown
    if (i === 0)
      await app.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()
          .find((w) => w.getBounds().width === 360)
          ?.on('show', () => Object.assign(globalThis, { __shown: Date.now() }))
      })
    else values.push(shown - sent)
  }
  record('call to its window', 'ms', values)
}

/** What a call costs: CPU of the phone process with one call against none, in turns. */
async function gateway(page: Page): Promise<void> {
  const pid = await phonePid(app.electron)
  const ticks = (): number => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  }
  const cpu = async (ms: number): Promise<number> => {
    const [before, started] = [ticks(), performance.now()]
    await new Promise((done) => setTimeout(done, ms))
    // 100 clock ticks a second
    return ((ticks() - before) * 10 * 100) / (performance.now() - started)
  }
  const values: number[] = []
  for (let i = 0; i < 3; i++) {
    const idle = await cpu(4000)
    await page.getByLabel('Number or name').fill('10000')
    await page.keyboard.press('Enter')
    await page.locator('.call-state', { hasText: 'Connected' }).waitFor()
    await new Promise((done) => setTimeout(done, 1000))
    values.push((await cpu(6000)) - idle)
    if (i === 0) record('gateway-latency', 'ms one way', await gatewayLatencies([...sandbox.exchange.calls.values()].at(-1)?.mediaPort ?? 0))
    await end(page)
  }
  record('gateway-cpu-per-call', '% of a core', values)
}
