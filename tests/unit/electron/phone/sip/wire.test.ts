import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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
afterEach(() => {
  server.close()
  vi.restoreAllMocks()
})

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

describe('a server that does not read', () => {
  /** An open connection whose packets stay in this process, as when the server's receive window is full. */
  async function stuck(onClose: (e: Error) => void = () => {}) {
    const connect = vi.spyOn(net, 'connect')
    const connection = once(server, 'connection') as Promise<[net.Socket]>
    const wire = await openWire(options('tcp'), { ...events, onClose }, new AbortController().signal)
    const [peer] = await connection
    const ours = connect.mock.results[0]?.value as net.Socket
    ours.cork()
    return { wire, peer, ours }
  }
  it('and asks for endless keep-alives gets few', async () => {
    const { wire, peer, ours } = await stuck()
    const pings = '\r\n\r\n'.repeat(200_000)
    peer.write(pings)
    await vi.waitFor(() => expect(ours.bytesRead).toBe(pings.length), { timeout: 10_000 })
    expect(ours.writableLength).toBeLessThan(100_000)
    wire.close()
    peer.destroy()
  })
  it('is disconnected before what it was sent fills the memory', async () => {
    let closed: Error | undefined
    const { wire, peer, ours } = await stuck((e) => (closed = e))
    for (let n = 0; n < 10_000 && !closed; n++) wire.send('x'.repeat(1000), wire.peer)
    expect([closed?.message, ours.destroyed]).toEqual(['the server does not read', true])
    peer.destroy()
  })
})
