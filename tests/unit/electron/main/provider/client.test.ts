import { describe, expect, it } from 'vitest'
import { type Connection, createClient, type Fetch } from '../../../../../electron/main/provider/client.ts'

const credentials = { userName: 'alice', password: 'made up' }
const ok = '{"error":false,"codes":[{"code":200,"description":"OK"}],"body":{"x":1}}'
const refused = (code: number) => `{"error":true,"codes":[{"code":${code},"description":"no"}],"body":[]}`
const start = Date.UTC(2026, 0, 1)

function client(answers: (Response | Error)[]) {
  const sent: { url: string; init: RequestInit; connection: Connection }[] = []
  const fetch: Fetch = async (url, init, connection) => {
    sent.push({ url, init, connection })
    const answer = answers.shift() ?? new Error('nothing left')
    if (answer instanceof Error) throw answer
    return answer
  }
  return { sent, client: createClient({ fetch, baseAddress: 'https://p.example', now: () => start }) }
}
const at = (offset: number, text: string, status = 200) => new Response(text, { status, headers: { date: new Date(start + offset).toUTCString() } })
const read = { module: 'account', version: 'v2' } as const

describe('a request', () => {
  it('is built by hand with the bare module first, and keeps nothing', async () => {
    const { sent, client: c } = client([new Response(ok)])
    await c.request(credentials, { module: 'rates', version: 'v2', query: [['numbers', '0177|+49']] })
    expect(sent[0]?.url).toBe('https://p.example/api/rest/v2/?rates&numbers=0177%7C%2B49')
    expect(sent[0]?.init).toMatchObject({ method: 'GET', credentials: 'omit', cache: 'no-store', redirect: 'error' })
  })
  it('repairs the clock once from the reply’s Date and is repeated once', async () => {
    const { sent, client: c } = client([at(600_000, refused(1011)), at(600_000, ok)])
    expect((await c.request(credentials, read)).ok).toBe(true)
    expect(sent.map(({ init }) => new Headers(init.headers).get('x-date'))).toEqual([
      '2026-01-01 00:00:00.000000 GMT+0000',
      '2026-01-01 00:10:00.000000 GMT+0000',
    ])
  })
  it('reports how far the clock is off when the repair does not help', async () => {
    const { sent, client: c } = client([at(600_000, refused(1012)), at(600_000, refused(1011))])
    await expect(c.request(credentials, read)).rejects.toMatchObject({ code: 'clock-wrong', details: { seconds: -600 } })
    expect(sent.length).toBe(2)
  })
  it('reads once more after a network fault', async () => {
    const { sent, client: c } = client([new Error('net::ERR_CONNECTION_RESET'), new Response(ok)])
    expect((await c.request(credentials, read)).ok).toBe(true)
    expect(sent.length).toBe(2)
  })
  it('never repeats a POST', async () => {
    const { sent, client: c } = client([new Error('net::ERR_CONNECTION_RESET'), new Response(ok)])
    await expect(c.request(credentials, { module: 'topup', version: 'v2', form: { pin: '1 2' } })).rejects.toMatchObject({
      code: 'provider-unreachable',
    })
    expect(sent.length).toBe(1)
    expect(sent[0]?.init.body).toBe('pin=1+2')
  })
  it('asks for an unused connection for a POST, also for its repeat after a refusal of the clock; reads take any', async () => {
    const { sent, client: c } = client([at(0, ok), at(600_000, refused(1011)), at(600_000, ok), at(0, ok)])
    await c.request(credentials, read)
    await c.request(credentials, { module: 'sms', version: 'v2', form: { act: 'sendSms' } })
    await c.request(credentials, { module: 'mycard-v2', version: 'v2', form: { act: 'show' }, harmless: true })
    expect(sent.map(({ connection }) => connection)).toEqual(['any', 'unused', 'unused', 'any'])
  })
  it.each([
    [new Error("Attempted to redirect, but redirect policy was 'error'"), 'provider-redirects'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'provider-tls'],
    [new Error('net::ERR_PROXY_AUTH_REQUESTED'), 'provider-proxy-password'],
    [new Response('<html><h1>Bad gateway</h1>', { status: 502 }), 'provider-unexpected-reply'],
    [new Response('{"error":fal'), 'provider-unexpected-reply'],
    [new Response(new Uint8Array(3 * 1024 * 1024)), 'provider-reply-too-large'],
    [new Response(refused(401), { status: 401 }), 'wrong-credentials'],
    [new Response('', { status: 401 }), 'wrong-credentials'],
    [new Response('<h1>Unauthorized</h1>', { status: 401 }), 'wrong-credentials'],
    [new Response('{"error":true}', { status: 401 }), 'wrong-credentials'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline'],
  ])('%s is %s', async (answer, code) => {
    const { client: c } = client([answer])
    await expect(c.request(credentials, read)).rejects.toMatchObject({ code })
  })
  it.each([
    [500, '{"error":"Internal Server Error"}', 'provider-unreachable', 'Internal Server Error'],
    [502, '{"error":"Bad Gateway","status":502}', 'provider-unreachable', 'Bad Gateway'],
    [500, '{"error":{"message":"out of memory"}}', 'provider-unreachable', 'out of memory'],
    [500, '{"error":true}', 'provider-unreachable', ''],
    [503, '{"error":false}', 'provider-unreachable', ''],
    [503, '{"error":true,"codes":[{"code":4711,"description":"Later"}]}', 'provider-unreachable', 'Later'],
    [502, '{"error":true,"codes":[{"code":200,"description":"OK"}]}', 'provider-unreachable', 'OK'],
    [200, '{"error":"failed"}', 'provider-unexpected-reply', 'failed'],
    [200, '{"error":"failed","codes":[{"code":200,"description":"OK"}]}', 'provider-unexpected-reply', 'failed'],
    [200, '{"error":2}', 'provider-unexpected-reply', '2'],
    [401, '{"error":"Unauthorized"}', 'wrong-credentials', 'Unauthorized'],
    [403, '{"error":"Forbidden"}', 'not-allowed', 'Forbidden'],
    [404, '{"error":"No such page"}', 'not-offered', 'No such page'],
    [200, '{"error":false,"codes":{"0":{"code":1200,"description":"PIN invalid"}},"body":[]}', 'pin-invalid', 'PIN invalid'],
    [200, '{"error":false,"codes":{"0":{"code":504}}}', 'provider-unreachable', ''],
    [200, '{"error":true,"codes":{"code":{"code":504,"description":"x"}}}', 'provider-unreachable', 'x'],
    [200, '{"error":true,"code":504}', 'provider-unreachable', ''],
    [200, '{"error":true,"codes":[{"code":"504 Gateway Timeout"}]}', 'provider-unreachable', ''],
    [200, '{"error":true,"codes":[{"Code":504}]}', 'provider-unreachable', ''],
    [200, '{"error":true,"codes":["later"]}', 'provider-unexpected-reply', ''],
    [200, '{"error":false,"codes":["later"]}', 'provider-unexpected-reply', ''],
    [500, refused(1200), 'pin-invalid', 'no'],
    [200, '{"error":true,"codes":[{"code":1200},{"code":504,"description":"Trouble"}]}', 'provider-unreachable', 'Trouble'],
  ])('HTTP %i with %s is %s, and keeps the words', async (status, text, code, said) => {
    const { client: c } = client([new Response(text, { status })])
    const paid = { module: 'topup', version: 'v2', form: { pin: '1' } } as const
    await expect(c.request(credentials, paid)).rejects.toMatchObject({ code, details: { text: said } })
  })
  it('does not repeat a paid request whose clock was refused behind a gateway that failed', async () => {
    const { sent, client: c } = client([
      new Response(refused(1011), { status: 504, headers: { date: new Date(start + 600_000).toUTCString() } }),
      at(600_000, ok),
    ])
    await expect(c.request(credentials, { module: 'sms', version: 'v2', form: { act: 'sendSms' } })).rejects.toMatchObject({
      code: 'provider-unreachable',
    })
    expect(sent.length).toBe(1)
  })
  it('does not repeat a paid request whose clock was refused beside another code', async () => {
    const text = '{"error":true,"codes":[{"code":1011,"description":"old"},{"code":504,"description":"trouble"}]}'
    const { sent, client: c } = client([at(600_000, text), at(600_000, ok)])
    await expect(c.request(credentials, { module: 'sms', version: 'v2', form: { act: 'sendSms' } })).rejects.toMatchObject({
      code: 'provider-unreachable',
    })
    expect(sent.length).toBe(1)
  })
  it.each([
    [3, true],
    [9, false],
  ])('for a list that grows with the account may have a reply of %i MiB: %s', async (mib, may) => {
    const { client: c } = client([new Response(`{"error":false,"codes":[{"code":200}],"body":"${'x'.repeat(mib * 1024 * 1024)}"}`)])
    const reply = c.request(credentials, { module: 'cdrs', version: 'v2', long: true }).then(
      ({ ok: success }) => success,
      ({ code }) => code,
    )
    expect(await reply).toBe(may ? true : 'provider-reply-too-large')
  })
  it('reads the envelope whatever the HTTP status', async () => {
    const { client: c } = client([new Response(ok, { status: 500 })])
    expect((await c.request(credentials, read)).ok).toBe(true)
  })
})
