// Electron's `app`: life cycle, paths, switches, single instance.
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { host } from './host.ts'
import { record } from './record.ts'
import { utilityProcesses } from './utility-process.ts'

const stoppable = () => ({
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true
  },
})

export class App extends EventEmitter {
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<void>()
  name = 'Electron'
  version = '0.0.0'
  appPath = process.cwd()
  isPackaged = false
  dock: undefined = undefined
  readonly switches = new Map<string, string>()
  readonly commandLine = {
    appendSwitch: (k: string, v = '') => {
      const old = this.switches.get(k)
      this.switches.set(k, /-features$/.test(k) && old ? `${old},${v}` : v)
    },
    hasSwitch: (k: string) => this.switches.has(k),
    getSwitchValue: (k: string) => this.switches.get(k) ?? '',
    removeSwitch: (k: string) => void this.switches.delete(k),
  }
  #quitting = false
  #prevented = false
  #lock: Server | undefined

  start(): void {
    host.isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#ready.resolve()
  }
  whenReady(): Promise<void> {
    return this.#ready.promise
  }
  isReady(): boolean {
    return host.isReady
  }
  getName(): string {
    return this.name
  }
  setName(n: string): void {
    this.name = n
  }
  getVersion(): string {
    return this.version
  }
  getAppPath(): string {
    return this.appPath
  }
  #language(): string {
    return (this.switches.get('lang') || process.env['LC_ALL'] || process.env['LANG'] || 'en-US')
      .split('.')[0]!
      .replace('_', '-')
      .replace(/^(C|POSIX)$/, 'en-US')
  }
  getLocale(): string {
    return this.#language()
  }
  getSystemLocale(): string {
    return this.#language()
  }
  getPreferredSystemLanguages(): string[] {
    return [this.#language()]
  }
  getLocaleCountryCode(): string {
    return this.#language().split('-')[1] ?? ''
  }
  setPath(k: string, v: string): void {
    this.#paths.set(k, v)
  }
  getPath(k: string): string {
    const set = this.#paths.get(k)
    if (set) return set
    const userData = () => this.switches.get('user-data-dir') || join(this.getPath('appData'), this.name)
    const at: Record<string, () => string> = {
      home: homedir,
      appData: () => process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'),
      userData,
      sessionData: () => this.getPath('userData'),
      temp: tmpdir,
      exe: () => host.exe,
      logs: () => join(this.getPath('userData'), 'logs'),
      crashDumps: () => join(this.getPath('userData'), 'Crashpad'),
      downloads: () => join(homedir(), 'Downloads'),
      documents: () => join(homedir(), 'Documents'),
    }
    const path = at[k]
    if (!path) throw new Error(`electron-host: app.getPath('${k}') is not stood in for`)
    return path()
  }
  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id)
  }
  setBadgeCount(n: number): boolean {
    record('app.setBadgeCount', n)
    return true
  }
  #loginItem: object = {}
  setLoginItemSettings(settings: object): void {
    this.#loginItem = settings
    record('app.setLoginItemSettings', settings)
  }
  getLoginItemSettings(): object {
    return { openAtLogin: false, wasOpenedAtLogin: false, ...this.#loginItem }
  }
  setAsDefaultProtocolClient(...args: unknown[]): boolean {
    record('app.setAsDefaultProtocolClient', ...args)
    return true
  }
  enableSandbox(): void {}
  focus(): void {}
  /** This process and its utility processes. */
  getAppMetrics(): { pid: number; type: string; name?: string }[] {
    return [{ pid: process.pid, type: 'Browser' }, ...utilityProcesses()]
  }
  relaunch(o?: object): void {
    record('app.relaunch', o)
  }

  /** One instance per user-data folder, over a socket in it, as Chromium's process singleton does. */
  requestSingleInstanceLock(extra: object = {}): boolean {
    const dir = this.getPath('userData')
    mkdirSync(dir, { recursive: true })
    const path = join(dir, 'host-singleton')
    const pidFile = `${path}.pid`
    const pid = this.#otherInstance(pidFile)
    if (pid) {
      this.#sendToRunning(path, extra)
      return false
    }
    writeFileSync(pidFile, String(process.pid))
    rmSync(path, { force: true })
    this.#lock = createServer((s) => {
      let t = ''
      s.on('data', (d) => (t += d))
      s.on('end', () => {
        const m = JSON.parse(t)
        this.emit('second-instance', {}, m.argv, m.cwd, m.extra)
      })
    })
    this.#lock.listen(path).unref()
    this.once('quit', () => this.releaseSingleInstanceLock())
    return true
  }
  #otherInstance(pidFile: string): number {
    try {
      const pid = Number(readFileSync(pidFile, 'utf8'))
      if (!pid || pid === process.pid) return 0
      process.kill(pid, 0)
      return pid
    } catch {
      return 0
    }
  }
  #sendToRunning(path: string, extra: object): void {
    // the caller exits right after: a child hands the message over, so that the exit cannot cut it off
    const script = "const[p,t]=process.argv.slice(1);const s=require('net').connect(p,()=>s.end(t));s.on('error',()=>process.exit(1))"
    spawnSync(process.execPath, ['-e', script, path, JSON.stringify({ argv: process.argv, cwd: process.cwd(), extra })])
  }
  hasSingleInstanceLock(): boolean {
    return !!this.#lock
  }
  releaseSingleInstanceLock(): void {
    this.#lock?.close()
    this.#lock = undefined
    rmSync(join(this.getPath('userData'), 'host-singleton.pid'), { force: true })
  }

  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    this.#prevented = false
    const ev = stoppable()
    this.emit('before-quit', ev)
    if (ev.defaultPrevented) {
      this.#quitting = false
      return
    }
    for (const w of [...host.windows.values()]) w.close()
    if (this.#prevented) this.#quitting = false
    else if (host.windows.size === 0) this.#finish(0)
  }
  closePrevented(): void {
    this.#prevented = true
  }
  allClosed(): void {
    if (this.#quitting) this.#finish(0)
    else if (this.listenerCount('window-all-closed')) this.emit('window-all-closed')
    else this.quit()
  }
  #finish(code: number): void {
    const ev = stoppable()
    this.emit('will-quit', ev)
    if (ev.defaultPrevented) {
      this.#quitting = false
      return
    }
    this.exit(code)
  }
  exit(code = 0): void {
    this.emit('quit', {}, code)
    if (!host.chromium) process.exit(code)
    void (async () => {
      await host.chromium.close().catch(() => {})
      process.exit(code)
    })()
  }
}
