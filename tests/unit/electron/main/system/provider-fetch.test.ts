import { beforeEach, expect, it, vi } from 'vitest'

const sessions: { partition: string; proxy: unknown; sent: number }[] = []
vi.mock('electron', () => ({
  session: {
    fromPartition: (partition: string) => {
      const known = sessions.find((s) => s.partition === partition)
      const made = known ?? { partition, proxy: null, sent: 0 }
      if (!known) sessions.push(made)
      return {
        setProxy: async (proxy: unknown) => (made.proxy = proxy),
        fetch: async () => {
          made.sent += 1
          return new Response('ok')
        },
      }
    },
  },
}))
const { createProviderFetch } = await import('../../../../../electron/main/system/provider-fetch.ts')
beforeEach(() => void sessions.splice(0))

it('reads share a session; each request for an unused connection has one that nothing else used, in memory and behind the same proxy', async () => {
  const fetch = createProviderFetch('proxy.example:3128')
  for (const connection of ['any', 'unused', 'any', 'unused', 'unused'] as const) await fetch('https://p.example', {}, connection)
  expect(sessions.map(({ sent }) => sent)).toEqual([2, 1, 1, 1])
  expect(sessions.filter(({ partition }) => partition.startsWith('persist:'))).toEqual([])
  for (const { proxy } of sessions) expect(proxy).toMatchObject({ mode: 'fixed_servers', proxyRules: 'proxy.example:3128' })
})
