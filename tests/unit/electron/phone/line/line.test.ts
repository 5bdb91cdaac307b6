// Longer than 300 lines: one registrar after another, each on the same fakes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { UnusableAddress } from '../../../../../electron/phone/line/line-address.ts'
import type { Registration } from '../../../../../shared/domain/line.ts'
import { type FakeLine, fakeLine, granted } from '../../../../support/fakes/sip-line.ts'
import { headerOf, responseTo } from '../../../../support/fakes/sip-wire.ts'

beforeEach(() => void vi.useFakeTimers())
let running: FakeLine[] = []
afterEach(async () => {
  for (const { line } of running) void line.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  running = []
  vi.useRealTimers()
})

/** Answers each REGISTER after 5 ms, and pings. */
function registrar(fake: FakeLine, respond: (register: string, n: number) => string | null): FakeLine {
  running.push(fake)
  let n = 0
  fake.network.answer = (text, wire) => {
    const response = text.startsWith('REGISTER ')
      ? respond(text, n++)
      : text.startsWith('OPTIONS ')
        ? responseTo(text, 200)
        : text.startsWith('SUBSCRIBE ')
          ? responseTo(text, 489)
          : null
    if (response !== null) setTimeout(() => wire.deliver(response), 5)
  }
  return fake
}
const grants = (seconds: number | string) => (register: string) => responseTo(register, 200, granted(register, seconds))
const unregisters = (text: string): boolean => text.startsWith('REGISTER ') && headerOf(text, 'expires') === '0'
/** Responses that were traced. */
const incoming = (traced: string[]): number => traced.filter((text) => text.startsWith('SIP/2.0 ')).length
const states = (shown: Registration[]): string[] => shown.map((r) => r.state)

const minutes = process.env['DIALDESK_TEST_LONG'] ? 30 : 1
describe('a storm of REGISTERs', () => {
  it.each<[string, (register: string, n: number) => string, number]>([
    ['a lifetime of 25 days', grants(2_200_000), 1],
    ['a lifetime of three thousand years', grants('99999999999'), 1],
    ['a lifetime of a second', grants(1), 20],
    ['a lifetime of five seconds', grants(5), 20],
    ['a lifetime of nothing', grants(0), 20],
    ['Retry-After of 35 days', (register) => responseTo(register, 503, ['Retry-After: 3000000']), 1],
    ['Retry-After of three thousand years', (register) => responseTo(register, 503, ['Retry-After: 99999999999']), 1],
    [
      'a port that differs in each answer',
      (register, n) => responseTo(register, 200, granted(register, 600), (v) => `${v.replace(/;rport/, '')};received=203.0.113.7;rport=${1000 + n}`),
      6,
    ],
    ['a shortest lifetime that rises by a second each time', (register, n) => responseTo(register, 423, [`Min-Expires: ${601 + n}`]), 20],
    ['a server in trouble', (register) => responseTo(register, 500), 20],
    ['a server that says there were too many', (register) => responseTo(register, 429), 4],
    ['a server that refuses everybody', (register) => responseTo(register, 600), 4],
    ['a server that sends us elsewhere', (register) => responseTo(register, 302, ['Contact: <sip:198.51.100.5>']), 4],
  ])('does not come of %s', async (_name, respond, most) => {
    const { line, network } = registrar(fakeLine(), respond)
    line.start()
    await vi.advanceTimersByTimeAsync(minutes * 60_000)
    expect(network.count('REGISTER')).toBeGreaterThanOrEqual(1)
    expect(network.count('REGISTER')).toBeLessThanOrEqual(most * minutes)
  })
  it('does not come of a server that registers and then closes, each time', async () => {
    const { line, network } = registrar(fakeLine({ transports: ['tcp'] }), (register) => {
      setTimeout(() => network.wires.at(-1)?.events.onClose(new Error('closed')), 10)
      return responseTo(register, 200, granted(register, 600))
    })
    line.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.count('REGISTER')).toBeLessThanOrEqual(20)
  })
  it('does not come of a user who tries again a thousand times', async () => {
    const { line, network } = registrar(fakeLine(), grants(600))
    line.start()
    for (let i = 0; i < 1000; i++) {
      line.retry()
      await vi.advanceTimersByTimeAsync(60)
    }
    expect(network.count('REGISTER')).toBeLessThanOrEqual(20)
  })
  it('does not keep a line from being registered again after it', async () => {
    let calm = false
    const fake = registrar(fakeLine(), (register) => (calm ? grants(600)(register) : responseTo(register, 500)))
    fake.line.start()
    await vi.advanceTimersByTimeAsync(120_000)
    calm = true
    await vi.advanceTimersByTimeAsync(35_000)
    expect(fake.last()?.state).toBe('registered')
  })
})

