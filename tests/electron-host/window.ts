// BrowserWindow and WebContents of the stand-in. Longer than 300 lines: the two share private state, as in Electron.
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import type { Session } from './chromium.ts'
import { decode, encode } from './codec.ts'
import { host } from './host.ts'
import { isolatedWorldScript, mainWorldScript } from './world.ts'

/** All documents, and what else is on no page of the app's own scheme, whose address has no port here: each interception costs time. */
const intercepted = [
  { resourceType: 'Document', requestStage: 'Request' },
  ...['http://*:*', 'https://*', 'ftp://*', 'file://*'].map((urlPattern) => ({ urlPattern, requestStage: 'Request' })),
]
const WORLD = 'Electron Isolated Context'
const BINDING = '__electronHostSend'
let nextWebContents = 1,
  nextWindow = 1

export class WebContents extends EventEmitter {
  readonly id = nextWebContents++
  readonly prefs: any
  readonly ready: Promise<void>
  mainFrame: any
  targetId = ''
  #cdp: Session | undefined
  #frame = ''
  #worlds = new Map<string, number>() // frame id -> isolated context id
  #url = ''
  #title = ''
  #loading = false
  #requested = new Set<string>() // navigations that the page itself began
  #crashed = false
  #zoom = 1
  #hidden = false
  #hiding: Promise<string | undefined> = Promise.resolve(undefined)
  #ua = ''
  #openHandler: ((d: any) => any) | undefined
  #routes = 'default'
  #secret = randomBytes(8).toString('hex')
  destroyed = false
  audioMuted = false
  constructor(prefs: any, ready: (wc: WebContents) => Promise<{ cdp: Session; targetId: string }>) {
    super()
    this.setMaxListeners(0)
    this.prefs = prefs
    const wc = this
    this.mainFrame = {
      get url() {
        return wc.getURL()
      },
      get origin() {
        return originOf(wc.getURL())
      },
      frameTreeNodeId: this.id,
      routingId: 1,
      processId: 1,
      parent: null,
      send: (ch: string, ...a: unknown[]) => wc.send(ch, ...a),
    }
    host.contents.set(this.id, this)
    this.ready = (async () => {
      const { cdp, targetId } = await ready(this)
      this.targetId = targetId
      await this.#attach(cdp)
    })()
    this.ready.catch((e) => {
      if (!this.destroyed) console.error('electron-host: window did not open', e)
    })
  }
  get session() {
    return host.sessionOf(this.prefs.partition ?? '')
  }
  /** As they were given: what Chromium makes of them only Electron knows. */
  getLastWebPreferences() {
    return { ...this.prefs }
  }
  get ipc() {
    return (this.#ipc ??= host.newIpc())
  }
  #ipc: any

  async #attach(cdp: Session): Promise<void> {
    this.#cdp = cdp
    cdp.on('Runtime.executionContextCreated', ({ context: c }: any) => {
      if (c.name === WORLD) this.#worlds.set(c.auxData.frameId, c.id)
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }: any) => {
      for (const [f, id] of this.#worlds) if (id === executionContextId) this.#worlds.delete(f)
    })
    cdp.on('Runtime.executionContextsCleared', () => this.#worlds.clear())
    cdp.on('Runtime.bindingCalled', (e: any) => {
      if (e.name === BINDING) void this.#fromRenderer(e.payload, e.executionContextId)
    })
    cdp.on('Runtime.consoleAPICalled', (e: any) =>
      this.emit('console-message', { level: e.type, message: e.args.map((a: any) => a.value ?? a.description ?? '').join(' ') }),
    )
    cdp.on('Page.frameNavigated', ({ frame }: any) => {
      if (frame.parentId) return
      this.#frame = frame.id
      this.#url = host.fromChromium(frame.url)
      this.#crashed = false
      void host.applyPermissions?.()
      this.emit('did-navigate', {}, this.#url, 200, '')
    })
    cdp.on('Page.windowOpen', (e: any) => {
      if (host.chromium?.headless) {
        const { action } = this.decideOpen(host.fromChromium(e.url))
        if (action !== 'deny') console.error('electron-host: a window that a page opens is not stood in for in the headless shell')
        return
      }
      const w = this.#openWaiting.shift()
      if (w) w(e.url)
      else this.#opened.push(e.url)
    })
    cdp.on('Page.frameRequestedNavigation', (e: any) => {
      if (e.frameId === this.#frame && e.reason !== 'reload') this.#requested.add(e.url)
    })
    cdp.on('Page.navigatedWithinDocument', (e: any) => {
      this.#url = host.fromChromium(e.url)
      this.emit('did-navigate-in-page', {}, this.#url, true)
    })
    cdp.on('Page.frameStartedLoading', (e: any) => {
      if (e.frameId === this.#frame) {
        this.#loading = true
        this.emit('did-start-loading')
      }
    })
    cdp.on('Page.domContentEventFired', () => this.emit('dom-ready'))
    cdp.on('Page.loadEventFired', () => {
      this.#loading = false
      this.emit('did-finish-load')
      this.emit('did-stop-loading')
      void this.#readTitle()
    })
    const crashed = (code: number) => {
      if (!this.#crashed) {
        this.#crashed = true
        this.#worlds.clear()
        const d = { reason: 'crashed', exitCode: code }
        this.emit('render-process-gone', {}, d)
        host.app.emit('render-process-gone', {}, this, d)
      }
    }
    cdp.on('Inspector.targetCrashed', () => crashed(11))
    cdp.on('Fetch.requestPaused', (e: any) => void this.#onRequest(e))
    const p = this.prefs.preload as string | undefined
    let preload: { source: string; url: string } | null = null
    if (p)
      try {
        const source = readFileSync(p, 'utf8')
        new Script(`(function(){${source}\n})`, { filename: p })
        preload = { source, url: pathToFileURL(p).href }
      } catch (e) {
        setImmediate(() => this.emit('preload-error', {}, p, e))
        console.error(`Unable to load preload script: ${p}\n`, e)
      }
    const env = { versions: { ...host.versions }, platform: process.platform, arch: process.arch, argv: [host.exe] }
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Inspector.enable'),
      cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(this.#secret) }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorldScript(this.#secret, BINDING, env, preload), worldName: WORLD }),
      cdp.send('Runtime.enable'),
      cdp.send('Fetch.enable', { patterns: intercepted }),
      cdp.send('Page.getFrameTree').then((t) => {
        this.#frame = t.frameTree.frame.id
      }),
      cdp.send('Runtime.runIfWaitingForDebugger'),
    ])
  }
  async #onRequest(e: any): Promise<void> {
    const go = async () => {
      const refused = await this.session.refuses(host.fromChromium(e.request.url), e.resourceType)
      const [method, how] = refused ? ['Fetch.failRequest', { errorReason: 'BlockedByClient' }] : ['Fetch.continueRequest', {}]
      await this.#cdp?.send(method as string, { requestId: e.requestId, ...(how as object) }).catch(() => {})
    }
    if (e.frameId !== this.#frame || !this.#requested.delete(e.request.url)) return void go()
    let stop = false
    const url = host.fromChromium(e.request.url)
    this.emit(
      'will-navigate',
      {
        preventDefault() {
          stop = true
        },
        url,
        isMainFrame: true,
        isSameDocument: false,
      },
      url,
    )
    if (stop) await this.#cdp?.send('Fetch.failRequest', { requestId: e.requestId, errorReason: 'Aborted' }).catch(() => {})
    else await go()
  }
  async #fromRenderer(payload: string, context: number): Promise<void> {
    const m = decode(payload)
    const answer = (r: object) => this.#eval(context, encode({ k: 'reply', id: m.id, ...r }))
    const event: any = {
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      type: 'frame',
      reply: (ch: string, ...a: unknown[]) => this.send(ch, ...a),
      returnValue: undefined,
    }
    if (m.k === 'send') {
      this.emit('ipc-message', event, m.ch, ...m.args)
      this.#ipc?.emit(m.ch, event, ...m.args)
      host.ipcMain.emit(m.ch, event, ...m.args)
    } else if (m.k === 'preload-error') this.emit('preload-error', {}, this.prefs.preload, m.e)
    else if (m.k === 'invoke') {
      const h = this.#ipc?.handlers.get(m.ch) ?? host.ipcMain.handlers.get(m.ch)
      try {
        if (!h) throw new Error(`No handler registered for '${m.ch}'`)
        answer({ ok: true, v: await h(event, ...m.args) })
      } catch (e: any) {
        console.error(`Error occurred in handler for '${m.ch}':`, e)
        answer({ ok: false, v: new Error(`Error invoking remote method '${m.ch}': ${e}`) })
      }
    } else if (m.k === 'permission')
      answer({
        ok: true,
        v: await host.session.ask(this, m.p, {
          ...m.d,
          requestingUrl: this.getURL(),
          isMainFrame: true,
          securityOrigin: `${originOf(this.getURL())}/`,
        }),
      })
    else if (m.k === 'check') answer({ ok: true, v: host.session.check(this, m.p, originOf(this.getURL())) })
  }
  #eval(contextId: number, text: string): void {
    // as an argument: a text inside an expression would be compiled, a new script for each message
    const call = { functionDeclaration: 'function (text) { __electronHost(text) }', arguments: [{ value: text }], executionContextId: contextId }
    this.#cdp?.send('Runtime.callFunctionOn', call).catch(() => {})
  }
  send(ch: string, ...args: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    const text = encode({ k: 'event', ch, args })
    const ctx = this.#worlds.get(this.#frame)
    if (ctx !== undefined) this.#eval(ctx, text)
  }
  async loadURL(url: string): Promise<void> {
    await this.ready
    const to = host.toChromium(url)
    const done = new Promise<void>((ok) => this.once('did-finish-load', () => ok()))
    const r = await this.#cdp!.send('Page.navigate', { url: to })
    if (r.errorText) {
      this.emit('did-fail-load', {}, -2, r.errorText, url, true)
      throw new Error(`${r.errorText} loading '${url}'`)
    }
    if (r.loaderId) await done
  }
  loadFile(path: string, o: any = {}): Promise<void> {
    const u = pathToFileURL(path)
    if (o.query) u.search = String(new URLSearchParams(o.query))
    if (o.hash) u.hash = o.hash
    return this.loadURL(u.href)
  }
  reload(): void {
    void this.ready
      .then(() => {
        return this.#crashed ? this.loadURL(this.#url) : this.#cdp!.send('Page.reload')
      })
      .catch(() => {})
  }
  reloadIgnoringCache(): void {
    this.reload()
  }
  getURL(): string {
    return this.#url
  }
  getTitle(): string {
    return this.#title
  }
  async #readTitle() {
    const t = await this.executeJavaScript('document.title').catch(() => '')
    if (t !== this.#title) {
      this.#title = t
      this.emit('page-title-updated', { preventDefault() {} }, t, true)
    }
  }
  isLoading(): boolean {
    return this.#loading
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  isCrashed(): boolean {
    return this.#crashed
  }
  forcefullyCrashRenderer(): void {
    void this.#cdp?.send('Page.crash').catch(() => {})
  }
  async executeJavaScript(code: string): Promise<any> {
    await this.ready
    const r = await this.#cdp!.send('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture: true })
    if (r.exceptionDetails) throw new Error(r.exceptionDetails.exception?.description ?? r.exceptionDetails.text)
    return r.result.value
  }
  async capturePage(): Promise<any> {
    await this.ready
    const r = await this.#cdp!.send('Page.captureScreenshot', { format: 'png' })
    return host.nativeImage.createFromBuffer(Buffer.from(r.data, 'base64'))
  }
  async printToPDF(o: any = {}): Promise<Buffer> {
    await this.ready
    const [paperWidth, paperHeight] = o.pageSize === 'Letter' ? [8.5, 11] : [8.27, 11.69]
    const { top, bottom, left, right } = o.margins ?? {}
    const r = await this.#cdp!.send('Page.printToPDF', {
      landscape: !!o.landscape,
      displayHeaderFooter: !!o.displayHeaderFooter,
      headerTemplate: o.headerTemplate,
      footerTemplate: o.footerTemplate,
      printBackground: !!o.printBackground,
      paperWidth,
      paperHeight,
      marginTop: top,
      marginBottom: bottom,
      marginLeft: left,
      marginRight: right,
      generateTaggedPDF: !!o.generateTaggedPDF,
      transferMode: 'ReturnAsStream',
    })
    const parts: Buffer[] = []
    for (let eof = false; !eof; ) {
      const part = await this.#cdp!.send('IO.read', { handle: r.stream, size: 1 << 20 })
      parts.push(Buffer.from(part.data, part.base64Encoded ? 'base64' : 'utf8'))
      eof = part.eof
    }
    await this.#cdp!.send('IO.close', { handle: r.stream })
    return Buffer.concat(parts)
  }
  setWindowOpenHandler(h: (d: any) => any): void {
    this.#openHandler = h
  }
  #opened: string[] = []
  #openWaiting: ((u: string) => void)[] = []
  openedUrl(): Promise<string> {
    const u = this.#opened.shift()
    return u !== undefined ? Promise.resolve(u) : new Promise((ok) => this.#openWaiting.push(ok))
  }
  decideOpen(url: string): any {
    return (
      this.#openHandler?.({ url, frameName: '', features: '', disposition: 'new-window', referrer: { url: this.#url, policy: 'default' } }) ?? {
        action: 'allow',
      }
    )
  }
  async media(features: { name: string; value: string }[]): Promise<void> {
    await this.ready
    await this.#cdp!.send('Emulation.setEmulatedMedia', { features }).catch(() => {})
  }
  /** What the page reads as its visibility, now and after each navigation: Chromium's own window is always in view. */
  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return
    this.#hidden = hidden
    const set = `Object.defineProperties(document, {
      hidden: { configurable: true, get: () => ${hidden} },
      visibilityState: { configurable: true, get: () => '${hidden ? 'hidden' : 'visible'}' },
    })`
    this.#hiding = this.#hiding
      .then(async (last) => {
        await this.ready
        if (last !== undefined) await this.#cdp!.send('Page.removeScriptToEvaluateOnNewDocument', { identifier: last })
        await this.#cdp!.send('Runtime.evaluate', { expression: `${set}.dispatchEvent(new Event('visibilitychange', { bubbles: true }))` })
        return hidden ? (await this.#cdp!.send('Page.addScriptToEvaluateOnNewDocument', { source: set })).identifier : undefined
      })
      // the window was closed meanwhile
      .catch(() => undefined)
  }
  cdp(): Session {
    return this.#cdp!
  }
  close(): void {
    void this.ready.then(() => host.chromium.cdp.root.send('Target.closeTarget', { targetId: this.targetId })).catch(() => {})
  }
  setAudioMuted(m: boolean) {
    this.audioMuted = m
  }
  isAudioMuted() {
    return this.audioMuted
  }
  setZoomFactor(z: number) {
    this.#zoom = z
  }
  getZoomFactor() {
    return this.#zoom
  }
  setUserAgent(u: string) {
    this.#ua = u
  }
  getUserAgent() {
    return this.#ua
  }
  getOSProcessId() {
    return 0
  }
  focus() {}
  openDevTools() {}
  closeDevTools() {}
  isDevToolsOpened() {
    return false
  }
  setBackgroundThrottling() {}
  // Chromium takes it at its start alone (--force-webrtc-ip-handling-policy)
  setWebRTCIPHandlingPolicy(policy: string) {
    this.#routes = policy
  }
  getWebRTCIPHandlingPolicy() {
    return this.#routes
  }
  setVisualZoomLevelLimits() {
    return Promise.resolve()
  }
  static fromId(id: number) {
    return host.contents.get(id)
  }
  static fromDevToolsTargetId(id: string) {
    return [...host.contents.values()].find((w) => w.targetId === id)
  }
  static getAllWebContents() {
    return [...host.contents.values()]
  }
  static getFocusedWebContents() {
    return BrowserWindow.getFocusedWindow()?.webContents ?? null
  }
}

