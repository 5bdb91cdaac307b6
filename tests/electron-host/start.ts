// electron [-r module] [switches] <app folder or file> [args]

import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromiumVersion, launch, type Session } from './chromium.ts'
import { host } from './host.ts'

const electronUrl = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (spec, ctx, next) =>
    spec === 'electron' || (spec.startsWith('electron/') && !/\.js/.test(spec))
      ? { url: electronUrl, format: 'module-typescript', shortCircuit: true }
      : next(spec, ctx),
})

const args = process.argv.slice(2)
process.argv = [host.exe, ...args]
const requires: string[] = [],
  switches: [string, string][] = []
let target: string | undefined, inspect: number | undefined
for (let i = 0; i < args.length; i++) {
  const a = args[i]!
  // what follows is no switch, whatever it looks like
  if (a === '--') break
  if (a === '-r' || a === '--require') requires.push(args[++i]!)
  else if (a.startsWith('--inspect')) inspect = Number(a.split('=')[1] ?? 9229)
  else if (a.startsWith('--')) {
    const m = /^--([^=]+)=?(.*)$/s.exec(a)!
    if (m[1] !== 'remote-debugging-port') switches.push([m[1]!, m[2]!])
  } else if (target === undefined && !a.startsWith('-')) target = a
}
const dir = resolve(target ?? '.')
const isDir = statSync(dir).isDirectory()
const pkg = isDir ? JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) : { main: dir, name: 'Electron', version: '0.0.0' }
const require = createRequire(join(isDir ? dir : process.cwd(), 'package.json'))
host.versions.electron = (() => {
  try {
    return require('electron/package.json').version
  } catch {
    return '0.0.0'
  }
})()
// starting Chromium for its version takes a sixth of a second: only if it is read before Chromium runs
Object.defineProperty(process.versions, 'electron', { value: host.versions['electron'], enumerable: true })
Object.defineProperty(process.versions, 'chrome', { get: () => (host.versions['chrome'] ||= chromiumVersion()), enumerable: true })
Object.defineProperty(process, 'type', { value: 'browser' })
Object.defineProperty(process, 'resourcesPath', { value: join(dir, 'resources') })
Object.defineProperty(process, 'defaultApp', { value: true })

if (inspect !== undefined) inspector.open(inspect, '127.0.0.1') // prints "Debugger listening on ws://…", which Playwright waits for
const electron = require('electron')
const { app } = electron
const { BrowserWindow } = await import('./window.ts')
const { serve } = await import('./net.ts')
const { applyPermissions } = await import('./permissions.ts')
app.name = pkg.productName ?? pkg.name
app.version = pkg.version
app.appPath = isDir ? dir : process.cwd()
for (const [k, v] of switches) app.commandLine.appendSwitch(k, v)
for (const r of requires) require(resolve(r))

process.on('uncaughtException', (e) => {
  console.error('electron-host: uncaught exception in main (real Electron shows a dialog and goes on)\n', e)
  void shutdown(1)
})
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(s, () => app.quit())
async function shutdown(code: number) {
  await host.chromium?.close().catch(() => {})
  process.exit(code)
}

await import(pathToFileURL(resolve(isDir ? dir : '.', pkg.main ?? 'index.js')).href)

const server = createServer((req, res) => void serve(req, res))
await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok))
server.unref()
host.chromium = await launch(
  join(app.getPath('sessionData'), 'Chromium'),
  [...app.switches].filter(([k]) => !['user-data-dir', 'r', 'inspect'].includes(k)).map(([k, v]) => (v === '' ? `--${k}` : `--${k}=${v}`)),
  (server.address() as { port: number }).port,
)
host.chromium.process.once('exit', () => {
  if (host.windows.size) {
    console.error('electron-host: Chromium went away')
    process.exit(1)
  }
})

const { cdp } = host.chromium
const here = new Map<string, Session>(),
  waiting = new Map<string, (s: Session) => void>()
const unclaimed: ((v: { cdp: Session; targetId: string }) => void)[] = []
host.nextUnclaimed = () => new Promise((ok) => unclaimed.push(ok))
host.attached = (id) =>
  new Promise((ok) => {
    const s = here.get(id)
    if (s) ok(s)
    else waiting.set(id, ok)
  })
/** ms in which a window that is refused makes its first request, on a computer that is busy. */
const REQUEST_LIMIT = 30_000
cdp.root.on('Target.attachedToTarget', (e: any) => {
  const s = cdp.session(e.sessionId)!
  const id = e.targetInfo.targetId
  const opener = [...host.contents.values()].find((w) => w.targetId && w.targetId === e.targetInfo.openerId)
  // a window that a page opens may have no type yet
  if (e.targetInfo.type !== 'page' && !opener) {
    void s.send('Runtime.runIfWaitingForDebugger').catch(() => {})
    return
  }
  if (opener) {
    // window.open in a page
    void opener.openedUrl().then((u) => {
      const url = host.fromChromium(u)
      const d = opener.decideOpen(url)
      // it shares its opener's thread, which stands still until it goes on: it does, and its requests fail. What waits when a target is
      // closed is sent after all, so that it is closed after its first request, if it has one.
      if (d.action === 'deny') {
        const close = () => void cdp.root.send('Target.closeTarget', { targetId: id }).catch(() => {})
        s.on('Fetch.requestPaused', (p: any) => {
          void s
            .send('Fetch.failRequest', { requestId: p.requestId, errorReason: 'BlockedByClient' })
            .catch(() => {})
            .finally(close)
        })
        void s.send('Fetch.enable', {}).catch(() => {})
        void s.send('Runtime.runIfWaitingForDebugger').catch(() => {})
        if (/^(https?|file|ftp):/.test(u)) setTimeout(close, REQUEST_LIMIT).unref()
        else close()
      } else opener.emit('did-create-window', new BrowserWindow(d.overrideBrowserWindowOptions ?? {}, { cdp: s, targetId: id }), { url })
    })
    return
  }
  const u = unclaimed.shift()
  if (u) {
    u({ cdp: s, targetId: id })
    return
  }
  here.set(id, s)
  waiting.get(id)?.(s)
  waiting.delete(id)
})
cdp.root.on('Target.detachedFromTarget', (e: any) => {
  for (const w of [...host.windows.values()]) if (w.webContents.targetId === e.targetId) w.gone()
})
cdp.root.on('Target.targetDestroyed', (e: any) => {
  here.delete(e.targetId)
  for (const w of [...host.windows.values()]) if (w.webContents.targetId === e.targetId) w.gone()
})
await cdp.root.send('Target.setDiscoverTargets', { discover: true })
await cdp.root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
host.versions['chrome'] ||= (await cdp.root.send('Browser.getVersion')).product.replace(/^.*\//, '')
host.applyPermissions = applyPermissions
await applyPermissions()
app.start()