describe('what the registrar grants', () => {
  it('a lifetime of nothing is not registered, and the answer is named', async () => {
    const { line, shown } = registrar(fakeLine(), grants(0))
    line.start()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(states(shown)).not.toContain('registered')
    expect(shown).toContainEqual(expect.objectContaining({ state: 'unreachable', reason: { code: 'other', status: 200, detail: 'expires=0' } }))
  })
  it('counts for our own contact, whatever others the answer holds', async () => {
    const fake = registrar(fakeLine(), (register) =>
      responseTo(register, 200, [`Contact: <sip:other@192.0.2.77>;expires=0, ${granted(register, 300)[0]?.slice('Contact: '.length)}`]),
    )
    fake.line.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.last()).toMatchObject({ state: 'registered', expiresAt: expect.any(Number) })
  })
  it.each([
    ['with our public address in place of ours', (register: string) => `<${/sip:[^@]+/.exec(headerOf(register, 'contact'))?.[0]}@203.0.113.7:4444>`],
    ['as the server’s own', () => '<sip:alice@198.51.100.3>'],
  ])('counts for the only contact, written %s', async (_name, contact) => {
    const fake = registrar(fakeLine(), (register) => responseTo(register, 200, [`Contact: ${contact(register)};expires=100`]))
    fake.line.start()
    await vi.advanceTimersByTimeAsync(89_000)
    expect(fake.network.count('REGISTER')).toBe(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(fake.network.count('REGISTER')).toBe(2)
  })
  it('counts although the status line has no reason phrase, nor the space before it', async () => {
    const fake = registrar(fakeLine(), (register) => grants(600)(register).replace('200 Reason', '200'))
    fake.line.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.last()?.state).toBe('registered')
  })
  it('is nothing where it sends us elsewhere, and its status is named', async () => {
    const fake = registrar(fakeLine(), (register) => responseTo(register, 302, ['Contact: <sip:198.51.100.5>']))
    fake.line.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.last()).toMatchObject({ state: 'unreachable', reason: { code: 'other', status: 302 } })
    expect(fake.network.wires.flatMap((w) => w.sent).every(({ to }) => to.host === '192.0.2.1')).toBe(true)
  })
  it('is refreshed at 90 % of its lifetime', async () => {
    const { line, network } = registrar(fakeLine(), grants(100))
    line.start()
    await vi.advanceTimersByTimeAsync(89_000)
    expect(network.count('REGISTER')).toBe(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(network.count('REGISTER')).toBe(2)
  })
})

