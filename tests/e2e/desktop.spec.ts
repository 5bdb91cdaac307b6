// Longer than 300 lines: one started app with one keyring and one session bus serves all of it.
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { type Keyring, startKeyring } from '../support/keyring.ts'
import { button, dial, expectState, leaveCalls } from '../support/phone-screen.ts'
import { readState, sharedScope, startSignedIn, temporaryFolder } from '../support/set-up.ts'
import { startAgain } from '../support/start-again.ts'
import { expect, type Page, test } from '../support/test.ts'
import { startTrayHost } from '../support/tray-host.ts'

const linux = process.platform === 'linux'
const scope = sharedScope()
let bus: Keyring | null = null
let trayHost: Awaited<ReturnType<typeof startTrayHost>> | null = null
let home: string
let sandbox: Sandbox
let app: App
let page: Page

test.beforeAll(async () => {
  home = temporaryFolder(scope, 'desktop')
  if (linux) {
    bus = scope.add(await startKeyring('unlocked'), (b) => b.close())
    trayHost = scope.add(await startTrayHost(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''), (host) => host.stop())
  }
  // stands in for the program that keeps who opens which links
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin/xdg-mime'), `#!/bin/sh\necho "$@" > ${join(home, 'xdg-mime-arguments')}\n`)
  chmodSync(join(home, 'bin/xdg-mime'), 0o755)
  const env = { ...bus?.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: join(home, 'data'), PATH: `${join(home, 'bin')}:${process.env['PATH']}` }
  ;({ sandbox, app, page } = await startSignedIn(scope, { env }))
  await page.evaluate(() => window.dialdesk.settings.change({ region: 'DE' }))
})
test.beforeEach(() => leaveCalls(page))

// biome-ignore lint/suspicious/noExplicitAny: what the recorder kept, in the main process
type Recorder = any
const recorded = <T>(read: (seen: Recorder) => T): Promise<T> =>
  app.electron.evaluate(
    (_, source) => new Function('seen', `return (${source})(seen)`)((globalThis as Recorder).__recorder),
    String(read),
  ) as Promise<T>
const tooltip = () => recorded((seen) => String(seen.tray.setToolTip))
const menu = () =>
  recorded((seen) => {
    // biome-ignore lint/suspicious/noExplicitAny: Electron's menu items
    const labels = (items: any[]): unknown[] =>
      items.map((i) => (i.submenu ? [i.label, ...labels(i.submenu.items)] : i.type === 'separator' ? '-' : i.label))
    return labels(seen.tray.setContextMenu.items)
  })
/** Presses a menu entry, by its words; a path goes into submenus. */
const press = (...path: string[]) =>
  app.electron.evaluate((_, labels) => {
    let { items } = (globalThis as Recorder).__recorder.tray.setContextMenu
    for (const [i, label] of labels.entries()) {
      const item = items.find((one: { label: string }) => one.label.startsWith(label))
      if (!item) throw new Error(`no entry ${label}`)
      if (i === labels.length - 1) item.click()
      else items = item.submenu.items
    }
  }, path)
const notifications = () =>
  recorded((seen) =>
    seen.notifications.filter((n: { closed?: boolean }) => !n.closed).map((n: { title: string; body: string }) => [n.title, n.body] as const),
  )
/** Brings the main window away from the user's eyes, or back. */
const look = (at: 'window' | 'elsewhere') =>
  app.electron.evaluate(({ BrowserWindow }, where) => {
    const main = BrowserWindow.getAllWindows().find((w) => w.getBounds().width > 400)
    if (where === 'window') main?.show()
    else main?.blur()
  }, at)
const mainWindow = () =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find((w) => w.getBounds().width > 400)
    return { visible: main?.isVisible(), minimized: main?.isMinimized(), focused: main?.isFocused() }
  })
const question = () => page.getByRole('dialog', { name: 'Call this number?' })

