import dgram from 'node:dgram'
import net from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import WebSocket from 'ws'
import { type Pin, tlsOptions, verify } from './connector.ts'
import type { Target } from './locate.ts'
import { MAX_MESSAGE, StreamFramer } from './stream-framer.ts'
import type { Address } from './udp-transactions.ts'

export type WireEvents = {
  readonly onMessage: (text: string, size: number, from: Address) => void
  /** The server answered a keep-alive. */
  readonly onPong: () => void
  /** The connection is over, once. */
  readonly onClose: (why: Error) => void
}

/** An open way to the server: a UDP socket, a TCP or TLS connection, a WebSocket. */
export type Wire = {
  readonly local: Address
  readonly peer: Address
  /** `to` counts on UDP only. */
  readonly send: (text: string, to: Address) => void
  readonly close: () => void
}

export type WireOptions = {
  readonly target: Target
  readonly pin: Pin | null
  /** Local UDP ports to try, in order; then any. */
  readonly localPorts: readonly number[]
  readonly webSocketAddress: string | null
  readonly connectTimeout: number
}

const KEEP_ALIVE = 15_000
/** A server that answered pings before and does not now is gone (RFC 5626 4.4.1). */
const PONG_LIMIT = 5000

export function openWire(options: WireOptions, events: WireEvents): Promise<Wire> {
  switch (options.target.transport) {
    case 'udp':
      return openUdp(options, events)
    case 'tcp':
    case 'tls':
      return openStream(options, events)
    case 'wss':
      return openWebSocket(options, events)
  }
}

async function openUdp({ target, localPorts }: WireOptions, events: WireEvents): Promise<Wire> {
  const peer = { host: target.address, port: target.port }
  const family = net.isIPv6(target.address) ? 'udp6' : 'udp4'
  const host = await localAddressTowards(peer, family)
  const socket = await bindUdp(family, host, localPorts)
  const done = once(events.onClose)
  socket.on('message', (data, from) => {
    if (data.length > 4 && data.length <= MAX_MESSAGE) events.onMessage(data.toString('utf8'), data.length, { host: from.address, port: from.port })
  })
  socket.on('error', (e) => {
    close()
    done(e)
  })
  const ping = setInterval(() => socket.send('\r\n\r\n', peer.port, peer.host, () => {}), KEEP_ALIVE)
  const close = (): void => {
    clearInterval(ping)
    try {
      socket.close()
    } catch {
      // closed already
    }
  }
  return {
    local: { host, port: socket.address().port },
    peer,
    send: (text, to) => socket.send(text, to.port, to.host, () => {}),
    close: () => {
      done.cancel()
      close()
    },
  }
}

/** The address of the interface that leads to the server, for Via, Contact and SDP. */
export async function localAddressTowards(peer: Address, family: 'udp4' | 'udp6'): Promise<string> {
  const probe = dgram.createSocket(family)
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.connect(peer.port, peer.host, resolve)
    })
    return probe.address().address
  } finally {
    probe.close()
  }
}

async function bindUdp(family: 'udp4' | 'udp6', host: string, ports: readonly number[]): Promise<dgram.Socket> {
  for (const port of [...ports, 0]) {
    const socket = dgram.createSocket(family)
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.bind({ port, address: host, exclusive: true }, resolve)
      })
      socket.removeAllListeners('error')
      return socket
    } catch (e) {
      socket.close()
      if (port === 0) throw e
    }
  }
  throw new Error('no local port')
}

