import dgram, { type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPortPair } from '../../../../../electron/phone/media/port-pair.ts'
import { buildRtp } from '../../../../../electron/phone/media/rtp.ts'
import { RtpPort } from '../../../../../electron/phone/media/rtp-port.ts'
import { RtpSockets } from '../../../../../electron/phone/media/rtp-sockets.ts'
import { parseDescription } from '../../../../../electron/phone/media/sdp.ts'
import { publicAddress } from '../../../../../electron/phone/media/stun.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'

/** Without a server that helps through a NAT. */
const direct = { stun: null, turn: null }

const HOST = '127.0.0.1'
const silent = { onPacket: () => {}, onTone: () => {}, onSilent: () => {}, onQuality: () => {} }
const description = (port: number, more = '') =>
  `v=0\r\no=- 1 1 IN IP4 ${HOST}\r\ns=-\r\nc=IN IP4 ${HOST}\r\nt=0 0\r\nm=audio ${port} RTP/AVP 8\r\n${more}`

const opened: { close: () => void }[] = []
/** Sockets that are open, counted where they are made. */
let sockets: Socket[] = []
const create = dgram.createSocket

beforeEach(() => {
  sockets = []
  vi.spyOn(dgram, 'createSocket').mockImplementation(((...args: Parameters<typeof create>) => {
    const socket = create(...args)
    sockets.push(socket)
    socket.once('close', () => sockets.splice(sockets.indexOf(socket), 1))
    return socket
  }) as typeof create)
})
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
  vi.restoreAllMocks()
})

async function socketOn(host = HOST): Promise<Socket & { readonly got: Buffer[] }> {
  const socket = create('udp4')
  const got: Buffer[] = []
  socket.on('message', (data) => got.push(data))
  socket.bind(0, host)
  await once(socket, 'listening')
  opened.push(socket)
  return Object.assign(socket, { got })
}

function port(events: Partial<ConstructorParameters<typeof RtpPort>[2]> = {}): RtpPort {
  const rtp = new RtpPort(HOST, defaultPreferences, { ...silent, ...events })
  opened.push(rtp)
  return rtp
}

const packet = (sequence: number, ssrc: number, payloadType = 8) =>
  buildRtp({ payloadType, marker: false, sequence: sequence & 0xffff, timestamp: sequence * 160, ssrc, payload: Buffer.alloc(160, 0xd5) })
/** Waits for `done`, on the real event loop. */
const until = (done: () => boolean): Promise<void> => vi.waitFor(() => expect(done()).toBe(true), { timeout: 15_000, interval: 5 })

describe('an RTP port', () => {
  it('closed while it opens leaves no socket and no timer behind', async () => {
    for (let turns = 0; turns < 6; turns++) {
      const rtp = port()
      const opening = rtp.open(direct)
      // at another step of the opening each time
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
      rtp.close()
      await opening.catch(() => {})
    }
    await until(() => sockets.length === 0)
  })

  it('closed while it asks a STUN server rejects at once and leaves no socket behind', async () => {
    const server = await socketOn()
    const rtp = port()
    const opening = rtp.open({ ...direct, stun: { host: HOST, port: server.address().port } })
    await until(() => server.got.length > 0)
    rtp.close()
    await expect(opening).rejects.toThrow('closed')
    await until(() => sockets.length === 0)
  })

  it('closed before it opens does not open', async () => {
    const rtp = port()
    rtp.close()
    await expect(rtp.open(direct)).rejects.toThrow('closed')
    expect(sockets).toHaveLength(0)
  })

  it('may be closed twice, and neither sends nor receives afterwards', async () => {
    const rtp = port()
    await rtp.open(direct)
    rtp.setRemote(description(40_000), 'offer')
    rtp.answer()
    rtp.close()
    rtp.close()
    rtp.fromPage(1, 'PCMA', false, 0, Buffer.alloc(160))
    await until(() => sockets.length === 0)
  })

  it('that fails to open leaves no socket behind', async () => {
    // an address of no interface here (RFC 5737)
    await expect(new RtpPort('192.0.2.1', defaultPreferences, silent).open(direct)).rejects.toThrow('no free RTP port')
    await until(() => sockets.length === 0)
  })

  it('moved twice at the same time keeps the last pair of sockets alone', async () => {
    const rtp = port()
    await rtp.open(direct)
    await Promise.all([rtp.move(HOST, direct), rtp.move(HOST, direct), rtp.move(HOST, direct)])
    await until(() => sockets.length === 2)
    expect(rtp.offer()).toContain(`m=audio ${sockets[0]?.address().port} `)
  })
})