test('the tray shows the state and the balance, and its menu leads everywhere', async () => {
  await expect.poll(tooltip).toMatch(/^Dialdesk, registered\. Balance €18\.40, \d\d:\d\d$/)
  const icon = (state: string) =>
    app.electron.evaluate(
      ({ nativeImage }, path) => (globalThis as Recorder).__recorder.tray.setImage?.toDataURL() === nativeImage.createFromPath(path).toDataURL(),
      `${process.cwd()}/resources/tray/${state}`,
    )
  const picture = (state: string) => (process.platform === 'darwin' ? `${state}Template.png` : `${state}-light${linux ? '@2x' : ''}.png`)
  await expect.poll(() => icon(picture('registered'))).toBe(true)
  expect(await menu()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Balance/),
      'Open Dialdesk',
      'No missed calls',
      'office: registered',
      'Settings',
      'Quit Dialdesk',
    ]),
  )
  await press('Do not disturb', '1 hour')
  await expect.poll(tooltip).toMatch(/do not disturb/)
  await expect.poll(() => icon(picture('do-not-disturb'))).toBe(true)
  await press('Do not disturb until', 'Switch off')
  await press('home')
  await expect(page.getByRole('button', { name: /^Line: home/ })).toBeVisible()
  await press('office')
  await press('Top up')
  await expect(page.getByRole('heading', { name: 'Top up' })).toBeVisible()
  await press('Settings')
  await expect(page.getByRole('heading', { name: 'Desktop' })).toBeVisible()
  const before = sandbox.provider.requests.length
  await press('Refresh balance')
  await expect.poll(() => sandbox.provider.requests.length).toBeGreaterThan(before)
})

test('a call opens its own small window without taking the focus; it is answered there, and a second one too', async () => {
  await look('elsewhere')
  const opened = app.electron.windows().find((w) => w !== page) ?? app.electron.waitForEvent('window')
  const first = await sandbox.exchange.callUser('office', { from: '+4915123456789' })
  const small = await opened
  await small.setViewportSize({ width: 360, height: 180 })
  const card = small.getByRole('alertdialog', { name: /^Call on office from \+49/ })
  await expect(card).toContainText('Germany, mobile')
  await expect.poll(tooltip).toMatch(/^Dialdesk, ringing/)
  expect((await mainWindow()).focused).toBe(false)
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow, screen }) => {
        const w = BrowserWindow.getAllWindows().find((one) => one.getBounds().width === 360)
        const area = screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea
        const b = w?.getBounds()
        return { focused: w?.isFocused(), visible: w?.isVisible(), top: w?.isAlwaysOnTop(), right: area.x + area.width - ((b?.x ?? 0) + 360) }
      }),
    )
    .toEqual({ focused: false, visible: true, top: true, right: 16 })
  await expect.poll(() => recorded((seen) => seen.flashes.at(-1))).toBe(true)
  // nothing has the focus: a key that was meant for something else answers nothing
  expect(await small.evaluate(() => document.activeElement === document.body)).toBe(true)
  await small.screenshot({ path: 'test-output/incoming-first.png' })
  await small.getByRole('button', { name: 'Silence' }).click()
  await expect(small.getByRole('button', { name: 'Silence' })).toBeDisabled()
  // who pressed it by key goes on from there
  await expect(small.getByRole('button', { name: 'Silence' })).toBeFocused()
  await small.getByRole('button', { name: 'Answer', exact: true }).click()
  await first.until('answered')
  await expect(card).toBeHidden()
  await expect.poll(tooltip).toMatch(/in a call/)
  await expect.poll(() => recorded((seen) => seen.awake)).toBe(1)

  const second = await sandbox.exchange.callUser('home', { from: '+496990009417', name: 'Warehouse gate' })
  await expect(small.getByRole('alertdialog', { name: 'Call on home from Warehouse gate' })).toContainText(/Second call on home.*In call \d\d:\d\d/)
  await small.screenshot({ path: 'test-output/incoming-second.png' })
  await small.getByRole('button', { name: 'Hold and answer' }).click()
  await second.until('answered')
  const third = await sandbox.exchange.callUser('home', { from: '+496990009418' })
  await small.getByRole('button', { name: 'Reject' }).click()
  await third.until('ended')
  expect(third.refusedWith).toBe(486)
  // the small window may ask for what it shows and for nothing else
  const refused = await small.evaluate(async () => [
    await window.dialdesk.app.snapshot(),
    await window.dialdesk.account.signOut(),
    await window.dialdesk.incoming.perform({ callId: 'some-other-call', action: 'answer' }),
  ])
  expect(refused.map((r) => !r.ok && r.error.code)).toEqual(['not-allowed', 'not-allowed', 'call-not-found'])
  for (const call of [first, second]) call.hangUp()
  await expect.poll(() => recorded((seen) => seen.awake)).toBe(0)
  await look('window')
})

test('while the user looks at the main window a call is answered there, and the incoming window stays hidden', async () => {
  await look('window')
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958' })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  const visible = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((w) => w.getBounds().width === 360 && w.isVisible()))
  expect(await visible()).toBe(false)
  // and who turns away finds it
  await look('elsewhere')
  await page.evaluate(() => window.dialdesk.account.refreshBalance())
  await expect.poll(visible).toBe(true)
  call.hangUp()
  await expect.poll(visible).toBe(false)
  await button(page, 'Mark as seen').click()
  await look('window')
})