describe('a stranger', () => {
  it('who answers 2,000 times causes no REGISTER, changes no contact and is traced nowhere', async () => {
    const { line, network, traced } = registrar(fakeLine(), grants(600))
    line.start()
    await vi.advanceTimersByTimeAsync(1000)
    const [wire] = network.wires
    const register = wire?.sent[0]?.text ?? ''
    const before = incoming(traced)
    for (let i = 0; i < 2000; i++) {
      const forged = responseTo(register, 200, [], (v) => `${v.replace(/;rport/, '')};received=198.51.100.66;rport=${1 + i}`)
      wire?.deliver(i % 2 ? forged : forged.replace(/branch=[^;\r]*/, 'branch=z9hG4bK1'), { host: '198.51.100.66', port: 5060 })
      await vi.advanceTimersByTimeAsync(2)
    }
    expect(network.count('REGISTER')).toBe(1)
    expect(incoming(traced)).toBe(before + network.count('OPTIONS'))
  })
  it('who sends a 401 teaches no realm: the next 407 for it is not answered', async () => {
    const { line, network } = registrar(fakeLine(), grants(600))
    line.start()
    await vi.advanceTimersByTimeAsync(1000)
    const [wire] = network.wires
    const evil = 'Digest realm="evil", nonce="n", algorithm=MD5'
    wire?.deliver(responseTo(wire.sent[0]?.text ?? '', 401, [`WWW-Authenticate: ${evil}`]), { host: '198.51.100.66', port: 5060 })
    wire?.deliver(responseTo((wire.sent[0]?.text ?? '').replace(/branch=[^;\r]*/, 'branch=z9hG4bK1'), 401, [`WWW-Authenticate: ${evil}`]))
    network.answer = () => {}
    const asked = line.ping(5000)
    await vi.advanceTimersByTimeAsync(1)
    const options = wire?.sent.map(({ text }) => text).find((text) => text.startsWith('OPTIONS ')) ?? ''
    wire?.deliver(responseTo(options, 407, [`Proxy-Authenticate: ${evil}`]))
    expect((await asked)?.status).toBe(407)
    expect(wire?.sent.some(({ text }) => /^(Proxy-)?Authorization:/im.test(text))).toBe(false)
  })
})

it('MD5 after SHA-256 is not answered, and the line shows the reason', async () => {
  let algorithm = 'SHA-256'
  const fake = registrar(fakeLine(), (register) =>
    /^Authorization:/im.test(register)
      ? responseTo(register, 200, granted(register, 60))
      : responseTo(register, 401, [`WWW-Authenticate: Digest realm="r", nonce="n", algorithm=${algorithm}`]),
  )
  fake.line.start()
  await vi.advanceTimersByTimeAsync(1000)
  expect(fake.last()?.state).toBe('registered')
  algorithm = 'MD5'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fake.shown).toContainEqual(
    expect.objectContaining({ state: 'unreachable', reason: { code: 'weaker-sign-in', status: 401, detail: 'MD5 instead of SHA-256' } }),
  )
  expect(fake.network.wires.flatMap((w) => w.sent).some(({ text }) => /^Authorization:.*algorithm=MD5/im.test(text))).toBe(false)
})

it('a nonce that the registrar names in advance saves the next challenge; one it does not want is challenged as ever', async () => {
  let wants = 'first'
  const fake = registrar(fakeLine(), (register) =>
    headerOf(register, 'authorization').includes(`nonce="${wants}"`)
      ? responseTo(register, 200, [...granted(register, 60), `Authentication-Info: qop=auth, nextnonce="${wants}-next"`])
      : responseTo(register, 401, [`WWW-Authenticate: Digest realm="r", nonce="${wants}", algorithm=SHA-256, qop="auth"`]),
  )
  fake.line.start()
  await vi.advanceTimersByTimeAsync(1000)
  expect(fake.network.count('REGISTER')).toBe(2)
  wants = 'first-next'
  await vi.advanceTimersByTimeAsync(54_000)
  expect(fake.network.count('REGISTER')).toBe(3)
  expect(headerOf(fake.network.wires.at(-1)?.sent.findLast(({ text }) => text.startsWith('REGISTER '))?.text ?? '', 'authorization')).toContain(
    'nc=00000001',
  )
  wants = 'another'
  await vi.advanceTimersByTimeAsync(54_000)
  expect(fake.network.count('REGISTER')).toBe(5)
  expect(fake.last()?.state).toBe('registered')
})

