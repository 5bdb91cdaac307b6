// Custom schemes, session and network of the stand-in.
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Connections, redirectOf } from './connections.ts'
import { host } from './host.ts'
import { refuseUnknown } from './refuse.ts'

type Answer = (r: Request) => Response | Promise<Response>
const handlers = new Map<string, Answer>()

export const protocol = {
  registerSchemesAsPrivileged(list: { scheme: string; privileges?: object }[]): void {
    if (host.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const s of list) host.schemes.set(s.scheme, s.privileges ?? {})
  },
  handle(scheme: string, h: Answer): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, h)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
}

/** Answers Chromium's request for a custom scheme with the app's own handler. */
export async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = host.fromChromium(`http://${req.headers.host}${req.url}`)
  const h = handlers.get(/^([a-z0-9+.-]+):/i.exec(url)?.[1] ?? '')
  if (!h) {
    res.writeHead(404).end()
    return
  }
  try {
    const r = await h(new Request(url, { method: req.method!, headers: req.headers as Record<string, string> }))
    const headers = Object.fromEntries(r.headers)
    res.writeHead(r.status, headers)
    res.end(r.body ? Buffer.from(await r.arrayBuffer()) : undefined)
  } catch (e) {
    console.error('electron-host: protocol handler failed for', url, e)
    res.writeHead(500).end()
  }
}

const mime: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  woff2: 'font/woff2',
}

type RequestOptions = Electron.ClientRequestConstructorOptions & { readonly session?: Session }

/** Electron's request with events, as far as redirects that are not followed need it. */
class ClientRequest extends EventEmitter {
  readonly #options: RequestOptions
  readonly #headers = new Headers()
  readonly #aborting = new AbortController()
  constructor(options: RequestOptions) {
    super()
    if (options.redirect !== 'manual') throw new Error('electron-host: net.request without manual redirects is not stood in for')
    this.#options = options
  }
  setHeader(name: string, value: string): void {
    this.#headers.set(name, value)
  }
  abort(): void {
    this.#aborting.abort()
  }
  end(body?: string): this {
    void this.#send(body).catch((e: Error) => this.#aborting.signal.aborted || this.emit('error', e))
    return this
  }
  async #send(body: string | undefined): Promise<void> {
    const { url = '', method = 'GET', session: of = session.defaultSession } = this.#options
    const init = { method, headers: this.#headers, signal: this.#aborting.signal, ...(body === undefined ? {} : { body }) }
    const response = await of.connections.once(new Request(url, init))
    const location = redirectOf(response)
    if (location !== null) {
      await response.body?.cancel()
      this.emit('redirect', response.status, method, new URL(location, url).href, Object.fromEntries(response.headers))
      throw new Error('Redirect was cancelled')
    }
    const incoming = response.body ? Readable.fromWeb(response.body as never) : Readable.from([])
    const facts = { statusCode: response.status, statusMessage: response.statusText, headers: Object.fromEntries(response.headers) }
    this.emit('response', Object.assign(incoming, facts))
  }
}

export const net = {
  request: (options: RequestOptions) => new ClientRequest(options),
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url
    if (!url.startsWith('file:')) return session.defaultSession.fetch(input, init)
    const path = fileURLToPath(url)
    if (!existsSync(path)) throw new Error('net::ERR_FILE_NOT_FOUND')
    return new Response(new Uint8Array(await readFile(path)), {
      headers: { 'content-type': mime[path.split('.').pop() ?? ''] ?? 'application/octet-stream' },
    })
  },
  isOnline: () => true,
  online: true,
}

type RequestHandler = (wc: unknown, permission: string, callback: (granted: boolean) => void, details: object) => void
type BeforeRequest = (details: { url: string; resourceType: string }, callback: (answer: { cancel?: boolean }) => void) => void
type CheckHandler = (wc: unknown, permission: string, origin: string, details: object) => boolean

export class Session extends EventEmitter {
  readonly partition: string
  /** The stand-in's own. */
  readonly connections = new Connections()
  #request: RequestHandler | null = null
  #check: CheckHandler | null = null
  #before: BeforeRequest | null = null
  /** Filters are not stood in for: a listener gets every request. */
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null): void => {
      this.#before = listener
    },
  }
  constructor(partition: string) {
    super()
    this.partition = partition
  }
  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return this.connections.fetch(input, init)
  }
  setProxy(config: Electron.ProxyConfig): Promise<void> {
    this.connections.setProxy(config)
    return Promise.resolve()
  }
  setPermissionRequestHandler(h: RequestHandler | null): void {
    this.#request = h
    void host.applyPermissions?.()
  }
  setPermissionCheckHandler(h: CheckHandler | null): void {
    this.#check = h
    void host.applyPermissions?.()
  }
  setDevicePermissionHandler(): void {}
  setSpellCheckerEnabled(): void {}
  /** Whether the app's listener refuses a request of a page. */
  refuses(url: string, resourceType: string): Promise<boolean> {
    return new Promise((ok) => {
      if (this.#before) this.#before({ url, resourceType }, ({ cancel }) => ok(!!cancel))
      else ok(false)
    })
  }
  ask(wc: unknown, permission: string, details: object): Promise<boolean> {
    return new Promise((ok) => {
      if (this.#request) this.#request(wc, permission, (granted) => ok(!!granted), details)
      else ok(true)
    })
  }
  check(wc: unknown, permission: string, origin: string): boolean {
    return this.#check ? !!this.#check(wc, permission, origin, { isMainFrame: true, requestingUrl: `${origin}/` }) : true
  }
  closeAllConnections(): Promise<void> {
    this.connections.close()
    return Promise.resolve()
  }
  clearStorageData(): Promise<void> {
    return Promise.resolve()
  }
  clearCache(): Promise<void> {
    return Promise.resolve()
  }
}

const sessions = new Map<string, Session>()
const fromPartition = (partition: string): Session => {
  let s = sessions.get(partition)
  if (!s) sessions.set(partition, (s = refuseUnknown('session', new Session(partition))))
  return s
}
host.session = fromPartition('')
host.sessionOf = fromPartition
export const session = { defaultSession: host.session as Session, fromPartition }
