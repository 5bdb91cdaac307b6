import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'

class FakeRequest extends EventEmitter {
  readonly sent: { options: Record<string, unknown>; headers: Record<string, string>; body?: string; aborted: boolean }
  constructor(options: Record<string, unknown>) {
    super()
    this.sent = { options, headers: {}, aborted: false }
  }
  setHeader(name: string, value: string): void {
    this.sent.headers[name] = value
  }
  end(body: string): void {
    this.sent.body = body
  }
  abort(): void {
    this.sent.aborted = true
  }
}
let request: FakeRequest
vi.mock('electron', () => ({ net: { request: (options: Record<string, unknown>) => (request = new FakeRequest(options)) } }))
const { requestOnce } = await import('../../../../../electron/main/system/request-once.ts')
const session = {} as never
const incoming = (status: number, text: string, headers = {}) =>
  Object.assign(Readable.from(text === '' ? [] : [Buffer.from(text)]), { statusCode: status, headers })
beforeEach(() => vi.restoreAllMocks())

it('sends a request as it is asked for, and passes on what comes', async () => {
  const response = requestOnce(session, 'https://cloud.example/', { method: 'PROPFIND', headers: { depth: '1' }, body: '<a/>' })
  expect(request.sent).toMatchObject({
    options: { session, url: 'https://cloud.example/', method: 'PROPFIND', redirect: 'manual', credentials: 'omit' },
    headers: { depth: '1' },
    body: '<a/>',
  })
  request.emit('response', incoming(207, 'text', { etag: '"1"', link: ['a', 'b'] }))
  const { status, headers } = await response
  expect([status, headers.get('etag'), headers.get('link'), await (await response).text()]).toEqual([207, '"1"', 'a, b', 'text'])
})
it('a response without a body is one', async () => {
  const response = requestOnce(session, 'https://cloud.example/a', { method: 'DELETE' })
  request.emit('response', incoming(204, ''))
  expect((await response).status).toBe(204)
})
it('a redirect is an answer, whatever Electron says of it afterwards', async () => {
  const response = requestOnce(session, 'https://cloud.example/', {})
  request.emit('redirect', 301, 'GET', 'https://cloud.example/dav/', {})
  request.emit('error', new Error('Redirect was cancelled'))
  expect([(await response).status, (await response).headers.get('location')]).toEqual([301, 'https://cloud.example/dav/'])
})
it('a failure is one, also in the middle of a response', async () => {
  const response = requestOnce(session, 'https://cloud.example/', {})
  request.emit('error', new Error('net::ERR_CONNECTION_REFUSED'))
  await expect(response).rejects.toThrow('net::ERR_CONNECTION_REFUSED')
  const cut = requestOnce(session, 'https://cloud.example/', {})
  const body = new Readable({ read() {} })
  request.emit('response', Object.assign(body, { statusCode: 200, headers: {} }))
  body.destroy(new Error('net::ERR_CONNECTION_RESET'))
  await expect(cut).rejects.toThrow('net::ERR_CONNECTION_RESET')
})
it('can be ended while it waits, and before it begins', async () => {
  const aborting = new AbortController()
  const response = requestOnce(session, 'https://cloud.example/', { signal: aborting.signal })
  aborting.abort(new Error('too late'))
  await expect(response).rejects.toThrow('too late')
  expect(request.sent.aborted).toBe(true)
  await expect(requestOnce(session, 'https://cloud.example/', { signal: aborting.signal })).rejects.toThrow('too late')
})
