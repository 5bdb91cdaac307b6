// Starts Debian's Chromium and speaks the DevTools protocol to it (flat sessions, one pair of pipes).
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'

export class Session extends EventEmitter {
  readonly cdp: Cdp
  readonly id: string | undefined
  constructor(cdp: Cdp, id?: string) {
    super()
    this.cdp = cdp
    this.id = id
    this.setMaxListeners(0)
  }
  send(method: string, params: object = {}): Promise<any> {
    return this.cdp.send(method, params, this.id)
  }
}

/**
 * The protocol over the pipes of `--remote-debugging-pipe`, each message followed by a zero byte: a WebSocket would compress everything that main and its
 * pages exchange, and take more of main's time than the app does.
 */
export class Cdp {
  readonly root = new Session(this)
  readonly #sessions = new Map<string, Session>()
  readonly #waiting = new Map<number, { ok: (v: any) => void; no: (e: Error) => void; method: string }>()
  readonly #out: Writable
  #outbox: string[] = []
  #next = 0
  closed = false
  constructor(out: Writable, answers: Readable) {
    this.#out = out
    // what is written to a Chromium that has just ended is lost; its end is told by the other pipe
    out.on('error', () => {})
    answers.on('error', () => {})
    let begun: Buffer[] = []
    answers.on('data', (data: Buffer) => {
      let rest = data
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        const text = Buffer.concat([...begun, rest.subarray(0, end)]).toString()
        begun = []
        rest = rest.subarray(end + 1)
        this.#receive(JSON.parse(text))
      }
      if (rest.length) begun.push(rest)
    })
    answers.on('close', () => {
      this.closed = true
      for (const w of this.#waiting.values()) w.no(new Error(`${w.method}: Chromium is gone`))
      this.#waiting.clear()
    })
  }
  #receive(msg: any): void {
    if (msg.id) {
      const w = this.#waiting.get(msg.id)
      this.#waiting.delete(msg.id)
      if (msg.error) w?.no(new Error(`${w.method}: ${msg.error.message}`))
      else w?.ok(msg.result)
    } else {
      if (msg.method === 'Target.attachedToTarget') this.#sessions.set(msg.params.sessionId, new Session(this, msg.params.sessionId))
      const s = msg.sessionId ? this.#sessions.get(msg.sessionId) : this.root
      s?.emit(msg.method, msg.params)
      if (msg.method === 'Target.detachedFromTarget') this.#sessions.delete(msg.params.sessionId)
    }
  }
  session(id: string): Session | undefined {
    return this.#sessions.get(id)
  }
  send(method: string, params: object, sessionId?: string): Promise<any> {
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium is gone`))
    const id = ++this.#next
    return new Promise((ok, no) => {
      this.#waiting.set(id, { ok, no, method })
      this.#post(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    })
  }
  /**
   * Sends from the event loop only. Playwright's `evaluate` runs in main through Node's inspector, which interrupts whatever
   * JavaScript is running; a message sent from in there must not come between the two parts of another.
   */
  #post(text: string): void {
    this.#outbox.push(text)
    if (this.#outbox.length > 1) return
    setImmediate(() => {
      const texts = this.#outbox
      this.#outbox = []
      this.#out.write(texts.map((one) => `${one}\0`).join(''))
    })
  }
}

/** Its number, such as 140.0.7339.80. */
export function chromiumVersion(): string {
  const text = execFileSync(chromiumPath(false), ['--product-version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return /\d+\.[\d.]+/.exec(text)?.[0] ?? '0'
}

/**
 * The browser to start. Without a display Debian's headless shell, where it is there: the whole Chromium draws windows that nobody sees, at twice the
 * processor time. It is named in its own folder, for the command on the path is a script, and ending that would leave the browser running.
 *
 * @returns undefined where there is none
 */
export const findChromium = (headless: boolean): string | undefined =>
  [
    process.env['ELECTRON_HOST_CHROMIUM'],
    ...(headless ? ['/usr/lib/chromium/chromium-headless-shell'] : []),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((p) => p && existsSync(p))

function chromiumPath(headless: boolean): string {
  const found = findChromium(headless)
  if (!found) throw new Error('electron-host: no Chromium (apt-get install chromium, or set ELECTRON_HOST_CHROMIUM)')
  return found
}

/**
 * What keeps a start here short, as arguments. Parts of Chromium's own window that Electron's has not are drawn by pages of their own: a quarter
 * of the time. Fewer processes are another sixth.
 */
export const lean = (): string[] => [
  '--in-process-gpu',
  '--enable-features=NetworkServiceInProcess2',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,SpareRendererForSitePerProcess,AudioServiceOutOfProcess',
  // V8's flags for the pages (playwright.config.ts)
  ...(process.env['ELECTRON_HOST_JS_FLAGS'] ? [`--js-flags=${process.env['ELECTRON_HOST_JS_FLAGS']}`] : []),
]

export interface Running {
  cdp: Cdp
  process: ChildProcess
  headless: boolean
  openAppWindow(): void
  close(): Promise<void>
}

/** One switch for each list of features: Chromium heeds the last of several. */
function withFeatures(switches: readonly string[]): string[] {
  const rest = switches.filter((s) => !/^--(en|dis)able-features=/.test(s))
  for (const name of ['--enable-features=', '--disable-features='])
    rest.push(
      name +
        switches
          .filter((s) => s.startsWith(name))
          .map((s) => s.slice(name.length))
          .join(','),
    )
  return rest
}

/** Signals that a program gets for a fault of its own. */
const CRASHES = new Set<NodeJS.Signals>(['SIGSEGV', 'SIGTRAP', 'SIGILL', 'SIGABRT'])
class Crashed extends Error {}

/** Starts Chromium. @returns its process and the address of its DevTools @throws Crashed, or Error with what it wrote */
async function startListening(path: string, args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  const url = await new Promise<string>((ok, no) => {
    let text = ''
    child.stderr!.on('data', (d: Buffer) => {
      text += d
      const m = /^DevTools listening on (ws:\/\/.*)$/m.exec(text)
      if (m) {
        ok(m[1]!)
        text = ''
      }
      if (process.env['ELECTRON_HOST_DEBUG']) process.stderr.write(d)
    })
    child.once('error', no)
    child.once('exit', (code, signal) => {
      const message = `Chromium ended (${code ?? signal}) before it listened\n${text}`
      no(signal && CRASHES.has(signal) ? new Crashed(message) : new Error(`electron-host: ${message}`))
    })
  })
  return { child, url }
}

export async function launch(userDataDir: string, switches: string[], serverPort: number): Promise<Running> {
  mkdirSync(userDataDir, { recursive: true })
  const headless = process.env['ELECTRON_HOST_HEADLESS'] === '1' || !process.env['DISPLAY']
  const args = [
    `--user-data-dir=${userDataDir}`,
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-default-apps',
    '--disable-extensions',
    '--password-store=basic',
    '--test-type',
    '--disable-infobars',
    '--allow-file-access-from-files',
    '--use-fake-ui-for-media-stream',
    `--host-resolver-rules=MAP *.localhost:80 127.0.0.1:${serverPort}`,
    // the page then counts as one from the internet, as Electron's own scheme may: Local Network Access checks apply to it
    ...(process.env['ELECTRON_HOST_PUBLIC_PAGE'] ? [`--ip-address-space-overrides=127.0.0.1:${serverPort}=public`] : []),
    // a window that a page wants to open is decided on by main, before there is one (window.ts)
    ...(headless ? ['--headless', '--block-new-web-contents'] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    ...withFeatures([...lean(), ...switches]),
  ]
  // Debian's Chromium crashed once in some hundred starts, before it ran anything: it is started again, and that is said
  const { child, url } = await startListening(chromiumPath(headless), args).catch((e: Error) => {
    if (!(e instanceof Crashed)) throw e
    console.error(`electron-host: ${e.message}; started again`)
    return startListening(chromiumPath(headless), args)
  })
  const [, , , out, answers] = child.stdio
  const cdp = new Cdp(out as Writable, answers as Readable)
  process.stderr.write(`\nDevTools listening on ${url}\n`) // what Playwright's _electron.launch waits for
  return {
    cdp,
    process: child,
    headless,
    // a second start with the same profile opens a window without tabs or address bar in the running browser
    openAppWindow() {
      spawn(
        chromiumPath(headless),
        [`--user-data-dir=${userDataDir}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--test-type', '--app=data:text/html,'],
        { stdio: 'ignore' },
      ).unref()
    },
    async close() {
      if (child.exitCode !== null || child.signalCode) return
      const gone = once(child, 'exit')
      cdp.send('Browser.close', {}).catch(() => {})
      const t = setTimeout(() => child.kill('SIGKILL'), 3000)
      await gone
      clearTimeout(t)
    },
  }
}
