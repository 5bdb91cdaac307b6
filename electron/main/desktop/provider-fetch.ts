import { type Session, session } from 'electron'
import type { Fetch } from '../provider/client.ts'

/**
 * Requests to the provider through Chromium's network stack, for the system's proxy and certificates. The session lives in
 * memory: neither cookies nor replies reach the disk.
 */
export function createProviderFetch(): Fetch {
  let provider: Session | undefined
  return async (url, init) => {
    provider ??= session.fromPartition('provider', { cache: false })
    const response = await provider.fetch(url, init)
    if (response.status !== 407) return response
    // a proxy wants a password: named as Chromium names it, so that the user is told in words instead of shown its page
    await response.body?.cancel()
    throw new Error('net::ERR_PROXY_AUTH_REQUESTED')
  }
}
