// The stand-in's network stack: what Chromium's does that a caller can notice, over Node's sockets.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const errors: Record<string, string> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  ECONNABORTED: 'ERR_CONNECTION_ABORTED',
  EPIPE: 'ERR_CONNECTION_RESET',
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  ENETUNREACH: 'ERR_INTERNET_DISCONNECTED',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  HPE_INVALID_CONSTANT: 'ERR_INVALID_HTTP_RESPONSE',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
}
/** Breaks after which Chromium sends a request again (HttpNetworkTransaction::HandleIOError). */
const breaks = ['ECONNRESET', 'ECONNABORTED', 'EPIPE']
/** Chromium keeps six connections to a host. */
const pool = { keepAlive: true, maxSockets: 6 } as const

type Proxy = { readonly mode?: string; readonly proxyRules?: string }
type Sent = { readonly url: URL; readonly request: Request; readonly body: Buffer }

/** The connections of one session; no other session shares them. */
export class Connections {
  readonly #http = new HttpAgent(pool)
  readonly #https = new HttpsAgent(pool)
  #proxy: Proxy = {}

  setProxy(config: Proxy): void {
    this.#proxy = config
  }

  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }

  /** Fetches with the errors that Chromium's network stack gives through Electron. */
  async fetch(input: string | Request, init: RequestInit = {}): Promise<Response> {
    const request = new Request(input, init)
    const response = await this.once(request)
    const location = redirectOf(response)
    if (location === null) return response
    await response.body?.cancel()
    if (request.redirect === 'error') throw new Error("Attempted to redirect, but redirect policy was 'error'")
    // Electron's issue 43715
    if (request.redirect === 'manual') throw new Error('Redirect was cancelled')
    if (request.method !== 'GET') throw new Error(`electron-host: following a redirect of ${request.method} is not stood in for`)
    return this.fetch(new URL(location, request.url).href, init)
  }

  /** One exchange: a redirect is its answer. */
  async once(request: Request): Promise<Response> {
    return toResponse(await this.#send({ url: new URL(request.url), request, body: Buffer.from(await request.arrayBuffer()) }))
  }

  /** A break of a connection that was used before, ahead of the headers, sends the request again, whatever its method. */
  async #send(sent: Sent): Promise<IncomingMessage> {
    for (;;) {
      const outcome = await this.#sendOnce(sent)
      if ('response' in outcome) return outcome.response
      const { error, reused } = outcome
      if (sent.request.signal.aborted) throw sent.request.signal.reason
      if (reused && breaks.includes(error.code ?? '')) continue
      const name = error.message === 'socket hang up' ? 'ERR_EMPTY_RESPONSE' : errors[error.code ?? '']
      throw name ? new Error(`net::${name}`, { cause: error }) : error
    }
  }

  #sendOnce({ url, request, body }: Sent): Promise<{ response: IncomingMessage } | { error: NodeJS.ErrnoException; reused: boolean }> {
    const secure = url.protocol === 'https:'
    const proxy = this.#proxyFor(url)
    const options = {
      method: request.method,
      // Chromium's own headers, as far as servers look at them
      headers: {
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br',
        ...Object.fromEntries(request.headers),
        ...(body.length ? { 'content-length': body.length } : {}),
      },
      signal: request.signal,
      ...(proxy ? { host: proxy.hostname, port: proxy.port, path: url.href } : {}),
    }
    return new Promise((resolve) => {
      const outgoing = secure ? httpsRequest(url, { ...options, agent: this.#https }) : httpRequest(url, { ...options, agent: this.#http })
      outgoing.once('response', (response) => resolve({ response }))
      outgoing.on('error', (error) => resolve({ error, reused: outgoing.reusedSocket }))
      outgoing.end(body)
    })
  }

  /** Loopback never goes through a proxy, as in Chromium. */
  #proxyFor(url: URL): URL | null {
    const { mode, proxyRules } = this.#proxy
    if (mode !== 'fixed_servers' || !proxyRules || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) return null
    if (url.protocol === 'https:') throw new Error('electron-host: https through a proxy is not stood in for')
    return new URL(proxyRules.includes('://') ? proxyRules : `http://${proxyRules}`)
  }
}

/** Where a response sends the client; null for none. */
export const redirectOf = ({ status, headers }: Response): string | null => (status >= 300 && status < 400 ? headers.get('location') : null)

function toResponse(incoming: IncomingMessage): Response {
  const status = incoming.statusCode!
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) for (const value of values ?? []) headers.append(name, value)
  const empty = status === 204 || status === 205 || status === 304
  if (empty) incoming.resume()
  return new Response(empty ? null : (Readable.toWeb(decoded(incoming)) as ReadableStream), { status, headers })
}

/** The body as it was before its encoding; one that ends early fails. */
function decoded(incoming: IncomingMessage): Readable {
  const encoding = incoming.headers['content-encoding']
  const decoder =
    encoding === 'gzip' ? createGunzip() : encoding === 'deflate' ? createInflate() : encoding === 'br' ? createBrotliDecompress() : null
  const body = decoder ? incoming.pipe(decoder) : incoming
  incoming.on('error', () => body.destroy(new Error('net::ERR_CONTENT_LENGTH_MISMATCH')))
  return body
}
