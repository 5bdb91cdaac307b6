import { describe, expect, it } from 'vitest'
import { Guard } from '../../../../../electron/phone/sip/guard.ts'
import { peek } from '../../../../../electron/phone/sip/sip-message.ts'

const request = (method: string, callId: string, tag = '') => {
  const message = peek(
    `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9\r\nTo: <sip:b@h>${tag}\r\nCall-ID: ${callId}\r\nCSeq: 1 ${method}\r\n\r\n`,
  )
  if (!message) throw new Error('no message')
  return message
}
const server = '192.0.2.1'
/** 500 requests that claim to be the server's. */
function flood(guard: Guard, fromServer: boolean): void {
  for (let i = 0; i < 500; i++) guard.admits(request('OPTIONS', `o${i}`), 300, server, fromServer)
}

describe('behind 500 forged OPTIONS in the same second', () => {
  it.each([true, false])('the server’s BYE, INVITE and CANCEL are accepted (forged with its port: %s)', (forgedPort) => {
    const guard = new Guard(() => 0)
    guard.trust([server])
    guard.knowCall('running')
    flood(guard, forgedPort)
    expect(guard.dropped).toBe(450)
    expect(guard.admits(request('BYE', 'running', ';tag=1'), 300, server, true)).toBe(true)
    expect(guard.admits(request('INVITE', 'new'), 300, server, true)).toBe(true)
    expect(guard.admits(request('CANCEL', 'new'), 300, server, true)).toBe(true)
  })
  it('requests of a call that comes from elsewhere are accepted', () => {
    const guard = new Guard(() => 0)
    guard.trust([server])
    guard.knowCall('running')
    flood(guard, true)
    expect(guard.admits(request('BYE', 'running', ';tag=1'), 300, '198.51.100.9', false)).toBe(true)
  })
  it('responses to our own requests are accepted', () => {
    const guard = new Guard(() => 0)
    guard.trust([server])
    flood(guard, true)
    const response = peek('SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9\r\nCSeq: 1 REGISTER\r\n\r\n')
    expect(response && Array.from({ length: 100 }, () => guard.admits(response, 300, server, true)).every(Boolean)).toBe(true)
  })
})

it('the server’s requests inside a dialog have no limit', () => {
  const guard = new Guard(() => 0)
  guard.knowCall('running')
  expect(Array.from({ length: 300 }, () => guard.admits(request('INFO', 'running', ';tag=1'), 300, server, true)).every(Boolean)).toBe(true)
})

it('a call that is used is not forgotten for those that come after it', () => {
  const guard = new Guard(() => 0)
  guard.knowCall('running')
  for (let i = 0; i < 2000; i++) {
    guard.knowCall(`c${i}`)
    if (i % 100 === 0) guard.admits(request('INFO', 'running', ';tag=1'), 300, server, true)
  }
  expect(guard.admits(request('BYE', 'running', ';tag=1'), 300, '198.51.100.9', false)).toBe(true)
})

const message = (method: string, extra = '', body = ''): string =>
  `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const read = (text: string) => peek(text) as NonNullable<ReturnType<typeof peek>>

describe('who may ask us', () => {
  const invite = read(message('INVITE'))
  it('accepts requests over a connection that we opened, or from the server’s address', () => {
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
  it('accepts a request inside a known call from elsewhere', () => {
    const guard = new Guard()
    const bye = read(message('BYE').replace('To: <sip:b@h>', 'To: <sip:b@h>;tag=2'))
    expect(guard.admits(bye, 500, '10.9.9.9', false)).toBe(false)
    guard.knowCall('c1')
    expect(guard.admits(bye, 500, '10.9.9.9', false)).toBe(true)
  })
  it('accepts 50 requests a second from one source', () => {
    let now = 0
    const guard = new Guard(() => now)
    guard.trust(['10.0.0.2'])
    expect(Array.from({ length: 60 }, () => guard.admits(invite, 500, '10.0.0.2', false)).filter(Boolean).length).toBe(50)
    now = 1000
    expect(guard.admits(invite, 500, '10.0.0.2', false)).toBe(true)
    expect(guard.admits(invite, 65_537, '10.0.0.2', false)).toBe(false)
  })
})

describe('headers that take long to read', () => {
  const invite = (n: number, contacts: number) => {
    const message = peek(
      `INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9${n}\r\nTo: <sip:b@h>\r\nCall-ID: c${n}\r\nCSeq: 1 INVITE\r\nContact: ${Array(contacts).fill('<sip:a@h>').join(',')}\r\n\r\n`,
    )
    if (!message) throw new Error('no message')
    return message
  }
  it('are no more than 16 KiB in a message', () => {
    const guard = new Guard(() => 0)
    guard.trust([server])
    expect([guard.admits(invite(1, 1000), 10_200, server, true), guard.admits(invite(2, 6000), 60_200, server, true)]).toEqual([true, false])
  })
  it('are no more than 64 KiB in a second from one source, and a call rings in the next', () => {
    let now = 0
    const guard = new Guard(() => now)
    guard.trust([server])
    const admitted = Array.from({ length: 50 }, (_, n) => guard.admits(invite(n, 1000), 10_200, server, true)).filter(Boolean)
    expect(admitted).toHaveLength(6)
    now = 1000
    expect(guard.admits(invite(99, 1), 300, server, true)).toBe(true)
  })
})