describe('a registrar that redirects', () => {
  const redirects = (to: string) => (register: string) => responseTo(register, 302, [`Contact: <sip:${to}>`])
  const own = { domain: 'example.com', server: { host: 'sip.example.com', port: 5060 } }
  const addresses: Readonly<Record<string, string>> = { 'sip.example.com': '192.0.2.1', 'sip2.example.com': '192.0.2.2' }
  const lookups = () => ({
    naptr: () => Promise.reject(new Error('ENODATA')),
    srv: () => Promise.reject(new Error('ENODATA')),
    addresses: async (host: string) => [{ address: addresses[host] ?? '203.0.113.9', family: 4 }],
  })

  it('to a server of the same domain is followed, and from there again no more than three times', async () => {
    let to = 'sip2.example.com:5070'
    const fake = registrar(fakeLine(own, { lookups }), (register) => {
      const { peer } = fake.network.wires.at(-1) as (typeof fake.network.wires)[number]
      return peer.port === 5070 && to !== 'loop' ? grants(600)(register) : redirects(to === 'loop' ? 'sip2.example.com:5071' : to)(register)
    })
    fake.line.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.last()).toMatchObject({ state: 'registered', server: '192.0.2.2:5070' })
    to = 'loop'
    await vi.advanceTimersByTimeAsync(560_000)
    expect(fake.shown).toContainEqual(expect.objectContaining({ state: 'unreachable', reason: expect.objectContaining({ status: 302 }) }))
    expect(fake.network.wires.filter(({ peer }) => peer.port === 5071).length).toBeLessThanOrEqual(12)
  })
  it('to another domain is not followed, and shown', async () => {
    const fake = registrar(fakeLine(own, { lookups }), redirects('sip.example.net'))
    fake.line.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.last()).toMatchObject({ state: 'unreachable', reason: { status: 302 } })
    expect(fake.network.wires.every(({ peer }) => peer.host === '192.0.2.1')).toBe(true)
  })
})

it('requests outside a dialog take the registrar’s Service-Route, REGISTER does not', async () => {
  const route = '<sip:192.0.2.1:5062;lr>'
  const fake = registrar(fakeLine(), (register) => responseTo(register, 200, [...granted(register, 60), `Service-Route: ${route}`]))
  fake.line.start()
  await vi.advanceTimersByTimeAsync(70_000)
  void fake.line.ping(1000)
  await vi.advanceTimersByTimeAsync(100)
  const sent = fake.network.wires.flatMap((w) => w.sent)
  const routesOf = (method: string) => new Set(sent.filter(({ text }) => text.startsWith(`${method} `)).map(({ text }) => headerOf(text, 'route')))
  expect(routesOf('REGISTER')).toEqual(new Set(['']))
  expect(routesOf('OPTIONS')).toEqual(new Set([route]))
  expect(sent.find(({ text }) => text.startsWith('OPTIONS '))?.to).toEqual({ host: '192.0.2.1', port: 5062 })
})

describe('a line', () => {
  it.each([
    [{ domain: '111.222.333.444', server: { host: '111.222.333.444', port: 50_123 } }, '111.222.333.444'],
    [{ domain: '1.2.3' }, '1.2.3'],
    [{ server: { host: 'a..b', port: null } }, 'a..b'],
    [{ webSocketAddress: 'wss://' }, 'wss://'],
  ])('with an address that is none is not built: %j', (setup, value) => {
    expect(() => fakeLine(setup)).toThrow(expect.objectContaining({ name: 'UnusableAddress', value }) as UnusableAddress)
  })
  it('with a WebSocket address needs no other server and no STUN server', () => {
    const nowhere = { host: '1.2.3', port: null }
    expect(
      fakeLine({ webSocketAddress: 'wss://a.example', transports: ['wss'], server: nowhere, outboundProxy: true }).line.setup.outboundProxy,
    ).toBe(false)
    expect(fakeLine({ stun: nowhere }).line.setup.stun).toBeNull()
  })
  it('with an international name, a trailing dot or half a surrogate pair registers', async () => {
    for (const [part, line] of [
      [{ domain: 'münchen.example' }, 'REGISTER sip:xn--mnchen-3ya.example SIP/2.0'],
      [{ domain: 'sip.example.' }, 'REGISTER sip:sip.example SIP/2.0'],
      [{ userName: 'a\ud800' }, 'REGISTER sip:192.0.2.1 SIP/2.0'],
    ] as const) {
      const fake = registrar(fakeLine(part), grants(600))
      fake.line.start()
      await vi.advanceTimersByTimeAsync(100)
      expect(fake.network.wires[0]?.sent[0]?.text.split('\r\n')[0]).toBe(line)
      expect(fake.last()?.state).toBe('registered')
    }
  })
})

