// `npm run bench`: prints a table and writes bench-output/results.json; `-- NAME` measures that alone. Bounded in count and time; everything
// on loopback. docs/performance.md says how each figure is measured.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { practice, startSandbox } from '../tests/sandbox/index.ts'
import { sandboxLine } from '../tests/sandbox/provider.ts'
import { type App, launchApp, signIn } from '../tests/support/app.ts'
import { rawMicrophone } from '../tests/support/phone-screen.ts'
import { toneFile } from '../tests/support/tone.ts'
import { callBench } from './bench-calls.ts'
import { gatewayBench } from './bench-gateway.ts'
import { historyBench } from './bench-history.ts'
import { launchBench } from './bench-launch.ts'
import { restBench } from './bench-rest.ts'
import { createRecorder, type Recorder } from './bench-results.ts'
import { screenBench } from './bench-screens.ts'
import { ensurePackages } from './system-packages.ts'

const root = resolve(import.meta.dirname, '..')
process.chdir(root)
if (!existsSync('node_modules/electron/path.txt')) {
  ensurePackages(['host', 'keyring', 'capture', 'references'])
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'tests/electron-host/bin')
}

/** Lines besides the practice account's. */
const MORE = ['fourth', 'fifth']
/** What is measured together, because it shares a start of the app, by the names of its figures. */
const groups: Readonly<Record<string, readonly string[]>> = {
  history: ['history-', 'caller-', 'database-size'],
  launch: ['launch'],
  screens: ['first-open', 'open-again'],
  rest: ['idle-', 'memory-'],
  gateway: ['gateway-4', 'gateway-16'],
  calls: [
    'click-to-invite',
    'invite-to-ringing',
    'call-to-window',
    'answer-to-sound',
    'gateway-latency',
    'gateway-cpu-per-call',
    'kill-to-registered',
    'reload-silence',
  ],
}
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const unknown = names.filter(
  (name) =>
    !(name in groups) &&
    !Object.values(groups)
      .flat()
      .some((begin) => name.startsWith(begin)),
)
if (unknown.length) {
  console.error(
    `Nothing is measured as ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}; figures begin with ${Object.values(groups).flat().join(', ')}.`,
  )
  process.exit(2)
}
const wanted = (group: string): boolean =>
  !names.length || names.some((name) => name === group || (groups[group] ?? []).some((begin) => name.startsWith(begin)))

execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
const recorder = createRecorder()
const sandbox = await startSandbox()
addLines()
if (wanted('history')) await historyBench(sandbox, recorder.record, process.argv.includes('--million'))
if (wanted('launch')) await launchBench(root, sandbox, recorder.record)
if (wanted('gateway')) await gatewayBench(recorder.record)
if (wanted('rest') || wanted('screens') || wanted('calls')) await inApp(recorder.record)
await sandbox.close()

mkdirSync('bench-output', { recursive: true })
writeFileSync('bench-output/results.json', `${JSON.stringify(recorder.results, null, 2)}\n`)
console.log(recorder.table())
process.exit(0)

/** The practice account has three lines; many have more. */
function addLines(): void {
  const { exchange, account } = sandbox
  const line = (username: string) => {
    exchange.setPassword(username, `made-up-sip-${username}`)
    const password = Buffer.from(`made-up-sip-${username}`).toString('base64')
    return sandboxLine({ username, password, ip: `127.0.0.1:${exchange.port('udp')}`, domain: 'sandbox.invalid', transport_udp: 'true' })
  }
  account.lines = { ...account.lines, ...Object.fromEntries(MORE.map((name, i) => [`sip_${4 + i}`, line(name)])) }
}

/** What one app, signed in to the practice account, is measured by. */
async function inApp(record: Recorder['record']): Promise<void> {
  const app: App = await launchApp({ microphone: toneFile(1000) })
  await signIn(app.page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await app.page.getByRole('button', { name: 'Trust for this line' }).click()
  for (const line of ['office', 'home', 'secure', ...MORE]) await sandbox.exchange.waitFor(line)
  if (wanted('screens')) await screenBench(app.page, record)
  if (wanted('rest')) await restBench(app, record)
  if (wanted('calls')) {
    await rawMicrophone(app.page)
    await app.page.getByRole('button', { name: 'Phone' }).click()
    await callBench(app, sandbox, record)
  }
  await app.close()
}
