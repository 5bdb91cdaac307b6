import { TransportState } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChallengePolicy } from '../../../../../electron/phone/sip/challenge-policy.ts'
import { Guard } from '../../../../../electron/phone/sip/guard.ts'
import { ConnectAborted, SipTransport } from '../../../../../electron/phone/sip/sip-transport.ts'
import type { WireOptions } from '../../../../../electron/phone/sip/wire.ts'
import { fakeTransport, SIP_SERVER } from '../../../../support/fakes/sip-transport.ts'
import { type FakeNetwork, type FakeWire, headerOf, responseTo } from '../../../../support/fakes/sip-wire.ts'

const server = SIP_SERVER
const stranger = { host: '198.51.100.66', port: 5060 }
let network: FakeNetwork
let transport: SipTransport
let seen: string[]
let traced: { way: string; text: string }[]
let addresses: number
let logged: string[]
let transportName: WireOptions['target']['transport']
let serverName: string

beforeEach(() => {
  vi.useFakeTimers()
  seen = []
  traced = []
  logged = []
  addresses = 0
  transportName = 'udp'
  serverName = server.host
  ;({ transport, network } = fakeTransport({
    next: async () => ({
      target: { transport: transportName, host: serverName, address: server.host, port: server.port },
      pin: null,
      localPorts: [],
      webSocketAddress: null,
      connectTimeout: 1000,
    }),
    onAddress: () => (addresses += 1),
    log: (text) => logged.push(text),
    onTrace: (way, text) => traced.push({ way, text }),
  }))
  transport.onMessage = (text) => seen.push(text)
})
afterEach(() => void vi.useRealTimers())

const request = (method: string, branch = `z9hG4bK${method}`): string =>
  `${method} sip:server SIP/2.0\r\nVia: SIP/2.0/UDP ours.invalid;rport;branch=${branch}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:a@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\nContact: <sip:me@ours.invalid>\r\nContent-Length: 0\r\n\r\n`
const only = (): FakeWire => {
  const [wire] = network.wires
  if (!wire || network.wires.length > 1) throw new Error(`${network.wires.length} wires`)
  return wire
}
/** What went out last on the wire. */
const sent = (): string => only().sent.at(-1)?.text ?? ''
const incoming = () => traced.filter(({ way }) => way === 'in')
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('connecting', () => {
  it('is shared by all who ask for it', async () => {
    await Promise.all([transport.connect(), transport.connect(), transport.connect()])
    expect(network.wires.length).toBe(1)
    expect(transport.isConnected()).toBe(true)
  })
  it('closed while opening: stays closed, and the late wire is closed', async () => {
    network.hold = true
    const connecting = transport.connect()
    const outcome = expect(connecting).rejects.toBeInstanceOf(ConnectAborted)
    await settle()
    await transport.disconnect()
    expect(transport.state).toBe(TransportState.Disconnected)
    network.release()
    await outcome
    expect(transport.state).toBe(TransportState.Disconnected)
    expect(transport.wire).toBeUndefined()
    expect(only().closed()).toBe(1)
  })
  it('opened again while it is being opened: the new one counts', async () => {
    network.hold = true
    const first = expect(transport.connect()).rejects.toBeInstanceOf(ConnectAborted)
    await settle()
    await transport.disconnect()
    const second = transport.connect()
    await settle()
    network.release()
    await first
    await second
    expect(network.wires.map((w) => w.closed())).toEqual([1, 0])
    expect(transport.wire).toBe(network.wires[1])
  })
  it('failed while opening: rejects with the reason, and the next one connects', async () => {
    network.failure = new Error('refused')
    await expect(transport.connect()).rejects.toThrow('refused')
    expect(transport.state).toBe(TransportState.Disconnected)
    await transport.connect()
    expect(transport.isConnected()).toBe(true)
  })
  it('closed by the server before it was open: is a failure', async () => {
    const { open } = network
    const early = new SipTransport(null, {
      ...{ placeholder: 'o.invalid', contactUser: 'me', guard: new Guard(), challenges: new ChallengePolicy() },
      ...{ onAddress: () => {}, log: () => {}, onTrace: () => {} },
      next: async () => ({
        ...{ pin: null, localPorts: [], webSocketAddress: null, connectTimeout: 1 },
        target: { transport: 'tcp', host: server.host, address: server.host, port: 5060 },
      }),
      openWire: async (options, events, signal) => {
        events.onClose(new Error('gone'))
        return open(options, events, signal)
      },
    })
    await expect(early.connect()).rejects.toThrow('gone')
    expect(only().closed()).toBe(1)
  })
  it('closed twice: closes the wire once and reports it once', async () => {
    let ended = 0
    transport.onDisconnect = () => (ended += 1)
    await transport.connect()
    await transport.disconnect()
    await transport.disconnect()
    only().events.onClose(new Error('late'))
    expect([only().closed(), ended]).toEqual([1, 1])
  })
  it('a message after the close goes nowhere', async () => {
    await transport.connect()
    await transport.send(request('REGISTER'))
    await transport.disconnect()
    only().deliver(responseTo(sent(), 200))
    expect(seen).toEqual([])
  })
})

