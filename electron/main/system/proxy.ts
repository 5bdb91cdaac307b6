import type { ProxyConfig } from 'electron'

/** The policy's proxy as Chromium's configuration: `direct`, an address, or the system's. */
export function proxyConfig(proxy: string | null): ProxyConfig {
  if (proxy === null || proxy === 'system') return { mode: 'system' }
  if (proxy === 'direct') return { mode: 'direct' }
  return { mode: 'fixed_servers', proxyRules: proxy, proxyBypassRules: '<local>' }
}
