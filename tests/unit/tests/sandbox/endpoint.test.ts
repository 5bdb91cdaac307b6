import { afterEach, expect, it, vi } from 'vitest'
import { Endpoint } from '../../../sandbox/endpoint.ts'

const open: Endpoint[] = []
afterEach(() => {
  for (const endpoint of open.splice(0)) endpoint.close()
})
async function endpoint(mode: 'tone' | 'silent', hz = 1000): Promise<{ readonly endpoint: Endpoint; readonly port: number }> {
  const made = new Endpoint(mode, hz, 101)
  open.push(made)
  return { endpoint: made, port: await made.open() }
}

it('plays by the clock, also where its timer comes late', async () => {
  const far = await endpoint('silent')
  const near = await endpoint('tone')
  const begun = performance.now()
  near.endpoint.setRemote({ host: '127.0.0.1', port: far.port })
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  await vi.waitFor(() => expect(far.endpoint.received).toBeGreaterThanOrEqual(Math.floor((performance.now() - begun) / 20) - 3))
})
it('knows the tone it hears, and none before it has heard enough', async () => {
  const far = await endpoint('silent')
  const near = await endpoint('tone')
  near.endpoint.setRemote({ host: '127.0.0.1', port: far.port })
  expect(far.endpoint.purityOf(1000)).toBe(0)
  await vi.waitFor(() => expect(far.endpoint.received).toBeGreaterThan(130), { timeout: 10_000 })
  // longer than what is kept goes round
  expect(far.endpoint.purityOf(1000)).toBeGreaterThan(0.99)
  expect(far.endpoint.purityOf(1000, 2000)).toBeGreaterThan(0.99)
  expect(far.endpoint.purityOf(1400)).toBeLessThan(0.01)
})
