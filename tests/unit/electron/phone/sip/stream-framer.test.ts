import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramingError, StreamFramer } from '../../../../../electron/phone/sip/stream-framer.ts'

const message = (method: string, extra = '', body = ''): string =>
  `${method} sip:u@h SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

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
    ['over 1,000 headers', `BYE sip:a SIP/2.0\r\n${'X: y\r\n'.repeat(1001)}Content-Length: 0\r\n\r\n`],
  ])('fails the connection on %s', (_name, text) => expect(() => new StreamFramer().push(Buffer.from(text))).toThrow(FramingError))
})
