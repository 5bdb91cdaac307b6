import { type IncomingMessage, net, type Session } from 'electron'

/** Statuses of a response without a body. */
const EMPTY = [204, 205, 304]

/**
 * A request over a session's network stack whose redirect is its answer, with the address in `location`. Electron's `fetch` follows it, credentials included, or rejects
 * (its issue 43715).
 *
 * @throws Chromium's errors (`net::ERR_...`), and the signal's reason
 */
export function requestOnce(session: Session, url: string, { method = 'GET', headers, body, signal }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = net.request({ session, url, method, redirect: 'manual', credentials: 'omit', cache: 'no-store' })
    for (const [name, value] of new Headers(headers)) request.setHeader(name, value)
    const abort = (): void => {
      reject(signal?.reason)
      request.abort()
    }
    request.on('redirect', (status, _method, location) => resolve(new Response(null, { status, headers: { location } })))
    request.on('response', (incoming) => void toResponse(incoming).then(resolve, reject))
    // after a redirect: that nobody followed it
    request.on('error', reject)
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort, { once: true })
    request.end(typeof body === 'string' ? body : undefined)
  })
}

async function toResponse(incoming: IncomingMessage): Promise<Response> {
  const { statusCode: status, headers } = incoming
  const parts: Buffer[] = []
  for await (const part of incoming as unknown as AsyncIterable<Buffer>) parts.push(part)
  const list = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
  return new Response(EMPTY.includes(status) ? null : Buffer.concat(parts), { status, headers: list })
}
