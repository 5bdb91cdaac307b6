// Scripts that run in the page: the two halves of contextBridge, and the sandboxed preload's surroundings.
import { decode, encode } from './codec.ts'

// Runs in both worlds. Values cross on CustomEvent.detail, which Blink structured-clones between worlds, synchronously.
function bridgeHalf(side: 'main' | 'isolated', secret: string, onGuards?: (g: any) => void): any {
  const target = globalThis.window,
    Ev = CustomEvent
  const dispatch = EventTarget.prototype.dispatchEvent,
    listen = EventTarget.prototype.addEventListener
  const other = side === 'main' ? 'isolated' : 'main'
  const fns = new Map<number, Function>(),
    promises = new Map<number, { ok: Function; no: Function }>()
  const known = new WeakMap<Function, number>()
  let next = 0,
    reply: any
  const post = (msg: object) => {
    dispatch.call(target, new Ev(`${secret}:${other}`, { detail: msg }))
  }
  const isPlain = (v: any) =>
    v !== null &&
    typeof v === 'object' &&
    !(
      v instanceof Date ||
      v instanceof RegExp ||
      v instanceof Error ||
      v instanceof Map ||
      v instanceof Set ||
      v instanceof ArrayBuffer ||
      ArrayBuffer.isView(v) ||
      v instanceof Blob ||
      v instanceof Promise
    )
  const pack = (v: any, depth = 0): any => {
    if (depth > 1000) throw new Error('Electron contextBridge recursion depth exceeded.')
    if (typeof v === 'function') {
      let id = known.get(v)
      if (!id) {
        id = ++next
        known.set(v, id)
        fns.set(id, v)
      }
      return { t: 'f', id }
    }
    if (typeof v === 'symbol') throw new TypeError('An object could not be cloned.')
    if (v instanceof Promise) {
      const id = ++next
      v.then(
        (r) => post({ k: 'settle', id, ok: true, v: pack(r) }),
        (e) => post({ k: 'settle', id, ok: false, v: pack(e) }),
      )
      return { t: 'p', id }
    }
    if (Array.isArray(v)) return { t: 'a', v: v.map((x) => pack(x, depth + 1)) }
    if (v instanceof Error) return { t: 'e', v: v.message, n: v.name }
    if (isPlain(v)) return { t: 'o', v: Object.keys(v).map((k) => [k, pack(v[k], depth + 1)]) }
    return { t: 'v', v }
  }
  const unpack = (x: any): any => {
    switch (x.t) {
      case 'f':
        return (...args: unknown[]) => {
          reply = undefined
          post({ k: 'call', id: x.id, args: pack(args) })
          const r = reply
          reply = undefined
          if (!r) throw new Error('electron-host: the other world did not answer')
          if (r.ok) return unpack(r.v)
          throw unpack(r.v)
        }
      case 'p':
        return new Promise((ok, no) => promises.set(x.id, { ok, no }))
      case 'a':
        return x.v.map(unpack)
      case 'e': {
        const e = new Error(x.v)
        return e
      }
      case 'o':
        return Object.fromEntries(x.v.map(([k, v]: [string, any]) => [k, unpack(v)]))
      default:
        return x.v
    }
  }
  const freeze = (v: any): any => {
    if (v && typeof v === 'object' && isPlain(v)) {
      Object.values(v).forEach(freeze)
      Object.freeze(v)
    }
    return v
  }
  listen.call(
    target,
    `${secret}:${side}`,
    (ev: any) => {
      const m = ev.detail
      ev.stopImmediatePropagation()
      if (m.k === 'ret') reply = m
      else if (m.k === 'settle') {
        const p = promises.get(m.id)
        promises.delete(m.id)
        m.ok ? p?.ok(unpack(m.v)) : p?.no(unpack(m.v))
      } else if (m.k === 'guards') {
        onGuards?.(unpack(m.v))
        post({ k: 'ret', ok: true, v: pack(undefined) })
      } else if (m.k === 'expose') {
        if (Object.hasOwn(target, m.key))
          post({ k: 'ret', ok: false, v: pack(new Error(`Cannot bind an API on top of an existing property on the window object`)) })
        else {
          Object.defineProperty(target, m.key, { value: freeze(unpack(m.v)), enumerable: true, configurable: false, writable: false })
          post({ k: 'ret', ok: true, v: pack(undefined) })
        }
      } else if (m.k === 'call') {
        let r: any
        try {
          r = { ok: true, v: pack(fns.get(m.id)!(...unpack(m.args))) }
        } catch (e) {
          r = { ok: false, v: pack(e) }
        }
        post({ k: 'ret', ...r })
      }
    },
    true,
  )
  return {
    guards(v: unknown) {
      post({ k: 'guards', v: pack(v) })
      reply = undefined
    },
    expose(key: string, v: unknown) {
      reply = undefined
      post({ k: 'expose', key, v: pack(v) })
      const r = reply
      if (!r?.ok) throw r ? unpack(r.v) : new Error('electron-host: main world absent')
    },
  }
}

// Main world: permission requests go to the session's handler in main before Chromium's own (auto-accepting) one.
function guards(ask: (p: string, d: object) => Promise<boolean>, check: (p: string) => Promise<boolean>): void {
  const md = navigator.mediaDevices
  if (md) {
    const gum = md.getUserMedia.bind(md)
    md.getUserMedia = async (c) => {
      const mediaTypes = [...(c?.audio ? ['audio'] : []), ...(c?.video ? ['video'] : [])]
      if (mediaTypes.length && !(await ask('media', { mediaTypes }))) throw new DOMException('Permission denied', 'NotAllowedError')
      return gum(c)
    }
    // Electron's answer where the app has no handler for it, and ours has none
    md.getDisplayMedia = async () => {
      throw new DOMException('Not supported', 'NotSupportedError')
    }
  }
  if (globalThis.Notification) Notification.requestPermission = async () => ((await ask('notifications', {})) ? 'granted' : 'denied')
  void check
}

