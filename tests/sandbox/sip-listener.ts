import dgram from 'node:dgram'
import net, { type AddressInfo, type Socket } from 'node:net'
import tls from 'node:tls'

export type Peer = {
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly address: string
  readonly port: number
  readonly local: string
  readonly send: (text: string) => void
}
export type Listener = {
  readonly transport: Peer['transport']
  readonly port: number /** Ends its connections, and listens on. */
  readonly drop: () => void
  readonly close: () => Promise<void>
}
type OnMessage = (text: string, peer: Peer) => void

/** Listens for SIP on a free port of 127.0.0.1. Responses carry the `received` and `rport` that RFC 3581 wants. */
export async function listen(transport: Peer['transport'], onMessage: OnMessage, certificate?: { key: string; cert: string }): Promise<Listener> {
  return transport === 'udp' ? listenUdp(onMessage) : listenStream(transport, onMessage, certificate)
}

async function listenUdp(onMessage: OnMessage): Promise<Listener> {
  const socket = dgram.createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  socket.on('error', () => {})
  socket.on('message', (data, from) => {
    const text = data.toString('utf8')
    if (text.trim() === '') return
    const peer: Peer = {
      transport: 'udp',
      address: from.address,
      port: from.port,
      local: `127.0.0.1:${port}`,
      send: (t) => socket.send(t, from.port, from.address, () => {}),
    }
    onMessage(withSource(text, peer), peer)
  })
  return { transport: 'udp', port, drop: () => {}, close: () => new Promise((resolve) => socket.close(() => resolve())) }
}

async function listenStream(transport: 'tcp' | 'tls', onMessage: OnMessage, certificate?: { key: string; cert: string }): Promise<Listener> {
  const sockets = new Set<Socket>()
  const onSocket = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    const peer: Peer = {
      transport,
      address: socket.remoteAddress ?? '',
      port: socket.remotePort ?? 0,
      local: `127.0.0.1:${port}`,
      send: (t) => socket.write(t),
    }
    let buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk])
      for (;;) {
        while (buffer.subarray(0, 4).toString() === '\r\n\r\n') {
          buffer = buffer.subarray(4)
          socket.write('\r\n')
        }
        const end = buffer.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = Number(/^(?:content-length|l)\s*:\s*(\d+)/im.exec(buffer.toString('latin1', 0, end))?.[1] ?? 0)
        if (buffer.length < end + 4 + length) return
        onMessage(withSource(buffer.toString('utf8', 0, end + 4 + length), peer), peer)
        buffer = buffer.subarray(end + 4 + length)
      }
    })
  }
  const drop = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = transport === 'tls' ? tls.createServer({ ...certificate }, onSocket) : net.createServer(onSocket)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    transport,
    port,
    drop,
    close: () =>
      new Promise((resolve) => {
        drop()
        server.close(() => resolve())
      }),
  }
}

function withSource(text: string, { address, port }: Peer): string {
  return text.replace(
    /^(v|via)(\s*:\s*)([^\r\n,]+)/im,
    (_all, n: string, c: string, v: string) => `${n}${c}${v.replace(/;\s*rport(=\d*)?/i, '')};received=${address};rport=${port}`,
  )
}
