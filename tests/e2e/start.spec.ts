import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { type Keyring, startKeyring } from '../support/keyring.ts'
import { sharedScope, startApp, startSignedIn, temporaryFolder } from '../support/set-up.ts'
import { startAgain } from '../support/start-again.ts'
import { expect, test } from '../support/test.ts'
import { startTrayHost } from '../support/tray-host.ts'

// Here the start itself is the story: each test has its own.
const linux = process.platform === 'linux'
const shared = sharedScope()
let home: string
let sandbox: Sandbox
let bus: Keyring | null = null

test.beforeAll(async () => {
  home = temporaryFolder(shared, 'start')
  sandbox = shared.add(await startSandbox(), (s) => s.close())
  if (linux) bus = shared.add(await startKeyring('unlocked'), (b) => b.close())
})
const env = (): Record<string, string> => ({ ...bus?.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: join(home, 'data') })

/** What Chromium itself reports, as where the computer has no system bus. */
const ofChromium = /^\[[\d:/.]+:[A-Z]+:[\w/]+\.cc[:(]/

test('a window that is closed while it opens ends the app, whose other parts were not built yet', async () => {
  const folder = temporaryFolder(shared, 'closed')
  const close = join(folder, 'close.cjs')
  // at once, also where Chromium is busy; the app ends a moment later, as where something of the system's holds it up
  writeFileSync(
    close,
    `const { app } = require('electron')
    app.on('browser-window-created', (_event, window) => setImmediate(() => window.destroy()))
    app.on('window-all-closed', () => setTimeout(() => app.quit(), 2000))`,
  )
  const { code, stderr } = await startAgain(join(folder, 'data'), [], env(), close)
  expect(code).toBe(0)
  expect(stderr.split('\n').filter((line) => /error|exception/i.test(line) && !ofChromium.test(line))).toEqual([])
  // the contacts' database is opened by the rest of main
  expect(readdirSync(join(folder, 'data'))).not.toContain('contacts.db')
})

const windowOf = (running: App) =>
  running.electron.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows()
    return { visible: main?.isVisible(), minimized: main?.isMinimized() }
  })

test('a link starts the app; its question waits until somebody is signed in', async ({ scope }) => {
  const { page } = await startSignedIn(scope, { sandbox, env: env(), args: ['--', 'tel:+442079460018'] })
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toContainText('+44\u00a020\u00a07946\u00a00018')
  await page.getByRole('button', { name: 'Do not call' }).click()
})

test('a call from the command line starts the app, too', async ({ scope }) => {
  const { page } = await startSignedIn(scope, { sandbox, env: env(), args: ['call', '030 23125110'] })
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toContainText('A command wants to start a call.')
})

test('started without a window it is in the tray, or in the taskbar where there is none; a second start shows it', async ({ scope }) => {
  test.skip(!linux, 'elsewhere there always is a tray')
  const host = await startTrayHost(bus?.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  scope.add(host, (h) => h.stop())
  const { app } = await startApp(scope, { sandbox, env: env(), args: ['--hidden'], userData: temporaryFolder(scope, 'dialdesk') })
  await app.page.locator('form').waitFor()
  expect(await windowOf(app)).toEqual({ visible: false, minimized: false })
  await startAgain(app.userData, [], env())
  await expect.poll(() => windowOf(app)).toEqual({ visible: true, minimized: false })
  await app.page.evaluate(() => window.dialdesk.settings.change({ desktop: { startMinimised: true } }))
  await app.close()
  await host.stop()
  const { app: again } = await startApp(scope, { sandbox, env: env(), userData: app.userData })
  await again.page.locator('form').waitFor()
  await expect.poll(() => windowOf(again)).toEqual({ visible: false, minimized: true })
})