// Isolated world: what a sandboxed preload script sees.
function preloadWorld(
  bridge: any,
  binding: (s: string) => void,
  enc: typeof encode,
  dec: typeof decode,
  env: { versions: object; platform: string; arch: string; argv: string[] },
  preload: Function | null,
): void {
  const listeners = new Map<string, { fn: Function; once: boolean }[]>()
  const waiting = new Map<number, { ok: Function; no: Function }>()
  let next = 0
  const on = (ch: string, fn: Function, once = false) => {
    listeners.set(ch, [...(listeners.get(ch) ?? []), { fn, once }])
    return ipcRenderer
  }
  const off = (ch: string, fn: Function) => {
    listeners.set(
      ch,
      (listeners.get(ch) ?? []).filter((l) => l.fn !== fn),
    )
    return ipcRenderer
  }
  const request = (msg: object): Promise<any> => {
    const id = ++next
    binding(enc({ ...msg, id }))
    return new Promise((ok, no) => waiting.set(id, { ok, no }))
  }
  const ipcRenderer: any = {
    send: (ch: string, ...args: unknown[]) => binding(enc({ k: 'send', ch, args })),
    invoke: (ch: string, ...args: unknown[]) => {
      try {
        return request({ k: 'invoke', ch, args })
      } catch (e) {
        return Promise.reject(e)
      }
    },
    sendSync() {
      throw new Error('electron-host: ipcRenderer.sendSync is not stood in for')
    },
    postMessage() {
      throw new Error('electron-host: ipcRenderer.postMessage is not stood in for')
    },
    on,
    addListener: on,
    once: (ch: string, fn: Function) => on(ch, fn, true),
    off,
    removeListener: off,
    removeAllListeners: (ch?: string) => {
      if (ch === undefined) listeners.clear()
      else listeners.delete(ch)
      return ipcRenderer
    },
    listenerCount: (ch: string) => (listeners.get(ch) ?? []).length,
  }
  ;(globalThis as any).__electronHost = (text: string) => {
    const m = dec(text)
    if (m.k === 'reply') {
      const w = waiting.get(m.id)
      waiting.delete(m.id)
      m.ok ? w?.ok(m.v) : w?.no(m.v)
    } else if (m.k === 'event')
      for (const l of [...(listeners.get(m.ch) ?? [])]) {
        if (l.once) off(m.ch, l.fn)
        try {
          l.fn({ sender: ipcRenderer, senderId: 0, ports: [] }, ...m.args)
        } catch (e) {
          reportError(e)
        }
      }
  }
  bridge.guards({ ask: (p: string, d: object) => request({ k: 'permission', p, d }), check: (p: string) => request({ k: 'check', p }) })
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
    exposeInIsolatedWorld() {
      throw new Error('electron-host: exposeInIsolatedWorld is not stood in for')
    },
    executeInMainWorld() {
      throw new Error('electron-host: executeInMainWorld is not stood in for')
    },
  }
  const electron: any = {
    contextBridge,
    ipcRenderer,
    webUtils: { getPathForFile: () => '' },
    webFrame: { setZoomFactor() {}, getZoomFactor: () => 1 },
    crashReporter: {},
    nativeImage: {},
  }
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    versions: env.versions,
    platform: env.platform,
    arch: env.arch,
    argv: env.argv,
    env: {},
    isMainFrame: true,
    once() {},
    on() {},
    nextTick: queueMicrotask,
  }
  // The modules that Electron's sandboxed preload can require, and nothing else
  const require = (id: string) => {
    if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron
    if (id === 'url' || id === 'node:url') return { URL, URLSearchParams }
    throw new Error(`module not found: ${id}`)
  }
  if (!preload) return
  const module = { exports: {} as any }
  try {
    preload(
      require,
      process,
      undefined,
      globalThis,
      (f: Function, ...a: unknown[]) => setTimeout(() => f(...a), 0),
      clearTimeout,
      module.exports,
      module,
    )
  } catch (e) {
    console.error('Unable to load preload script')
    console.error(e)
    binding(enc({ k: 'preload-error', e: e instanceof Error ? e : new Error(String(e)) }))
  }
}

const named = (f: Function) => `(${f.toString()})`

export function mainWorldScript(secret: string): string {
  return `{ ${named(bridgeHalf)}('main', ${JSON.stringify(secret)}, (g) => ${named(guards)}(g.ask, g.check)) }`
}
export function isolatedWorldScript(secret: string, binding: string, env: object, preload: { source: string; url: string } | null): string {
  // the preload's text is part of this script (no eval), so the page's CSP has no say in it, as in Electron
  const fn = preload ? `function (require, process, Buffer, global, setImmediate, clearImmediate, exports, module) { ${preload.source}\n}` : 'null'
  return `{ const b = globalThis[${JSON.stringify(binding)}]; const bridge = ${named(bridgeHalf)}('isolated', ${JSON.stringify(secret)}); ${named(preloadWorld)}(bridge, b, ${named(encode)}, ${named(decode)}, ${JSON.stringify(env)}, ${fn}) }\n//# sourceURL=${preload?.url ?? 'electron-host'}`
}
