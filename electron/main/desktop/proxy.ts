import type { ProxyConfig } from 'electron'

/** The policy's proxy in Chromium's words: `direct`, an address, or what the system says. */
export function proxyConfig(proxy: string | null): ProxyConfig {
  if (proxy === null || proxy === 'system') return { mode: 'system' }
  if (proxy === 'direct') return { mode: 'direct' }
  return { mode: 'fixed_servers', proxyRules: proxy, proxyBypassRules: '<local>' }
}