async function openStream({ target, pin, connectTimeout }: WireOptions, events: WireEvents): Promise<Wire> {
  const { address, port, host, transport } = target
  const secure = transport === 'tls'
  const socket = secure ? tls.connect({ host: address, port, ...tlsOptions(host) }) : net.connect({ host: address, port })
  await connected(socket, secure ? 'secureConnect' : 'connect', connectTimeout)
  try {
    if (secure) verify(socket as TLSSocket, host, pin)
  } catch (e) {
    socket.destroy()
    throw e
  }
  socket.setNoDelay(true)
  const peer = { host: socket.remoteAddress ?? address, port: socket.remotePort ?? port }
  const done = once(events.onClose)
  const framer = new StreamFramer()
  const alive = keepAlive(() => socket.write('\r\n\r\n'), fail)
  function fail(e: Error): void {
    alive.stop()
    socket.destroy()
    done(e)
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('connection closed by the server')))
  socket.on('data', (data: Buffer) => {
    try {
      const { messages, pings, pongs } = framer.push(data)
      for (let i = 0; i < pings; i++) socket.write('\r\n')
      if (pongs) {
        alive.pong()
        events.onPong()
      }
      for (const text of messages) events.onMessage(text, text.length, peer)
    } catch (e) {
      fail(e as Error)
    }
  })
  return {
    local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    peer,
    send: (text) => socket.write(text),
    close: () => {
      done.cancel()
      alive.stop()
      socket.end()
      socket.destroySoon()
    },
  }
}

async function openWebSocket({ target, pin, webSocketAddress, connectTimeout }: WireOptions, events: WireEvents): Promise<Wire> {
  const { host } = target
  let refused: Error | undefined
  const socket = new WebSocket(webSocketAddress ?? '', 'sip', {
    ...tlsOptions(host),
    handshakeTimeout: connectTimeout,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    followRedirects: false,
    // verified before any SIP message goes out
    createConnection: (options: tls.ConnectionOptions) => {
      const connection = tls.connect({ ...options, ...tlsOptions(host) })
      connection.once('secureConnect', () => {
        try {
          verify(connection, host, pin)
        } catch (e) {
          refused = e as Error
          connection.destroy(refused)
        }
      })
      return connection
    },
  } as unknown as WebSocket.ClientOptions)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (e) => reject(refused ?? e))
  })
  const raw = (socket as unknown as { _socket: TLSSocket })._socket
  const peer = { host: raw.remoteAddress ?? target.address, port: raw.remotePort ?? target.port }
  const done = once(events.onClose)
  const ping = setInterval(() => socket.ping(), KEEP_ALIVE)
  const fail = (e: Error): void => {
    clearInterval(ping)
    socket.terminate()
    done(e)
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('connection closed by the server')))
  socket.on('pong', events.onPong)
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8')
    if (text.trim() !== '') events.onMessage(text, data.length, peer)
  })
  return {
    local: { host: raw.localAddress ?? '', port: raw.localPort ?? 0 },
    peer,
    send: (text) => socket.send(text),
    close: () => {
      done.cancel()
      clearInterval(ping)
      socket.close()
    },
  }
}

function connected(socket: net.Socket, event: string, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' })), timeout)
    const fail = (e: Error): void => {
      clearTimeout(timer)
      socket.destroy()
      reject(e)
    }
    socket.once('error', fail)
    socket.once(event, () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve()
    })
  })
}

/** Pings while the connection is up; a server that has answered one must answer the next ones. */
function keepAlive(ping: () => void, dead: (e: Error) => void): { pong: () => void; stop: () => void } {
  let answers = false
  let waiting: NodeJS.Timeout | undefined
  const timer = setInterval(() => {
    ping()
    if (answers) waiting = setTimeout(() => dead(new Error('the server stopped answering')), PONG_LIMIT)
  }, KEEP_ALIVE)
  return {
    pong() {
      answers = true
      clearTimeout(waiting)
    },
    stop() {
      clearInterval(timer)
      clearTimeout(waiting)
    },
  }
}

function once(run: (e: Error) => void): ((e: Error) => void) & { cancel: () => void } {
  let over = false
  const call = (e: Error): void => {
    if (!over) {
      over = true
      run(e)
    }
  }
  return Object.assign(call, {
    cancel: () => {
      over = true
    },
  })
}
