import { once } from 'node:events'
import net from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { closeOnce, ignoreError } from './close-once.ts'
import { tlsOptions, verify } from './connector.ts'
import { keepAlive, MOST_UNSENT } from './keep-alive.ts'
import { StreamFramer } from './stream-framer.ts'
import type { Wire, WireEvents, WireOptions } from './wire.ts'

/** Most keep-alives answered in one chunk of received data. */
const MOST_PONGS = 16

/** Opens a TCP or TLS connection; see openWire. */
export async function openStream({ target, pin, connectTimeout }: WireOptions, events: WireEvents, signal: AbortSignal): Promise<Wire> {
  const { address, port, host, transport } = target
  const secure = transport === 'tls'
  const socket = secure ? tls.connect({ host: address, port, ...tlsOptions(host) }) : net.connect({ host: address, port })
  socket.on('error', ignoreError)
  await connected(socket, secure ? 'secureConnect' : 'connect', connectTimeout, signal)
  try {
    signal.throwIfAborted()
    if (secure) verify(socket as TLSSocket, host, pin)
  } catch (e) {
    socket.destroy()
    throw e
  }
  socket.setNoDelay(true)
  const peer = { host: socket.remoteAddress ?? address, port: socket.remotePort ?? port }
  const done = closeOnce(events.onClose)
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
      if (pings && !socket.writableNeedDrain) socket.write('\r\n'.repeat(Math.min(pings, MOST_PONGS)))
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
    transport,
    local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    peer,
    send(text) {
      if (socket.writableLength > MOST_UNSENT) fail(new Error('the server does not read'))
      else socket.write(text)
    },
    close: () => {
      done.cancel()
      alive.stop()
      socket.end()
      socket.destroySoon()
    },
  }
}

async function connected(socket: net.Socket, event: string, timeout: number, signal: AbortSignal): Promise<void> {
  const late = AbortSignal.timeout(timeout)
  try {
    await once(socket, event, { signal: AbortSignal.any([signal, late]) })
  } catch (e) {
    socket.destroy()
    throw late.aborted ? Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' }) : e
  }
}
