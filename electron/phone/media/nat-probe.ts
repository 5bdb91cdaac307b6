import dgram from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { z } from 'zod'
import type { natKindSchema } from '../../../shared/phone-ipc.ts'
import { publicAddress } from './stun.ts'

export type NatProbe = { readonly kind: z.infer<typeof natKindSchema>; readonly address: string; readonly ms: number }

const LIMIT = 2000

/** How packets of a socket on `local` leave this computer, asked of a STUN server (RFC 5780 4.3, mapping behaviour). */
export async function probeNat(local: string, server: { host: string; port: number }): Promise<NatProbe> {
  const socket = dgram.createSocket(isIPv6(local) ? 'udp6' : 'udp4')
  const started = performance.now()
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ address: local, port: 0 }, resolve)
    })
    const { port } = socket.address()
    const seen = await publicAddress(socket, server, LIMIT)
    const ms = performance.now() - started
    if (!seen) return { kind: 'blocked', address: '', ms }
    const address = `${seen.address}:${seen.port}`
    if (seen.address === local && seen.port === port) return { kind: 'open', address, ms }
    const second = seen.other && (await publicAddress(socket, { host: seen.other.address, port: seen.other.port }, LIMIT))
    if (!second) return { kind: 'translated', address, ms }
    return { kind: second.address === seen.address && second.port === seen.port ? 'cone' : 'symmetric', address, ms }
  } finally {
    socket.close()
  }
}
