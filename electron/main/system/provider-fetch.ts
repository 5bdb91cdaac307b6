import { type Session, session } from 'electron'
import type { Fetch } from '../provider/client.ts'
import { proxyConfig } from './proxy.ts'
import { requestOnce } from './request-once.ts'

/**
 * Requests to the provider through Chromium's network stack, for the system's proxy and certificates. Sessions live in memory:
 * neither cookies nor replies reach the disk. A request for an unused connection gets a session that is used only once;
 * connections are never shared between sessions. Electron keeps each session until the app quits: for the few paid operations
 * of a day that costs less than relying on a pool not to reuse connections.
 *
 * @param proxy the policy's proxy, or null for the system's
 * @param name of the session: servers of different kinds share neither cookies nor connections
 */
export function createProviderFetch(proxy: string | null, name = 'provider'): Fetch {
  const open = (partition: string): Promise<Session> => openSession(partition, proxy)
  let shared: Promise<Session> | undefined
  let opened = 0
  const sessionFor = (connection: Parameters<Fetch>[2]): Promise<Session> => {
    if (connection === 'any') return (shared ??= open(name))
    opened += 1
    return open(`${name}-once-${opened}`)
  }
  return async (url, init, connection) => {
    return fromServer(await (await sessionFor(connection)).fetch(url, init))
  }
}

async function openSession(partition: string, proxy: string | null): Promise<Session> {
  const made = session.fromPartition(partition, { cache: false })
  if (proxy !== null) await made.setProxy(proxyConfig(proxy))
  return made
}

/** Where the proxy wants a password: thrown as Chromium's error, so that the user gets a message instead of the proxy's page. */
async function fromServer(response: Response): Promise<Response> {
  if (response.status !== 407) return response
  await response.body?.cancel()
  throw new Error('net::ERR_PROXY_AUTH_REQUESTED')
}

type Send = (url: string, init: RequestInit) => Promise<Response>

/** Requests to the server of an address book, over connections of their own; a redirect is an answer like any other. @param proxy as for the provider */
export function createAddressBookFetch(proxy: string | null): Send {
  let opened: Promise<Session> | undefined
  return async (url, init) => fromServer(await requestOnce(await (opened ??= openSession('address-book', proxy)), url, init))
}

/** Requests to the user's own address, over connections apart from those to the provider. @param proxy as for the provider */
export function createHookFetch(proxy: string | null): Send {
  const send = createProviderFetch(proxy, 'call-hook')
  return (url, init) => send(url, init, 'any')
}