export function originOf(url: string): string {
  try {
    const u = new URL(url)
    return u.origin === 'null' ? `${u.protocol}//${u.host}` : u.origin
  } catch {
    return ''
  }
}

export class BrowserWindow extends EventEmitter {
  readonly id = nextWindow++
  readonly webContents: WebContents
  readonly options: any
  #visible: boolean
  #state = { minimized: false, maximized: false, fullScreen: false, focused: false, onTop: false, destroyed: false, title: '' }
  #bounds: { x: number; y: number; width: number; height: number }
  #calls: string[] = []
  constructor(options: any = {}, existing?: { cdp: Session; targetId: string }) {
    super()
    if (!host.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.#visible = options.show !== false
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.#state.onTop = !!options.alwaysOnTop
    this.webContents = new WebContents(options.webPreferences ?? {}, async (wc) => {
      if (existing) return existing
      if (host.chromium.headless) {
        const { targetId } = await host.chromium.cdp.root.send('Target.createTarget', {
          url: 'about:blank',
          newWindow: true,
          left: this.#bounds.x,
          top: this.#bounds.y,
          width: this.#bounds.width,
          height: this.#bounds.height,
        })
        return { targetId, cdp: await host.attached(targetId) }
      }
      const next = host.nextUnclaimed()
      host.chromium.openAppWindow()
      void wc
      return next
    })
    host.windows.set(this.id, this)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.on('page-title-updated', (e, t) => {
      let stop = false
      this.emit(
        'page-title-updated',
        {
          ...e,
          preventDefault() {
            stop = true
          },
        },
        t,
        true,
      )
      if (!stop) this.#state.title = t
    })
    queueMicrotask(() => {
      host.app.emit('browser-window-created', {}, this)
      host.app.emit('web-contents-created', {}, this.webContents)
    })
    if (this.#visible) this.#state.focused = true
    // a page is in view until its window was shown once, unless the app wants it otherwise
    if (options.paintWhenInitiallyHidden === false) this.#tellVisibility()
    void this.webContents.ready.then(() => this.#fit()).catch(() => {})
  }
  #tellVisibility(): void {
    if (this.options.webPreferences?.backgroundThrottling === false) return
    this.webContents.setHidden(!this.#visible || this.#state.minimized)
  }
  /** the target is gone, whoever closed it */
  gone(): void {
    if (this.#state.destroyed) return
    this.#state.destroyed = true
    this.webContents.destroyed = true
    host.windows.delete(this.id)
    host.contents.delete(this.webContents.id)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (host.windows.size === 0) host.allClosed()
  }
  close(): void {
    if (this.#state.destroyed) return
    let stop = false
    this.emit('close', {
      preventDefault() {
        stop = true
      },
      get defaultPrevented() {
        return stop
      },
    })
    if (!stop) this.webContents.close()
    else host.closePrevented()
  }
  destroy(): void {
    this.webContents.close()
    this.gone()
  }
  show(): void {
    if (!this.#visible || this.#state.minimized) {
      this.#visible = true
      this.#state.minimized = false
      this.#tellVisibility()
      this.emit('show')
    }
    this.focus()
  }
  showInactive(): void {
    this.#visible = true
    this.#tellVisibility()
    this.emit('show')
  }
  hide(): void {
    if (!this.#visible) return
    this.#visible = false
    this.#tellVisibility()
    this.blur()
    this.emit('hide')
  }
  focus(): void {
    for (const w of host.windows.values()) if (w !== this) w.blur()
    if (!this.#state.focused) {
      this.#state.focused = true
      this.emit('focus')
      host.app.emit('browser-window-focus', {}, this)
    }
  }
  blur(): void {
    if (this.#state.focused) {
      this.#state.focused = false
      this.emit('blur')
      host.app.emit('browser-window-blur', {}, this)
    }
  }
  minimize(): void {
    this.#state.minimized = true
    this.#tellVisibility()
    this.blur()
    this.emit('minimize')
  }
  restore(): void {
    this.#state.minimized = false
    this.#tellVisibility()
    this.emit('restore')
  }
  maximize(): void {
    this.#state.maximized = true
    this.emit('maximize')
  }
  unmaximize(): void {
    this.#state.maximized = false
    this.emit('unmaximize')
  }
  setFullScreen(f: boolean): void {
    this.#state.fullScreen = f
    this.emit(f ? 'enter-full-screen' : 'leave-full-screen')
  }
  isVisible() {
    return this.#visible
  }
  isMinimized() {
    return this.#state.minimized
  }
  isMaximized() {
    return this.#state.maximized
  }
  isFullScreen() {
    return this.#state.fullScreen
  }
  isFocused() {
    return this.#state.focused
  }
  isDestroyed() {
    return this.#state.destroyed
  }
  isAlwaysOnTop() {
    return this.#state.onTop
  }
  setAlwaysOnTop(v: boolean) {
    this.#state.onTop = v
  }
  getBounds() {
    return { ...this.#bounds }
  }
  getContentBounds() {
    return { ...this.#bounds }
  }
  getNormalBounds() {
    return { ...this.#bounds }
  }
  getSize() {
    return [this.#bounds.width, this.#bounds.height]
  }
  getPosition() {
    return [this.#bounds.x, this.#bounds.y]
  }
  setBounds(b: object) {
    Object.assign(this.#bounds, b)
    this.emit('resize')
    this.emit('move')
    void this.webContents.ready.then(() => this.#fit()).catch(() => {})
  }
  /** gives the page exactly the size that the app asked for, whatever Chromium's own frame takes */
  async #fit(): Promise<void> {
    const r = host.chromium.cdp.root,
      { x, y, width, height } = this.#bounds
    const { windowId } = await r.send('Browser.getWindowForTarget', { targetId: this.webContents.targetId })
    await r.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y, width, height } })
    for (let i = 0; i < 3; i++) {
      const v = await this.webContents
        .cdp()
        .send('Runtime.evaluate', { expression: '[innerWidth, innerHeight]', returnByValue: true })
        .then((o: any) => o.result.value)
      const b = (await r.send('Browser.getWindowBounds', { windowId })).bounds
      if (v[0] === width && v[1] === height) return
      await r.send('Browser.setWindowBounds', { windowId, bounds: { width: b.width + width - v[0], height: b.height + height - v[1] } })
      await new Promise((ok) => setTimeout(ok, 50))
    }
  }
  setSize(width: number, height: number) {
    this.setBounds({ width, height })
  }
  setPosition(x: number, y: number) {
    this.setBounds({ x, y })
  }
  getTitle() {
    return this.#state.title
  }
  setTitle(t: string) {
    this.#state.title = t
  }
  loadURL(u: string) {
    return this.webContents.loadURL(u)
  }
  loadFile(p: string, o?: any) {
    return this.webContents.loadFile(p, o)
  }
  reload() {
    this.webContents.reload()
  }
  capturePage() {
    return this.webContents.capturePage()
  }
  setTitleBarOverlay() {}
  flashFrame(f: boolean) {
    this.#calls.push(`flashFrame ${f}`)
  }
  setSkipTaskbar() {}
  setMenu() {}
  setMenuBarVisibility() {}
  removeMenu() {}
  setAutoHideMenuBar() {}
  setIcon() {}
  setOverlayIcon() {}
  setProgressBar() {}
  setMinimumSize() {}
  setMaximumSize() {}
  setResizable() {}
  moveTop() {}
  center() {}
  setBackgroundColor() {}
  setContentProtection() {}
  setVisibleOnAllWorkspaces() {}
  static getAllWindows() {
    return [...host.windows.values()]
  }
  static getFocusedWindow() {
    return [...host.windows.values()].find((w) => w.isFocused()) ?? null
  }
  static fromId(id: number) {
    return host.windows.get(id) ?? null
  }
  static fromWebContents(wc: WebContents) {
    return [...host.windows.values()].find((w) => w.webContents === wc) ?? null
  }
}