describe('ports of a description', () => {
  it.each([
    ['a=rtcp:99999', 40_000, 40_001],
    ['a=rtcp:0', 40_000, 40_001],
    ['a=rtcp:123456', 40_000, 40_001],
    ['a=rtcp:53 IN IP4 10.0.0.9', 40_000, 53],
    ['', 65_535, null],
  ])('%s beside port %i: reports go to %s', (line, rtp, rtcp) => {
    expect(parseDescription(description(rtp, `${line}\r\n`))).toMatchObject({ port: rtp, rtcpPort: rtcp })
  })
  it.each([65_536, 99_999, 0])('%i is no port for audio', (rtp) => expect(parseDescription(description(rtp))).toBeNull())

  it.each([
    ['an attribute that names no port', 40_000, 'a=rtcp:99999\r\n'],
    ['the last port there is', 65_535, ''],
  ])('with %s the call’s end throws nothing', async (_what, rtpPort, line) => {
    const rtp = port()
    await rtp.open(direct)
    rtp.setRemote(description(rtpPort, line), 'offer')
    rtp.answer()
    rtp.fromPage(1, 'PCMA', false, 0, Buffer.alloc(160))
    expect(() => rtp.close()).not.toThrow()
  })

  it('a STUN server that names another one on port 0 is answered with nothing, not with an exception', async () => {
    const pair = await openPortPair(HOST, new AbortController().signal)
    opened.push({ close: () => pair[Symbol.dispose]() })
    expect(await publicAddress(pair.rtp, { host: HOST, port: 0 }, { limit: 1 })).toBeNull()
  })
})

describe('an announced address that is no far end’s', () => {
  it.each([
    ['192.0.2.20', true],
    ['127.0.0.1', false],
    ['127.8.9.10', false],
  ])('%s: our voice goes there: %s', async (announced, goes) => {
    vi.spyOn(RtpSockets.prototype, 'bind').mockResolvedValue({ address: '192.0.2.10', port: 4000, publicAddress: null })
    vi.spyOn(RtpSockets.prototype, 'open', 'get').mockReturnValue(true)
    const sent: string[] = []
    vi.spyOn(RtpSockets.prototype, 'sendRtp').mockImplementation((_data, to) => void sent.push(to.host))
    vi.spyOn(RtpSockets.prototype, 'sendRtcp').mockImplementation((_data, to) => void sent.push(to.host))
    const rtp = new RtpPort('192.0.2.10', defaultPreferences, silent)
    await rtp.open(direct)
    rtp.setRemote(description(4000).replaceAll(HOST, announced), 'offer')
    rtp.answer()
    rtp.fromPage(1, 'PCMA', false, 0, Buffer.alloc(160))
    rtp.close()
    expect(sent).toEqual(goes ? [announced, announced] : [])
  })
})

/** `npm run test:long` sprays many more calls. */
const calls = process.env['DIALDESK_TEST_LONG'] ? 100 : 5