test('a missed call is notified, counted on the icon, and called back after a question with its price', async () => {
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  call.hangUp()
  await expect.poll(notifications).toContainEqual(['Missed call from Front desk', expect.stringMatching(/^On office, \d\d:\d\d$/)])
  await expect.poll(tooltip).toMatch(/missed calls/)
  if (process.platform !== 'win32') await expect.poll(() => recorded((seen) => seen.badge)).toBe(1)
  await app.electron.evaluate(() => {
    ;(globalThis as Recorder).__recorder.notifications.at(-1).emit('action', {})
  })
  await expect(question()).toContainText('You missed a call from this number.')
  await expect(question()).toContainText('+44 20 7946 0958'.replaceAll(' ', '\u00a0'))
  await expect(question()).toContainText('per minute')
  await question().getByRole('button', { name: 'Do not call' }).click()
  await expect(question()).toBeHidden()
  await press('Missed calls (1)', 'Mark all as seen')
  await expect.poll(tooltip).toMatch(/registered/)
  await expect.poll(notifications).toEqual([])
  if (process.platform !== 'win32') await expect.poll(() => recorded((seen) => seen.badge)).toBe(0)
})

test('a press on a missed call’s notification shows the missed calls, also where the calls are open already', async () => {
  await page.getByRole('button', { name: 'Calls', exact: true }).click()
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  call.hangUp()
  await expect.poll(notifications).toContainEqual(['Missed call from Front desk', expect.any(String)])
  await app.electron.evaluate(() => {
    ;(globalThis as Recorder).__recorder.notifications.at(-1).emit('click')
  })
  // those that are shown are seen
  await expect.poll(async () => (await readState(page)).recentCalls.unseenMissed).toBe(0)
})

test('a link is shown with its price and dialled after one press; a hostile one is ignored', async () => {
  const before = sandbox.exchange.calls.size
  expect((await startAgain(app.userData, ['--', 'tel:+49(0)30-23125110'], bus?.env)).code).toBe(0)
  await expect(question()).toContainText('A link in another program wants to start a call.')
  await expect(question()).toContainText('+49\u00a030\u00a023125110')
  await expect(question()).toContainText('tel:+49(0)30-23125110')
  await expect(question().getByRole('checkbox')).toHaveCount(1)
  await page.screenshot({ path: 'test-output/link.png' })
  // the safe way out is what Enter does
  await expect(question().getByRole('button', { name: 'Do not call' })).toBeFocused()
  await question().getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByLabel('Number or name')).toHaveValue('+49 30 23125110')
  await page.getByLabel('Number or name').fill('')

  await startAgain(app.userData, ['--', 'tel:+442079460018'], bus?.env)
  await expect(question()).toContainText('United Kingdom')
  // never offered for foreign numbers
  await expect(question().getByRole('checkbox')).toHaveCount(0)
  await question().getByRole('button', { name: 'Do not call' }).click()
  for (const hostile of ['tel:', 'tel:%00', 'sip:a b', 'tel:+49\u202e30', 'hangup', '--hidden'])
    expect((await startAgain(app.userData, ['--', hostile], bus?.env)).code).toBe(0)
  // main has read each of them before its second start ended, and would be asking by now
  expect((await readState(page)).desktop.request).toBe(null)
  await expect(question()).toBeHidden()
  expect(sandbox.exchange.calls.size).toBe(before)

  await startAgain(app.userData, ['--', 'tel:10001'], bus?.env)
  await question().getByRole('button', { name: 'Call', exact: true }).click()
  await expectState(page, 'Connected')
})

test('links to ordinary numbers are dialled without a question once the user allows it, others never', async () => {
  await startAgain(app.userData, ['--', 'tel:030999990'], bus?.env)
  await question().getByRole('checkbox').click()
  await question().getByRole('button', { name: 'Call', exact: true }).click()
  await expect(question()).toBeHidden()
  await leaveCalls(page)
  const before = sandbox.exchange.calls.size
  await startAgain(app.userData, ['--', 'tel:030999991'], bus?.env)
  await expect.poll(() => sandbox.exchange.calls.size).toBe(before + 1)
  await leaveCalls(page)
  for (const other of ['tel:+442079460018', 'tel:112', 'tel:09003123456']) {
    await startAgain(app.userData, ['--', other], bus?.env)
    await expect(question()).toBeVisible()
    await question().getByRole('button', { name: 'Do not call' }).click()
    await expect(question()).toBeHidden()
  }
  expect(sandbox.exchange.calls.size).toBe(before + 1)
  await page.evaluate(() => window.dialdesk.settings.change({ desktop: { linksWithoutAsking: false } }))
})

