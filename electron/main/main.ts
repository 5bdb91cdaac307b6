// The main process: what must happen before Electron is ready, then app.ts, which is most of it.
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { app, protocol } from 'electron'
import { runFromCommandLine } from './cli/command-line.ts'
import { readArguments, userArguments } from './cli/launch-options.ts'
import { startCrashReporter } from './system/crash-reporter.ts'
import { hasSandbox } from './windows/sandbox.ts'
import { SCHEME } from './windows/scheme.ts'

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
])
// page and gateway exchange audio over loopback: without this a computer without network has none
app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
// a reloaded page has no user gesture, and the ringer must ring
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
// Wayland offers global keys through its portal alone
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal')
// notifications and taskbar know the app by it (Windows)
app.setAppUserModelId('example.dialdesk')
app.enableSandbox()
startCrashReporter()

// macOS hands links over as an event, which may come before the app is ready
let link: string | null = null
const keepLink = (event: { preventDefault: () => void }, url: string): void => {
  event.preventDefault()
  link = url
}
app.on('open-url', keepLink)

// as does another start of the app, while the rest of main is being read
const others: unknown[][] = []
const keepOther = (...other: unknown[]): void => void others.push(other)
app.on('second-instance', keepOther)

const args = userArguments(process.argv, !app.isPackaged, app.getAppPath())
const launch = readArguments(args)
/** Whoever reads may stop reading at any time. */
const print = (text: string): void => {
  try {
    writeSync(1, text)
  } catch {
    app.exit(0)
  }
}
const answer = await runFromCommandLine(launch.intent, app.getPath('userData'), [Intl.DateTimeFormat().resolvedOptions().locale], print)
if (answer) {
  writeSync(answer.exit === 0 ? 1 : 2, answer.out)
  app.exit(answer.exit)
} else if (app.requestSingleInstanceLock({ args })) {
  // not for a start that only prints or hands over; and not in this turn, so that Chromium, which waits for this module, starts meanwhile
  const loaded = nextTurn().then(() => import('./open-window.ts'))
  void app.whenReady().then(async () => {
    if (!hasSandbox()) return app.exit(1)
    const { openWindow } = await loaded
    const opened = openWindow(launch)
    // until then the page and its files have the processor
    await opened.served
    // closed while it opened: the app ends
    if (opened.main.window()?.isDestroyed()) return
    const { start } = await import('./app.ts')
    app.off('open-url', keepLink)
    start(link === null ? launch : { ...launch, intent: { kind: 'link', url: link } }, opened)
    app.off('second-instance', keepOther)
    for (const other of others) app.emit('second-instance', ...other)
  })
} else app.exit(0)
