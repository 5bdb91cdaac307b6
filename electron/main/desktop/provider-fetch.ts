import { type Session, session } from 'electron'
import type { Fetch } from '../provider/client.ts'
import { proxyConfig } from './proxy.ts'

/**
 * Requests to the provider through Chromium's network stack, for the system's proxy and certificates. The session lives in
 * memory: neither cookies nor replies reach the disk.
 *
 * @param proxy the policy's proxy, or null for the system's
 */
export function createProviderFetch(proxy: string | null): Fetch {
  let provider: Promise<Session> | undefined
  const open = async (): Promise<Session> => {
    const made = session.fromPartition('provider', { cache: false })
    if (proxy !== null) await made.setProxy(proxyConfig(proxy))
    return made
  }
  return async (url, init) => {
    provider ??= open()
    const response = await (await provider).fetch(url, init)
    if (response.status !== 407) return response
    // a proxy wants a password: named as Chromium names it, so that the user is told in words instead of shown its page
    await response.body?.cancel()
    throw new Error('net::ERR_PROXY_AUTH_REQUESTED')
  }
}