describe('a response', () => {
  beforeEach(async () => {
    await transport.connect()
    await transport.send(request('REGISTER'))
  })
  const received = (via: string): string => `${via.replace(/;rport/, '')};received=203.0.113.7;rport=7777`
  it('of the server to a request of ours is read, and teaches our address', () => {
    only().deliver(responseTo(sent(), 200, [], received))
    expect([seen.length, incoming().length, addresses]).toEqual([1, 1, 1])
    expect(transport.contactAddress).toBe('203.0.113.7:7777')
  })
  it.each([
    ['to no request of ours', (text: string) => text.replace(/branch=z9hG4bKREGISTER/, 'branch=z9hG4bKother'), stranger],
    ['from elsewhere to a request of ours', (text: string) => text, stranger],
    ['from another port of the server', (text: string) => text, { ...server, port: 5070 }],
  ])('%s teaches nothing, shows nowhere, and proves no connection', async (_name, change, from) => {
    await vi.advanceTimersByTimeAsync(10_000)
    for (let i = 0; i < 640; i++)
      only().deliver(change(responseTo(sent(), 401, ['WWW-Authenticate: Digest realm="evil", nonce="n"'], received)), from)
    expect([seen.length, incoming().length, addresses]).toEqual([0, 0, 0])
    expect(transport.contactAddress).toBe('192.0.2.10:40000')
    expect(transport.quietFor).toBeGreaterThanOrEqual(10_000)
  })
  it('of the server to no request of ours teaches nothing either', () => {
    only().deliver(responseTo(request('REGISTER', 'z9hG4bKother'), 200, [], received))
    expect([seen.length, addresses]).toEqual([0, 0])
  })
  it.each(['evil"<>', '203.0.113.999', '0.0.0.0', '239.1.2.3', '2001:db8::1', 'host.example'])('received=%s is ignored', (address) => {
    only().deliver(responseTo(sent(), 200, [], (via) => `${via};received=${address};rport=99999`))
    expect(transport.contactAddress).toBe('192.0.2.10:40000')
    expect(addresses).toBe(0)
  })
  it('with another port each time changes our address a few times only', async () => {
    for (let i = 0; i < 600; i++) {
      await transport.send(request('OPTIONS', `z9hG4bK${i}`))
      only().deliver(responseTo(sent(), 200, [], (via) => `${via.replace(/;rport/, '')};received=203.0.113.7;rport=${1000 + i}`))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(addresses).toBeLessThanOrEqual(4)
    expect(addresses).toBeGreaterThanOrEqual(2)
  })
})

describe('nothing that comes in throws', () => {
  beforeEach(() => transport.connect())
  it.each(['Via: SIP/2.0/UDP 192.0.2.1:99999;branch=z9', 'Via: SIP/2.0/UDP 192.0.2.1:0;branch=z9', 'Via: SIP/2.0/UDP h:99999;rport=99999;branch=z9'])(
    'an OPTIONS with %s',
    async (via) => {
      const options = `OPTIONS sip:me@h SIP/2.0\r\n${via}\r\nFrom: <sip:x@h>;tag=1\r\nTo: <sip:me@h>\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`
      expect(() => only().deliver(options)).not.toThrow()
      await vi.advanceTimersByTimeAsync(60_000)
    },
  )
  it('a sip.js that throws', () => {
    transport.onMessage = () => {
      throw new Error('scheme')
    }
    const message = request('MESSAGE').replace('ours.invalid;rport', '192.0.2.1;rport')
    expect(() => only().deliver(message)).not.toThrow()
    expect(logged).toEqual(['message dropped: scheme'])
  })
  it('a request whose route has an invalid port goes to the server', async () => {
    await transport.send(request('BYE').replace('Contact:', 'Route: <sip:192.0.2.5:99999;lr>\r\nContact:'))
    expect(only().sent.at(-1)?.to).toEqual(server)
  })
  it.each([
    ['192.0.2.5:5070', { host: '192.0.2.5', port: 5070 }],
    ['127.0.0.1:631', server],
    ['0.0.0.0', server],
    ['224.0.0.1', server],
    ['[::1]:5060', server],
  ])('a request whose route is %s goes to %j', async (route, to) => {
    await transport.send(request('BYE').replace('Contact:', `Route: <sip:${route};lr>\r\nContact:`))
    expect(only().sent.at(-1)?.to).toEqual(to)
  })
  it('a challenge of another host that a route led to is not answered', async () => {
    const away = { host: '198.51.100.66', port: 5060 }
    await transport.send(request('INVITE').replace('Contact:', 'Route: <sip:198.51.100.66;lr>\r\nContact:'))
    const invite = sent()
    expect(only().sent.at(-1)?.to).toEqual(away)
    only().deliver(responseTo(invite, 407, ['Proxy-Authenticate: Digest realm="h", nonce="evil"']), away)
    expect(seen.at(-1)).toMatch(/^SIP\/2\.0 407/)
    expect(seen.at(-1)).not.toContain('Proxy-Authenticate')
  })
  it('a route to the server’s own name goes where the server was found', async () => {
    serverName = 'sbc.example'
    await transport.disconnect()
    await transport.connect()
    await transport.send(request('BYE').replace('Contact:', 'Route: <sip:sbc.example;lr>\r\nContact:'))
    expect(network.wires.at(-1)?.sent.at(-1)?.to).toEqual(server)
  })
  it('a socket that throws while timers repeat', async () => {
    const wire = only()
    await transport.send(request('INVITE'))
    Object.assign(wire, {
      send: () => {
        throw new Error('ERR_SOCKET_DGRAM_NOT_RUNNING')
      },
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(logged.length).toBeGreaterThan(3)
  })
  it('a listener that throws when the connection opens or ends', async () => {
    await transport.disconnect()
    transport.onConnect = transport.onDisconnect = () => {
      throw new Error('listener')
    }
    await transport.connect()
    expect(transport.isConnected()).toBe(true)
    expect(() => network.wires[1]?.events.onClose(new Error('gone'))).not.toThrow()
    expect(transport.isConnected()).toBe(false)
  })
})

it('an INVITE’s lifetime reaches sip.js as one that a timer supports', async () => {
  await transport.connect()
  only().deliver(request('INVITE').replace('ours.invalid;rport', '192.0.2.1;rport').replace('Contact:', 'Expires: 99999999999\r\nContact:'))
  expect(headerOf(seen[0] ?? '', 'expires')).toBe('2147483')
})

it('on a stream responses are matched as well', async () => {
  transportName = 'tls'
  await transport.connect()
  await transport.send(request('REGISTER'))
  only().deliver(responseTo(request('REGISTER', 'z9hG4bKother'), 200))
  expect(seen).toEqual([])
  only().deliver(responseTo(sent(), 200))
  expect(seen.length).toBe(1)
  expect(headerOf(seen[0] ?? '', 'via')).toContain('ours.invalid')
})
