import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRtp } from '../../../../../electron/phone/media/rtp.ts'
import { RtpReports } from '../../../../../electron/phone/media/rtp-reports.ts'
import { newCrypto, SrtpContext } from '../../../../../electron/phone/media/srtp.ts'
import { bindingRequest, readBindingAnswer } from '../../../../../electron/phone/media/stun.ts'

/** Datagrams of any length, some of which begin like RTP, RTCP or a STUN answer. */
const datagram = fc
  .tuple(fc.constantFrom('', '80', '8008', '90', 'bf', '80c8', '81c9', '81ca', '01010008', '0101fff0'), fc.uint8Array({ maxLength: 200 }))
  .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'hex'), rest]))

it('whatever a datagram holds, reading it throws nothing', () => {
  const srtp = new SrtpContext(newCrypto())
  const reports = new RtpReports(1)
  fc.assert(
    fc.property(datagram, (data) => {
      const transaction = data.subarray(8, 20)
      expect(() => {
        parseRtp(data)
        srtp.open(data)
        srtp.openReport(data)
        reports.receive(data)
        readBindingAnswer(data, transaction)
        // a valid header followed by anything
        const answer = Buffer.concat([bindingRequest(Buffer.alloc(12, 7)), data])
        answer.writeUInt16BE(0x0101, 0)
        readBindingAnswer(answer, Buffer.alloc(12, 7))
      }).not.toThrow()
    }),
    { numRuns: 2000 },
  )
})
