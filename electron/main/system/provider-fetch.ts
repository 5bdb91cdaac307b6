import { type Session, session } from 'electron'
import type { Fetch } from '../provider/client.ts'
import { proxyConfig } from './proxy.ts'

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
  const open = async (partition: string): Promise<Session> => {
    const made = session.fromPartition(partition, { cache: false })
    if (proxy !== null) await made.setProxy(proxyConfig(proxy))
    return made
  }
  let shared: Promise<Session> | undefined
  let opened = 0
  const sessionFor = (connection: Parameters<Fetch>[2]): Promise<Session> => {
    if (connection === 'any') return (shared ??= open(name))
    opened += 1
    return open(`${name}-once-${opened}`)
  }
  return async (url, init, connection) => {
    const response = await (await sessionFor(connection)).fetch(url, init)
    if (response.status !== 407) return response
    // the proxy wants a password: thrown as Chromium's error, so that the user gets a message instead of the proxy's page
    await response.body?.cancel()
    throw new Error('net::ERR_PROXY_AUTH_REQUESTED')
  }
}

/** Requests to the user's own address, over connections apart from those to the provider. @param proxy as for the provider */
export function createHookFetch(proxy: string | null): (url: string, init: RequestInit) => Promise<Response> {
  const send = createProviderFetch(proxy, 'call-hook')
  return (url, init) => send(url, init, 'any')
}
