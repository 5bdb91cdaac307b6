import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Connections } from '../../../electron-host/connections.ts'

let server: Server
const opened: Connections[] = []
afterEach(() => {
  for (const connections of opened.splice(0)) connections.close()
  server.closeAllConnections()
  server.close()
})

/** A server whose answer depends on how many requests came over the connection before. */
async function serve(
  answer: (before: number, socket: Socket, res: ServerResponse, req: IncomingMessage) => void,
): Promise<{ url: string; arrived: () => number }> {
  const used = new WeakMap<Socket, number>()
  let arrived = 0
  server = createServer((req, res) => {
    const before = used.get(req.socket) ?? 0
    used.set(req.socket, before + 1)
    if (req.method === 'POST') arrived += 1
    req.resume().on('end', () => answer(before, req.socket, res, req))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, arrived: () => arrived }
}
const connections = (): Connections => {
  const made = new Connections()
  opened.push(made)
  return made
}
const post = { method: 'POST', body: 'pin=1' } as const

describe('a POST, as Chromium sends it', () => {
  it.each([
    ['closed', (socket: Socket) => socket.destroy()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('is sent again when a connection that was used before is %s ahead of the headers', async (_how, end) => {
    const { url, arrived } = await serve((before, socket, res) => (before > 0 ? end(socket) : res.end('ok')))
    const session = connections()
    await (await session.fetch(url)).text()
    expect(await (await session.fetch(url, post)).text()).toBe('ok')
    expect(arrived()).toBe(2)
  })
  it.each([
    ['closed', (socket: Socket) => socket.destroy(), 'net::ERR_EMPTY_RESPONSE'],
    ['reset', (socket: Socket) => socket.resetAndDestroy(), 'net::ERR_CONNECTION_RESET'],
  ])('fails when a new connection is %s, also where another session has used ones', async (_how, end, message) => {
    const { url, arrived } = await serve((_before, socket, res, { method }) => (method === 'POST' ? end(socket) : res.end('ok')))
    await (await connections().fetch(url)).text()
    await expect(connections().fetch(url, post)).rejects.toThrow(message)
    expect(arrived()).toBe(1)
  })
  it('is not sent again once headers came', async () => {
    const { url, arrived } = await serve((_before, socket, res, { method }) => {
      if (method !== 'POST') return res.end('ok')
      res.writeHead(200, { 'content-length': 10 }).write('half', () => socket.destroy())
    })
    const session = connections()
    await (await session.fetch(url)).text()
    await expect(session.fetch(url, post).then((r) => r.text())).rejects.toThrow()
    expect(arrived()).toBe(1)
  })
})
