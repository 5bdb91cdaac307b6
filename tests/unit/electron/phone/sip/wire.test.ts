import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWire, type WireOptions } from '../../../../../electron/phone/sip/wire.ts'
import type { SipTransport } from '../../../../../shared/domain/line.ts'

/** A server that accepts connections and sends nothing. */
let server: net.Server
let port: number
beforeEach(async () => {
  server = net.createServer((socket) => void socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as net.AddressInfo).port
})
afterEach(() => void server.close())

const options = (transport: SipTransport): WireOptions => ({
  target: { transport, host: 'localhost', address: '127.0.0.1', port },
  pin: null,
  localPorts: [],
  webSocketAddress: transport === 'wss' ? `wss://127.0.0.1:${port}` : null,
  connectTimeout: 60_000,
})
const events = { onMessage: () => {}, onPong: () => {}, onClose: () => {} }

describe('given up while it opens', () => {
  it.each<SipTransport>(['tls', 'wss'])('%s: rejects, and the connection is closed', async (transport) => {
    const abort = new AbortController()
    const connection = once(server, 'connection') as Promise<[net.Socket]>
    const opening = expect(openWire(options(transport), events, abort.signal)).rejects.toThrow()
    const [socket] = await connection
    const closed = once(socket.resume(), 'close')
    abort.abort()
    await opening
    await closed
  })
  it.each<SipTransport>(['udp', 'tcp', 'tls'])('%s: rejects when it was given up before', async (transport) => {
    await expect(openWire(options(transport), events, AbortSignal.abort())).rejects.toThrow()
  })
})

it('a server that does not answer is named as such', async () => {
  await expect(openWire({ ...options('tls'), connectTimeout: 20 }, events, new AbortController().signal)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
})