test('the number in the clipboard is dialled after a question; nothing there leads to the number field', async () => {
  await app.electron.evaluate(({ clipboard }) => void clipboard.writeText('Reach us: +49 30 23125 110!'))
  await page.keyboard.press('ControlOrMeta+Shift+V')
  await expect(question()).toContainText('This number was copied or selected.')
  await expect(question()).toContainText('Reach us: +49 30 23125 110!')
  await page.keyboard.press('Escape')
  await expect(question()).toBeHidden()
  await app.electron.evaluate(({ clipboard }) => void clipboard.writeText('nothing'))
  await press('Dial number from clipboard')
  await expect(page.getByLabel('Number or name')).toBeFocused()
})

test('the command line: answers on its own output with an exit code, and call asks in the window', async () => {
  const say = (...args: string[]) => startAgain(app.userData, args, bus?.env)
  const status = await say('status', '--json')
  expect(status.code).toBe(0)
  expect(JSON.parse(status.stdout)).toMatchObject({
    running: true,
    state: 'registered',
    signedIn: true,
    balance: { amount: 18.4, currency: 'EUR' },
    doNotDisturb: false,
    lines: [{ name: 'office', state: 'registered', default: true }, { name: 'home' }, { name: 'secure' }],
    calls: [],
  })
  expect(await say('answer')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('There is no such call at the moment.') })
  expect(await say('dnd', 'on')).toMatchObject({ code: 0, stdout: 'Done.\n' })
  await expect.poll(tooltip).toMatch(/do not disturb/)
  expect((await say('dnd', 'off')).code).toBe(0)
  expect(await say('call', '10001')).toMatchObject({ code: 0, stdout: 'Confirm in the window: 10001\n' })
  await expect(question()).toContainText('A command wants to start a call.')
  await question().getByRole('button', { name: 'Call', exact: true }).click()
  await expectState(page, 'Connected')
  expect((await say('mute')).code).toBe(0)
  await expect(button(page, 'Unmute')).toBeVisible()
  expect(JSON.parse((await say('status', '--json')).stdout).calls).toMatchObject([
    { direction: 'outgoing', state: 'connected', number: '10001', muted: true },
  ])
  expect((await say('hangup')).code).toBe(0)
  await expectState(page, 'Call ended')
  const call = await sandbox.exchange.callUser('office')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  expect((await say('answer')).code).toBe(0)
  await call.until('answered')
  call.hangUp()
  expect((await say('call', '; rm -rf /')).code).toBe(1)
  expect((await say('fly')).code).toBe(2)
  const nobody = mkdtempSync(join(tmpdir(), 'nobody-'))
  expect(await startAgain(nobody, ['status', '--json'], bus?.env)).toMatchObject({ code: 3, stderr: expect.stringContaining('{"running":false}') })
  rmSync(nobody, { recursive: true, force: true })
})

test('global keys: off until switched on, changeable, and one that another program has is marked', async () => {
  await press('Settings')
  expect(await recorded((seen) => [...seen.keys.keys()])).toEqual([])
  await recorded((seen) => void seen.taken.push('CommandOrControl+Alt+M'))
  await page.getByLabel('Shortcuts in all programs').click()
  await expect.poll(() => recorded((seen) => [...seen.keys.keys()])).toContain('CommandOrControl+Alt+A')
  await expect(page.getByText('Ctrl Alt M, in use by another program')).toBeVisible()
  await page.getByRole('button', { name: 'Change: Mute / unmute' }).click()
  await page.keyboard.press('Control+Alt+Shift+9')
  await expect(page.getByText('Ctrl Alt Shift 9, active')).toBeVisible()
  await page.getByRole('button', { name: 'Off: Open the window' }).click()
  await expect.poll(() => recorded((seen) => [...seen.keys.keys()])).not.toContain('CommandOrControl+Alt+D')
  await page.screenshot({ path: 'test-output/desktop-settings.png' })
  const key = (keys: string) => app.electron.evaluate((_, k) => (globalThis as Recorder).__recorder.keys.get(k)?.(), keys)
  const call = await sandbox.exchange.callUser('office')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await key('CommandOrControl+Alt+A')
  await call.until('answered')
  await expectState(page, 'Connected')
  await key('CommandOrControl+Alt+Shift+9')
  await expect(button(page, 'Unmute')).toBeVisible()
  await key('CommandOrControl+Alt+E')
  await call.until('ended')
  await expectState(page, 'Call ended')
  await press('Settings')
  await page.getByLabel('Shortcuts in all programs').click()
  await expect.poll(() => recorded((seen) => [...seen.keys.keys()])).toEqual([])
})

