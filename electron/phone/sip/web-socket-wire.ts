import tls, { type TLSSocket } from 'node:tls'
import WebSocket from 'ws'
import { closeOnce, ignoreError } from './close-once.ts'
import { tlsOptions, verify } from './connector.ts'
import { KEEP_ALIVE, MOST_UNSENT } from './keep-alive.ts'
import { MAX_MESSAGE } from './stream-framer.ts'
import type { Wire, WireEvents, WireOptions } from './wire.ts'

/** Opens a WebSocket connection over TLS (RFC 7118); see openWire. */
export async function openWebSocket(options: WireOptions, events: WireEvents, signal: AbortSignal): Promise<Wire> {
  const { target, pin, webSocketAddress, connectTimeout } = options
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
  socket.on('error', ignoreError)
  const giveUp = (): void => socket.terminate()
  signal.addEventListener('abort', giveUp)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', (e) => reject(refused ?? e))
    })
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
  const raw = (socket as unknown as { _socket: TLSSocket })._socket
  const peer = { host: raw.remoteAddress ?? target.address, port: raw.remotePort ?? target.port }
  const done = closeOnce(events.onClose)
  const ping = setInterval(() => isRead() && socket.ping(), KEEP_ALIVE)
  /** False after it ended the connection: what waits must not fill the memory. */
  const isRead = (): boolean => {
    if (socket.bufferedAmount <= MOST_UNSENT) return true
    fail(new Error('the server does not read'))
    return false
  }
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
    transport: 'wss',
    local: { host: raw.localAddress ?? '', port: raw.localPort ?? 0 },
    peer,
    send: (text) => isRead() && socket.send(text),
    close: () => {
      done.cancel()
      clearInterval(ping)
      socket.close()
    },
  }
}
