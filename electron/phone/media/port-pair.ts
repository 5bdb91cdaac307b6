import { randomInt } from 'node:crypto'
import dgram, { type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'

export type PortPair = { readonly rtp: Socket; readonly rtcp: Socket; readonly port: number }

/** An even port for RTP and the next one for RTCP (RFC 3550 11), at random so that nobody guesses it. */
export async function openPortPair(address: string): Promise<PortPair> {
  for (let i = 0; i < 50; i++) {
    const port = 20_000 + 2 * randomInt(20_000)
    const sockets = [dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4'), dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4')] as const
    try {
      for (const [k, socket] of sockets.entries()) await bind(socket, port + k, address)
      // an ICMP "port unreachable" of a peer that is not there yet must not end the call
      for (const socket of sockets) socket.on('error', () => {})
      return { rtp: sockets[0], rtcp: sockets[1], port }
    } catch {
      for (const socket of sockets) close(socket)
    }
  }
  throw new Error('no free RTP port')
}

export function close(socket: Socket): void {
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
