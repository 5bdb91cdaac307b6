import dgram from 'node:dgram'
import { expect, test, vi } from 'vitest'
import { createWeriftLeg } from '../../../../../electron/phone/media/werift-leg.ts'

const offer = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 8 111',
  'c=IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 192.0.2.7 40000 typ host generation 0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => '0A').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n')

test('the leg to the page answers with loopback alone, and asks nobody outside about its address', async () => {
  const send = vi.spyOn(dgram.Socket.prototype, 'send')
  const leg = createWeriftLeg({ onPacket: () => {}, onConnected: () => {}, onDisconnected: () => {} })
  const answer = await leg.answer(offer)
  // werift reads an empty list of STUN servers as its own public one, and without a name server that costs 5 s a call
  expect(send.mock.calls).toEqual([])
  expect(answer).toContain('a=ice-lite')
  expect([...answer.matchAll(/^a=candidate:\S+ \d \S+ \d+ (\S+)/gm)].map((m) => m[1])).toEqual(['127.0.0.1'])
  leg.close()
  send.mockRestore()
})

test('closed at any step of its answer it leaves no socket behind', async () => {
  const open = new Set<dgram.Socket>()
  const create = dgram.createSocket
  const spy = vi.spyOn(dgram, 'createSocket').mockImplementation(((...args: Parameters<typeof create>) => {
    const socket = create(...args)
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    return socket
  }) as typeof create)
  for (let turns = 0; turns < 8; turns++) {
    const leg = createWeriftLeg({ onPacket: () => {}, onConnected: () => {}, onDisconnected: () => {} })
    const answer = leg.answer(offer)
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
    leg.close()
    await answer.catch(() => {})
  }
  await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 10_000 })
  const leg = createWeriftLeg({ onPacket: () => {}, onConnected: () => {}, onDisconnected: () => {} })
  leg.close()
  await expect(leg.answer(offer)).rejects.toThrow('closed')
  expect(open.size).toBe(0)
  spy.mockRestore()
})
