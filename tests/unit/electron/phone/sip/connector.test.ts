import { X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import { afterEach, expect, it, vi } from 'vitest'

const load = async () => {
  vi.resetModules()
  return (await import('../../../../../electron/phone/sip/connector.ts')).tlsOptions
}
afterEach(() => void vi.restoreAllMocks())

it('reads the authorities once for all connections: the audio of other calls stands still meanwhile', async () => {
  const read = vi.spyOn(tls, 'createSecureContext')
  const tlsOptions = await load()
  const { secureContext } = tlsOptions('one.example')
  expect(secureContext).toBeDefined()
  expect(tlsOptions('192.0.2.1').secureContext).toBe(secureContext)
  expect(read).toHaveBeenCalledTimes(1)
})

it('takes each authority once, in whatever lines it is written, and none before TLS 1.2', async () => {
  const read = vi.spyOn(tls, 'createSecureContext')
  const [one = '', two = ''] = tls.getCACertificates('bundled')
  const inOtherLines = one.replace(/\n(?!-)/g, '').replace('CERTIFICATE-----', 'CERTIFICATE-----\n')
  vi.spyOn(tls, 'getCACertificates').mockImplementation((type) => (type === 'system' ? [inOtherLines, `${two}\n`] : [one]))
  ;(await load())('one.example')
  const { ca, minVersion } = read.mock.calls[0]?.[0] ?? {}
  const names = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).fingerprint256)
  expect(names(ca as string[]).sort()).toEqual(names([one, two]).sort())
  expect(minVersion).toBe('TLSv1.2')
})
