import dgram from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { z } from 'zod'
import type { natKindSchema } from '../../../shared/contract/phone.ts'
import { publicAddress } from './stun.ts'

export type NatProbe = { readonly kind: z.infer<typeof natKindSchema>; readonly address: string; readonly ms: number }

/** ms for each of two requests. */
const LIMIT = 2000

/**
 * How packets of a socket on `local` leave this computer, tested with a STUN server (RFC 5780 4.3, mapping behaviour).
 *
 * @returns `address` is `host:port` as the server saw it; `ms` until its answer, at most 2 s
 * @throws Node's error when the socket cannot be bound
 */
export async function probeNat(local: string, server: { host: string; port: number }): Promise<NatProbe> {
  const socket = dgram.createSocket(isIPv6(local) ? 'udp6' : 'udp4')
  const started = performance.now()
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ address: local, port: 0 }, resolve)
    })
    socket.on('error', () => {})
    const { port } = socket.address()
    const seen = await publicAddress(socket, server, { limit: LIMIT })
    const ms = performance.now() - started
    if (!seen) return { kind: 'blocked', address: '', ms }
    const address = `${seen.address}:${seen.port}`
    if (seen.address === local && seen.port === port) return { kind: 'open', address, ms }
    const second = seen.other && (await publicAddress(socket, { host: seen.other.address, port: seen.other.port }, { limit: LIMIT }))
    if (!second) return { kind: 'translated', address, ms }
    return { kind: second.address === seen.address && second.port === seen.port ? 'cone' : 'symmetric', address, ms }
  } finally {
    socket.close()
  }
}
