import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, type Fetch, type ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import { readRetryAfter } from '../../../../../electron/main/provider/retry-after.ts'

const NOW = Date.UTC(2026, 0, 1)
const MAX = 15 * 60_000
const credentials = { userName: 'alice', password: 'made up' }
const ok = '{"error":false,"codes":[{"code":200,"description":"OK"}],"body":{"x":1}}'
const account: ModuleRequest = { module: 'account', version: 'v2' }

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    [' 5 ', 5000],
    ['0', 1000],
    ['99999999999', MAX],
    ['9'.repeat(400), MAX],
    [new Date(NOW + 60_000).toUTCString(), 60_000],
    [new Date(NOW - 60_000).toUTCString(), 1000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', MAX],
    ['-5', null],
    ['soon', null],
    ['1.5', null],
    ['', null],
    [null, null],
  ])('%j', (header, wait) => expect(readRetryAfter(header, NOW)).toBe(wait))
  it('is always a wait that a timer can hold, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat().map(String),
          fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
        ),
        (header) => {
          const wait = readRetryAfter(header, NOW)
          expect(wait === null || (wait >= 1000 && wait <= MAX)).toBe(true)
        },
      ),
    )
  })
})

describe('a client that is asked to wait', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }))
  afterEach(() => void vi.useRealTimers())
  const busy = (seconds: string, status = 503, text = '') => new Response(text, { status, headers: { 'retry-after': seconds } })
  function client(...answers: Response[]) {
    const sent: string[] = []
    const fetch: Fetch = async (url) => {
      sent.push(url)
      return answers.shift() ?? new Response(ok)
    }
    return { sent, request: createClient({ fetch, baseAddress: 'https://p.example', now: () => Date.now() }).request }
  }
  it.each([
    ['429', busy('120', 429)],
    ['503', busy('120', 503, '<h1>later</h1>')],
    ['an envelope', busy('120', 200, '{"error":true,"codes":[{"code":504,"description":"later"}]}')],
  ])('by %s says for how long and does not read that module before', async (_name, answer) => {
    const { sent, request } = client(answer)
    await expect(request(credentials, account)).rejects.toMatchObject({ code: 'provider-busy', retryable: true, details: { seconds: 120 } })
    vi.setSystemTime(NOW + 60_000)
    await expect(request(credentials, account)).rejects.toMatchObject({ code: 'provider-busy', details: { seconds: 60 } })
    expect(sent.length).toBe(1)
    await request(credentials, { module: 'rates', version: 'v2' })
    vi.setSystemTime(NOW + 120_000)
    expect((await request(credentials, account)).ok).toBe(true)
    expect(sent.length).toBe(3)
  })
  it('for a moment waits and reads once more', async () => {
    const { sent, request } = client(busy('2'))
    const reply = request(credentials, account)
    await vi.advanceTimersByTimeAsync(1900)
    expect(sent.length).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    expect((await reply).ok).toBe(true)
    expect(sent.length).toBe(2)
  })
  it('for a moment again and again gives up after the second time', async () => {
    const { sent, request } = client(busy('1'), busy('1'), busy('1'))
    const reply = expect(request(credentials, account)).rejects.toMatchObject({ code: 'provider-busy' })
    await vi.advanceTimersByTimeAsync(10_000)
    await reply
    expect(sent.length).toBe(2)
  })
  it('can be cancelled meanwhile', async () => {
    const { request } = client(busy('2'))
    const abort = new AbortController()
    const reply = expect(request(credentials, account, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    await vi.advanceTimersByTimeAsync(100)
    abort.abort()
    await reply
    expect(vi.getTimerCount()).toBe(0)
  })
  it('never repeats a POST for it, and still accepts a good envelope', async () => {
    const { sent, request } = client(busy('1'), busy('60', 503, ok))
    await expect(request(credentials, { module: 'topup', version: 'v2', form: { pin: '1' } })).rejects.toMatchObject({
      code: 'provider-unexpected-reply',
    })
    expect(sent.length).toBe(1)
    expect((await request(credentials, account)).ok).toBe(true)
  })
})
