import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { type Keyring, startKeyring } from '../support/keyring.ts'
import { startAgain } from '../support/start-again.ts'
import { expect, test } from '../support/test.ts'
import { startTrayHost } from '../support/tray-host.ts'

const linux = process.platform === 'linux'
const home = mkdtempSync(join(tmpdir(), 'start-'))
let sandbox: Sandbox
let bus: Keyring | null = null
let app: App | null = null

test.beforeAll(async () => {
  sandbox = await startSandbox()
  if (linux) bus = await startKeyring('unlocked')
})
test.afterEach(async () => {
  await app?.close()
  app = null
})
test.afterAll(async () => {
  await bus?.close()
  await sandbox.close()
  rmSync(home, { recursive: true, force: true })
})
const env = (): Record<string, string> => ({ ...bus?.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: join(home, 'data') })

test('the page asks for its sound without the screens: after a reload in a call the far end is waiting for it', () => {
  const page = readFileSync('out/renderer/index.html', 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path)
  expect(first.length).toBeGreaterThan(1)
  expect(first.filter((path) => path.includes('/screens-'))).toEqual([])
})
const windowOf = (running: App) =>
  running.electron.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows()
    return { visible: main?.isVisible(), minimized: main?.isMinimized() }
  })

test('a link starts the app; its question waits until somebody is signed in', async () => {
  app = await launchApp({ env: env(), args: ['--', 'tel:+442079460018'] })
  const { page } = app
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toContainText('+44\u00a020\u00a07946\u00a00018')
  await page.getByRole('button', { name: 'Do not call' }).click()
})

test('a call from the command line starts the app, too', async () => {
  app = await launchApp({ env: env(), args: ['call', '030 23125110'] })
  const { page } = app
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await expect(page.getByRole('dialog', { name: 'Call this number?' })).toContainText('A command asks for a call.')
})

test('started without a window it is in the tray, or in the taskbar where there is none; a second start shows it', async () => {
  test.skip(!linux, 'elsewhere there always is a tray')
  const host = await startTrayHost(bus?.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  app = await launchApp({ env: env(), args: ['--hidden'] })
  await app.page.locator('form').waitFor()
  expect(await windowOf(app)).toEqual({ visible: false, minimized: false })
  await startAgain(app.userData, [], env())
  await expect.poll(() => windowOf(app as App)).toEqual({ visible: true, minimized: false })
  await app.page.evaluate(() => window.dialdesk.settings.change({ desktop: { startMinimised: true } }))
  const { userData } = app
  // the setting survives, the folder would not
  const kept = mkdtempSync(join(home, 'kept-'))
  writeFileSync(join(kept, 'settings.json'), readFileSync(join(userData, 'settings.json')))
  await app.close()
  await host.stop()
  app = await launchApp({ env: env(), userData: kept })
  await app.page.locator('form').waitFor()
  await expect.poll(() => windowOf(app as App)).toEqual({ visible: false, minimized: true })
})

test('telephone links are taken when the user asks for it: an entry that puts -- before the link, and the system is told', async () => {
  test.skip(!linux, 'Windows and macOS are asked through Electron')
  const bin = join(home, 'bin')
  const told = join(home, 'told')
  mkdirSync(bin)
  writeFileSync(join(bin, 'xdg-mime'), `#!/bin/sh\necho "$@" > ${told}\n`)
  chmodSync(join(bin, 'xdg-mime'), 0o755)
  app = await launchApp({ env: { ...env(), PATH: `${bin}:${process.env['PATH']}` } })
  await app.page.locator('form').waitFor()
  expect(await app.page.evaluate(() => window.dialdesk.desktop.registerLinkHandler())).toEqual({ ok: true, value: undefined })
  expect(readFileSync(told, 'utf8')).toBe(
    'default dialdesk-links.desktop x-scheme-handler/tel x-scheme-handler/callto x-scheme-handler/sip x-scheme-handler/sips\n',
  )
  const entry = join(home, 'data/applications/dialdesk-links.desktop')
  expect(existsSync(entry)).toBe(true)
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec="[^"]+" "[^"]+" -- %u$/m)
})
