import { randomInt } from 'node:crypto'
import dgram, { type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'

/** Bound sockets; disposing of the pair closes both, and may be repeated. */
export type PortPair = Disposable & { readonly rtp: Socket; readonly rtcp: Socket; readonly port: number }

const ATTEMPTS = 50

/**
 * An even port for RTP and the next one for RTCP (RFC 3550 11), at random so that it cannot be guessed.
 *
 * @throws the signal's reason when it is aborted meanwhile, or an error when no port is free; no socket is left behind
 */
export async function openPortPair(address: string, signal: AbortSignal): Promise<PortPair> {
  for (let i = 0; i < ATTEMPTS; i++) {
    signal.throwIfAborted()
    const port = 20_000 + 2 * randomInt(20_000)
    const sockets = [dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4'), dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4')] as const
    try {
      for (const [k, socket] of sockets.entries()) {
        await bind(socket, port + k, address)
        signal.throwIfAborted()
      }
      // an ICMP "port unreachable" of a peer that is not there yet must not end the call
      for (const socket of sockets) socket.on('error', () => {})
      const [rtp, rtcp] = sockets
      return { rtp, rtcp, port, [Symbol.dispose]: () => sockets.forEach(close) }
    } catch {
      sockets.forEach(close)
    }
  }
  signal.throwIfAborted()
  throw new Error('no free RTP port')
}

/** Sends a datagram. What cannot be sent is lost, as on the network: a port or an address from outside never throws here. */
export function sendTo(socket: Socket, data: Uint8Array, port: number, host: string): void {
  try {
    socket.send(data, port, host, () => {})
  } catch {
    // closed, or not a valid port
  }
}

function close(socket: Socket): void {
  try {
    socket.close()
  } catch {
    // not bound, or closed already
  }
}

function bind(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeListener('error', reject)
      resolve()
    })
  })
}
