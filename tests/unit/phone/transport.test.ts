import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseChallenge } from '../../../electron/phone/transport/challenge.ts'
import { Guard } from '../../../electron/phone/transport/guard.ts'
import { bySrvOrder, type Lookups, locate } from '../../../electron/phone/transport/locate.ts'
import { peek } from '../../../electron/phone/transport/sip-message.ts'
import { FramingError, StreamFramer } from '../../../electron/phone/transport/stream-framer.ts'
import { type Timers, UdpTransactions } from '../../../electron/phone/transport/udp-transactions.ts'

const message = (method: string, extra = '', body = ''): string =>
  `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const answer = (status: number, method: string): string =>
  `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>;tag=2\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\nContent-Length: 0\r\n\r\n`
const read = (text: string) => peek(text) as NonNullable<ReturnType<typeof peek>>

describe('framing of a stream', () => {
  it('gives the same messages wherever the stream is cut', () => {
    const messages = [message('OPTIONS'), message('INVITE', 'X: ü\r\n', 'v=0 ü\r\n'), message('BYE').replace('Content-Length', 'l')]
    const stream = Buffer.from(`\r\n\r\n${messages[0]}\r\n${messages.slice(1).join('\r\n\r\n')}`)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 }), (cuts) => {
        const framer = new StreamFramer()
        const out: string[] = []
        let [pings, pongs] = [0, 0]
        const points = [0, ...cuts.sort((a, b) => a - b), stream.length]
        for (const [i, at] of points.slice(1).entries()) {
          const framed = framer.push(stream.subarray(points[i], at))
          out.push(...framed.messages)
          pings += framed.pings
          pongs += framed.pongs
        }
        expect(out).toEqual(messages)
        expect(pings * 2 + pongs).toBe(5)
      }),
    )
  })
  it.each([
    ['no Content-Length', message('BYE').replace(/Content-Length: 0\r\n/, '')],
    ['a message over 64 KiB', message('BYE').replace('Content-Length: 0', 'Content-Length: 70000')],
    ['a head over 64 KiB', `BYE sip:a SIP/2.0\r\nX: ${'y'.repeat(70_000)}`],
    ['over 100 headers', `BYE sip:a SIP/2.0\r\n${'X: y\r\n'.repeat(120)}Content-Length: 0\r\n\r\n`],
  ])('fails the connection on %s', (_name, text) => expect(() => new StreamFramer().push(Buffer.from(text))).toThrow(FramingError))
})

describe('reading for the transport', () => {
  it('never throws, on anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => message('INVITE', `${s}\r\n`)),
        ),
        (text) => void peek(text),
      ),
    )
  })
  it('reads compact and folded headers', () => {
    const m = read(
      'SIP/2.0 200 OK\r\nv: SIP/2.0/TLS [2001:db8::1]:5061 ;branch=z9 ;rport=7\r\n ;received=2001:db8::2\r\ni: x\r\nt: <sip:b@h>\r\n ;tag=t9\r\nCSeq: 3 INVITE\r\n\r\n',
    )
    expect(m).toMatchObject({
      status: 200,
      method: 'INVITE',
      callId: 'x',
      toTag: 't9',
      branch: 'z9',
      via: { protocol: 'TLS', host: '2001:db8::1', port: 5061, rport: 7, received: '2001:db8::2' },
    })
  })
})

/** A clock that only moves when told to. */
function fakeTimers(): Timers & { run: (ms: number) => void } {
  let now = 0
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    set: (run, ms) => {
      const timer = { at: now + ms, run }
      waiting.push(timer)
      return timer
    },
    clear: (timer) => {
      waiting = waiting.filter((t) => t !== timer)
    },
    run(ms) {
      const end = now + ms
      for (;;) {
        const next = waiting.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        waiting = waiting.filter((t) => t !== next)
        now = next.at
        next.run()
      }
      now = end
    },
  }
}
const to = { host: '10.0.0.2', port: 5060 }

describe('UDP, which loses packets', () => {
  it('repeats an INVITE after 0.5, 1, 2 ... s until anything comes, and gives up after 32 s', () => {
    const timers = fakeTimers()
    const sent: number[] = []
    const t = new UdpTransactions(() => sent.push(timers.now()), timers)
    t.sendRequest(message('INVITE'), read(message('INVITE')), to)
    timers.run(60_000)
    expect(sent).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500])
  })
  it('stops an INVITE at a 100, and goes on slowly with another request', () => {
    const timers = fakeTimers()
    const sent: string[] = []
    const t = new UdpTransactions((text) => sent.push(`${text.slice(0, 3)} ${timers.now()}`), timers)
    t.sendRequest(message('INVITE'), read(message('INVITE')), to)
    t.sendRequest(message('BYE'), read(message('BYE')), to)
    expect(t.receiveResponse(read(answer(100, 'INVITE')))).toBe(true)
    expect(t.receiveResponse(read(answer(100, 'BYE')))).toBe(true)
    timers.run(9000)
    expect(sent).toEqual(['INV 0', 'BYE 0', 'BYE 500', 'BYE 4500', 'BYE 8500'])
  })
  it('answers what is repeated and shows it once', () => {
    const timers = fakeTimers()
    const sent: string[] = []
    const t = new UdpTransactions((text) => sent.push(text), timers)
    expect(t.receiveRequest(read(message('BYE')), to)).toBe(true)
    t.sendResponse(answer(200, 'BYE'), read(answer(200, 'BYE')))
    expect(t.receiveRequest(read(message('BYE')), to)).toBe(false)
    expect(sent).toEqual([answer(200, 'BYE'), answer(200, 'BYE')])
  })
  it('repeats a refusal of an INVITE until its ACK', () => {
    const timers = fakeTimers()
    let sent = 0
    const t = new UdpTransactions(() => (sent += 1), timers)
    t.receiveRequest(read(message('INVITE')), to)
    t.sendResponse(answer(486, 'INVITE'), read(answer(486, 'INVITE')))
    timers.run(1600)
    expect(sent).toBe(3)
    t.receiveRequest(read(message('ACK').replace('z9hG4bKACK', 'z9hG4bKINVITE')), to)
    timers.run(60_000)
    expect(sent).toBe(3)
  })
  it('brings 200 of 200 requests through 30 % loss in each direction', () => {
    let seed = 42
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed / 2 ** 31
    }
    let answered = 0
    for (let i = 0; i < 200; i++) {
      const timers = fakeTimers()
      let done = false
      const server = new UdpTransactions((text) => random() > 0.3 && client.receiveResponse(read(text)) && (done = true), timers)
      const client = new UdpTransactions((text) => {
        if (random() > 0.3 && server.receiveRequest(read(text), to)) server.sendResponse(answer(200, 'REGISTER'), read(answer(200, 'REGISTER')))
      }, timers)
      client.sendRequest(message('REGISTER'), read(message('REGISTER')), to)
      timers.run(32_000)
      if (done) answered += 1
    }
    expect(answered).toBe(200)
  })
})

describe('who may ask us', () => {
  const invite = read(message('INVITE'))
  it('takes requests over a connection that we opened, or from the server’s address', () => {
    const guard = new Guard(() => 0)
    guard.trust(['10.0.0.2'])
    expect([
      guard.admits(invite, 500, '10.0.0.2', false),
      guard.admits(invite, 500, '::ffff:10.0.0.2', false),
      guard.admits(invite, 500, '10.0.0.9', true),
    ]).toEqual([true, true, true])
    expect(guard.admits(invite, 500, '10.0.0.9', false)).toBe(false)
    expect(guard.dropped).toBe(1)
  })
  it('takes a request inside a call that it knows from elsewhere', () => {
    const guard = new Guard()
    const bye = read(message('BYE').replace('To: <sip:b@h>', 'To: <sip:b@h>;tag=2'))
    expect(guard.admits(bye, 500, '10.9.9.9', false)).toBe(false)
    guard.knowCall('c1')
    expect(guard.admits(bye, 500, '10.9.9.9', false)).toBe(true)
  })
  it('takes 50 requests a second from one source', () => {
    let now = 0
    const guard = new Guard(() => now)
    guard.trust(['10.0.0.2'])
    expect(Array.from({ length: 60 }, () => guard.admits(invite, 500, '10.0.0.2', false)).filter(Boolean).length).toBe(50)
    now = 1000
    expect(guard.admits(invite, 500, '10.0.0.2', false)).toBe(true)
    expect(guard.admits(invite, 65_537, '10.0.0.2', false)).toBe(false)
  })
})

describe('a challenge', () => {
  const challenge = (method: string, lines: string) => answer(401, method).replace('Content-Length', `${lines}\r\nContent-Length`)
  const md5 = 'WWW-Authenticate: Digest realm="r1", nonce="n", algorithm=MD5'
  const sha = 'WWW-Authenticate: Digest realm="r1", nonce="n", algorithm=SHA-256'
  it.each([[`${md5}\r\n${sha}`], [`${sha}\r\n${md5}`]])('the strongest one is left', (lines) => {
    const text = challenge('REGISTER', lines)
    const out = chooseChallenge(text, read(text), new Set())
    expect(out.match(/WWW-Authenticate/g)).toHaveLength(1)
    expect(out).toContain('SHA-256')
  })
  it('of a realm that no REGISTER taught is not answered', () => {
    const realms = new Set<string>()
    const register = challenge('REGISTER', md5)
    chooseChallenge(register, read(register), realms)
    const own = challenge('INVITE', md5)
    const foreign = challenge('INVITE', md5.replace('r1', 'evil'))
    expect(chooseChallenge(own, read(own), realms)).toContain('WWW-Authenticate')
    expect(chooseChallenge(foreign, read(foreign), realms)).not.toContain('WWW-Authenticate')
  })
})

describe('where a server is', () => {
  const lookups = (part: Partial<Lookups>): Lookups => ({
    naptr: () => Promise.reject(new Error('ENODATA')),
    srv: () => Promise.reject(new Error('ENODATA')),
    addresses: async (name) => [{ address: name === 'a.example' ? '10.0.0.1' : '10.0.0.2', family: 4 }],
    ...part,
  })
  it('an address literal and a port are taken as they are', async () => {
    expect(await locate('2001:db8::1', null, ['tls', 'udp'], lookups({}))).toEqual([
      { transport: 'tls', host: '2001:db8::1', address: '2001:db8::1', port: 5061 },
      { transport: 'udp', host: '2001:db8::1', address: '2001:db8::1', port: 5060 },
    ])
    expect(await locate('a.example', 5070, ['tcp'], lookups({}))).toEqual([{ transport: 'tcp', host: 'a.example', address: '10.0.0.1', port: 5070 }])
  })
  it('NAPTR names the SRV records, SRV the servers, and TLS keeps the name of the line', async () => {
    const found = await locate(
      'p.example',
      null,
      ['tls', 'udp'],
      lookups({
        naptr: async () => [{ flags: 's', service: 'SIPS+D2T', regexp: '', replacement: '_sips._tcp.x.example', order: 1, preference: 1 }],
        srv: async (name) =>
          name === '_sips._tcp.x.example'
            ? [
                { name: 'b.example', port: 5062, priority: 2, weight: 0 },
                { name: 'a.example', port: 5061, priority: 1, weight: 0 },
              ]
            : [],
      }),
    )
    expect(found).toEqual([
      { transport: 'tls', host: 'p.example', address: '10.0.0.1', port: 5061 },
      { transport: 'tls', host: 'p.example', address: '10.0.0.2', port: 5062 },
    ])
  })
  it('without any record it is the name itself; a name that leads nowhere is said', async () => {
    expect(await locate('a.example', null, ['udp'], lookups({}))).toEqual([{ transport: 'udp', host: 'a.example', address: '10.0.0.1', port: 5060 }])
    await expect(locate('none.example', null, ['udp'], lookups({ addresses: async () => [] }))).rejects.toThrow('none.example')
  })
  it('weighs within a priority', () => {
    const records = [
      { name: 'light', port: 1, priority: 1, weight: 1 },
      { name: 'heavy', port: 1, priority: 1, weight: 99 },
    ]
    expect(bySrvOrder(records, () => 0.5).map((r) => r.name)).toEqual(['heavy', 'light'])
  })
})