describe('a stranger who sprays RTP', { timeout: 4000 * calls }, () => {
  it.each([
    ['blind, from another host', '127.0.0.66', false],
    ['blind, from the far end’s host', HOST, false],
    ['with a whole stream, from another host', '127.0.0.66', true],
  ])(`%s, never gets our voice in ${calls} of ${calls} calls, nor is heard`, async (_how, host, streams) => {
    const stranger = await socketOn(host)
    for (let call = 0; call < calls; call++) {
      const heard = vi.fn()
      const rtp = port({ onPacket: (_codec, _marker, _sequence, _timestamp, payload) => heard(payload[0]) })
      await rtp.open(direct)
      const ours = parseDescription(rtp.offer())?.port ?? 0
      const friend = await socketOn()
      let sprayed = 0
      const spray = setInterval(() => {
        for (let i = 0; i < 20; i++) {
          sprayed += 1
          const forged = packet(streams ? sprayed : sprayed * 7, streams ? 1 : sprayed)
          forged.fill(0x11, 12)
          stranger.send(forged, ours, HOST)
        }
      }, 1)
      rtp.setRemote(description(friend.address().port), 'offer')
      rtp.answer()
      // the stranger sends for a while before the far end begins
      await until(() => sprayed > 200 && friend.got.length > 3)
      for (let i = 0; i < 5; i++) friend.send(packet(i, 99), ours, HOST)
      const before = friend.got.length
      await until(() => friend.got.length > before + 10)
      clearInterval(spray)
      rtp.close()
      expect(stranger.got).toHaveLength(0)
      expect(new Set(heard.mock.calls.map(([first]) => first))).toEqual(new Set([0xd5]))
    }
  })

  it(`with a whole stream from the far end’s host loses our voice to its first packet in ${calls} of ${calls} calls`, async () => {
    for (let call = 0; call < calls; call++) {
      const [stranger, friend] = [await socketOn(), await socketOn()]
      const rtp = port()
      await rtp.open(direct)
      const ours = parseDescription(rtp.offer())?.port ?? 0
      rtp.setRemote(description(friend.address().port), 'offer')
      rtp.answer()
      let sprayed = 0
      const spray = setInterval(() => stranger.send(packet(sprayed++, 1), ours, HOST), 2)
      await until(() => stranger.got.length > 0)
      friend.send(packet(1, 99), ours, HOST)
      await until(() => friend.got.length > 0)
      const stolen = stranger.got.length
      const before = friend.got.length
      await until(() => friend.got.length > before + 10)
      clearInterval(spray)
      expect(stranger.got.length - stolen).toBeLessThanOrEqual(1)
    }
  })
})

describe('another description in a call', () => {
  it('names another port: our voice goes there at once, whatever still comes from the old one', async () => {
    const [old, next] = [await socketOn(), await socketOn()]
    const rtp = port()
    await rtp.open(direct)
    const ours = parseDescription(rtp.offer())?.port ?? 0
    rtp.setRemote(description(old.address().port), 'offer')
    rtp.answer()
    old.send(packet(1, 5), ours, HOST)
    await until(() => old.got.length > 2)
    rtp.setRemote(description(next.address().port), 'offer')
    rtp.answer()
    let sequence = 2
    const late = setInterval(() => old.send(packet(sequence++, 5), ours, HOST), 5)
    await until(() => next.got.length > 0)
    const before = old.got.length
    await until(() => next.got.length > 20)
    clearInterval(late)
    expect(old.got.length - before).toBeLessThanOrEqual(1)
  })

  it('with an address of zeros (RFC 2543 hold) and back: latches to a source behind a NAT again', async () => {
    const [announced, real] = [await socketOn(), await socketOn()]
    const rtp = port()
    await rtp.open(direct)
    const ours = parseDescription(rtp.offer())?.port ?? 0
    const remote = description(announced.address().port)
    let sequence = 0
    const audio = setInterval(() => real.send(packet(sequence++, 5), ours, HOST), 5)
    const agree = (text: string): void => {
      rtp.setRemote(text, 'offer')
      rtp.answer()
    }
    agree(remote)
    await until(() => real.got.length > 0)
    agree(remote.replace(`c=IN IP4 ${HOST}`, 'c=IN IP4 0.0.0.0'))
    const held = real.got.length
    agree(remote)
    await until(() => real.got.length > held + 5)
    clearInterval(audio)
  })
})
