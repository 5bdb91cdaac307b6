import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session, utilityProcess } from 'electron'

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
if (!app.requestSingleInstanceLock()) app.exit(0)

globalThis.refused = new Set(process.env.REFUSED?.split(',') ?? [])
app.whenReady().then(start)

function start() {
  const html = '<!doctype html><meta charset="utf-8"><title>self-test</title><h1>self-test</h1>'
  protocol.handle(
    'app',
    () => new Response(html, { headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'; connect-src 'self'" } }),
  )
  const allowed = (wc, permission) => wc !== null && !globalThis.refused.has(permission)
  session.defaultSession.setPermissionRequestHandler((wc, permission, callback) => callback(allowed(wc, permission)))
  session.defaultSession.setPermissionCheckHandler(allowed)
  ipcMain.handle('echo', (_event, value) => value)
  ipcMain.handle('fail', () => {
    throw new Error('nope')
  })
  globalThis.child = utilityProcess.fork(join(import.meta.dirname, 'child.mjs'), ['one'], {
    serviceName: 'self-test',
    stdio: 'pipe',
    env: { ...process.env, MARK: 'x' },
  })
  globalThis.fromChild = []
  globalThis.child.on('message', (m) => globalThis.fromChild.push(m))
  globalThis.childGone = new Promise((ok) => globalThis.child.on('exit', ok))
  globalThis.child.postMessage({ early: new Uint8Array([1, 2]) })

  const win = new BrowserWindow({ width: 420, height: 640, webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') } })
  win.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  win.webContents.on('will-navigate', (event) => event.preventDefault())
  win.loadURL('app://bundle/index.html')
}
