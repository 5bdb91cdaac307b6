import { describe, expect, it } from 'vitest'
import { UdpTransactions } from '../../../../../../electron/phone/sip/gaps/udp-transactions.ts'
import { peek } from '../../../../../../electron/phone/sip/sip-message.ts'
import type { Timers } from '../../../../../../electron/phone/sip/timers.ts'

const message = (method: string, extra = '', body = ''): string =>
  `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const answer = (status: number, method: string): string =>
  `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>;tag=2\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\nContent-Length: 0\r\n\r\n`
const read = (text: string) => peek(text) as NonNullable<ReturnType<typeof peek>>

/** A clock that moves only by `run`. */
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