describe('stopping a line', () => {
  it('while it connects: the late wire is closed and nothing is shown after "off"', async () => {
    const { line, network, shown } = registrar(fakeLine(), grants(600))
    network.hold = true
    line.start()
    await vi.advanceTimersByTimeAsync(100)
    const stopped = line.stop()
    await vi.advanceTimersByTimeAsync(5000)
    await stopped
    network.release()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.wires.map((w) => w.closed())).toEqual([1])
    expect(network.count('REGISTER')).toBe(0)
    expect(states(shown)).toEqual(['connecting', 'off'])
  })
  it('before it was started, and while it waits for the next try', async () => {
    const idle = fakeLine()
    await idle.line.stop()
    expect(states(idle.shown)).toEqual(['off'])
    const failing = fakeLine()
    failing.network.failure = new Error('refused')
    failing.line.start()
    await vi.advanceTimersByTimeAsync(10)
    await failing.line.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states(failing.shown)).toEqual(['connecting', 'unreachable', 'off'])
    expect(failing.network.wires.length).toBe(0)
  })
  it('twice: removes the binding once', async () => {
    const { line, network, shown } = registrar(fakeLine(), (register) => grants(unregisters(register) ? 0 : 600)(register))
    line.start()
    await vi.advanceTimersByTimeAsync(1000)
    const stopped = Promise.all([line.stop(), line.stop()])
    await vi.advanceTimersByTimeAsync(5000)
    await stopped
    expect(network.wires.flatMap((w) => w.sent).filter(({ text }) => unregisters(text)).length).toBe(1)
    expect(states(shown).filter((s) => s === 'off').length).toBe(1)
    expect(network.wires[0]?.closed()).toBe(1)
  })
  it('with a server that answers nothing more: is through after 4 s, and late events change nothing', async () => {
    const { line, network, shown } = registrar(fakeLine({ transports: ['tcp'] }), (register) =>
      unregisters(register) ? null : grants(600)(register),
    )
    line.start()
    await vi.advanceTimersByTimeAsync(1000)
    const stopped = line.stop()
    await vi.advanceTimersByTimeAsync(4000)
    await stopped
    const [wire] = network.wires
    wire?.deliver(responseTo(wire.sent[0]?.text ?? '', 200))
    wire?.events.onClose(new Error('late'))
    line.retry()
    await line.check()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states(shown).at(-1)).toBe('off')
    expect(network.wires.length).toBe(1)
  })
})

it('tries and checks at the same time make one connection', async () => {
  const { line, network } = registrar(fakeLine(), grants(600))
  network.hold = true
  line.start()
  line.retry()
  void line.check()
  line.retry()
  await vi.advanceTimersByTimeAsync(10)
  network.release()
  await vi.advanceTimersByTimeAsync(1000)
  expect(network.wires.length).toBe(1)
})

it('a server list is not gone through faster because several things failed at once', async () => {
  const fake = registrar(fakeLine(), () => null)
  fake.network.failure = new Error('refused')
  fake.line.start()
  fake.line.retry()
  fake.line.retry()
  await vi.advanceTimersByTimeAsync(10)
  expect(states(fake.shown)).toEqual(['connecting', 'unreachable'])
})

it('stopped after a refresh that failed removes the binding that the server still has', async () => {
  let n = 0
  const { line, network } = registrar(fakeLine(), (register) =>
    ++n === 2 ? responseTo(register, 403) : responseTo(register, 200, granted(register, 60)),
  )
  line.start()
  await vi.advanceTimersByTimeAsync(56_000)
  expect(n).toBe(2)
  const stopped = line.stop()
  await vi.advanceTimersByTimeAsync(5000)
  await stopped
  expect(network.wires.flatMap((w) => w.sent).some(({ text }) => unregisters(text))).toBe(true)
})