test('the list of keys opens with ? and closes with Escape', async () => {
  await page.getByRole('button', { name: 'Rates' }).first().focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Web callback to the number')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden()
})

test('start with the system writes its entry and removes it', async () => {
  test.skip(!linux, 'Windows and macOS keep their own lists')
  await press('Settings')
  const start = page.getByLabel('Start with the system')
  await start.click()
  const entry = join(home, 'autostart', 'dialdesk.desktop')
  await expect.poll(() => existsSync(entry)).toBe(true)
  // the file is there before the page shows the new setting; a click in between would set it again
  await expect(start).toBeChecked()
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec="[^"]+" ".*" --hidden$/m)
  await start.click()
  await expect.poll(() => existsSync(entry)).toBe(false)
})

test('the app registers for telephone links when the user asks for it: an entry that puts -- before the link, and the system is informed', async () => {
  test.skip(!linux, 'Windows and macOS are asked through Electron')
  expect(await page.evaluate(() => window.dialdesk.desktop.registerLinkHandler())).toEqual({ ok: true, value: undefined })
  expect(readFileSync(join(home, 'xdg-mime-arguments'), 'utf8')).toBe(
    'default dialdesk-links.desktop x-scheme-handler/tel x-scheme-handler/callto x-scheme-handler/sip x-scheme-handler/sips\n',
  )
  const entry = join(home, 'data/applications/dialdesk-links.desktop')
  expect(existsSync(entry)).toBe(true)
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec="[^"]+" "[^"]+" -- %u$/m)
})

test('closing leaves the app in the tray, says so once, and where the bar shows no icon the window stays in the taskbar', async () => {
  const closeWindow = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((w) => w.getBounds().width > 400)
        ?.close(),
    )
  await closeWindow()
  await expect.poll(mainWindow).toMatchObject(linux ? { visible: false } : {})
  await expect.poll(notifications).toContainEqual(['Dialdesk keeps running in the background', expect.stringContaining('Calls still ring.')])
  await press('Open Dialdesk')
  await expect.poll(mainWindow).toMatchObject({ visible: true, focused: true })
  if (!linux) return
  await closeWindow()
  await expect.poll(mainWindow).toMatchObject({ visible: false })
  // the extension that drew the icons is switched off: the window comes back to where it can be found
  await trayHost?.stop()
  await expect.poll(mainWindow).toMatchObject({ minimized: true })
  await startAgain(app.userData, [], bus?.env)
  await expect.poll(mainWindow).toMatchObject({ minimized: false, focused: true })
  await closeWindow()
  await expect.poll(mainWindow).toMatchObject({ minimized: true })
  expect(await recorded((seen) => seen.notifications.filter((n: { title: string }) => n.title.includes('background')).length)).toBe(1)
  await startAgain(app.userData, [], bus?.env)
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeVisible()
})

test('a low balance is notified once', async () => {
  sandbox.account.balance = '1,9000'
  await page.evaluate(() => window.dialdesk.account.refreshBalance())
  await expect.poll(notifications).toContainEqual(['Balance €1.90', 'Below your limit of €2.00.'])
  await expect.poll(tooltip).toMatch(/: low$/)
  await page.evaluate(() => window.dialdesk.account.refreshBalance())
  expect(await recorded((seen) => seen.notifications.filter((n: { title: string }) => n.title === 'Balance €1.90').length)).toBe(1)
})

test('quitting during a call asks, and names who would be cut off', async () => {
  await dial(page, '10001')
  await expectState(page, 'Connected')
  const asked = await app.electron.evaluate(({ app: main, dialog }) => {
    return new Promise<object>((resolve) => {
      dialog.showMessageBox = (async (options: object) => {
        resolve(options)
        return { response: 0, checkboxChecked: false }
      }) as never
      main.quit()
    })
  })
  expect(asked).toMatchObject({
    message: 'Quit during a call?',
    detail: 'You are talking to 10001 on office. Quitting ends this call.',
    buttons: ['Stay', 'End call and quit'],
  })
  await expectState(page, 'Connected')
  // with the other answer the call is ended and the app is gone
  const call = [...sandbox.exchange.calls.values()].at(-1)
  const gone = once(app.electron.process(), 'exit')
  await app.electron.evaluate(({ app: main, dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
    main.quit()
  })
  await gone
  await call?.until('ended')
})
