import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { peek } from '../../../../../electron/phone/sip/sip-message.ts'

const message = (method: string, extra = '', body = ''): string =>
  `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const read = (text: string) => peek(text) as NonNullable<ReturnType<typeof peek>>

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
