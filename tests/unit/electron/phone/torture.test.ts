import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTones } from '../../../../electron/phone/calls/info-tones.ts'
import { readMessageSummary } from '../../../../electron/phone/line/message-summary.ts'
import { onlyAudio } from '../../../../electron/phone/media/direct-audio.ts'
import { Negotiation } from '../../../../electron/phone/media/negotiation.ts'
import { readReportOn, readSenderReport } from '../../../../electron/phone/media/rtcp.ts'
import { parseRtp } from '../../../../electron/phone/media/rtp.ts'
import { parseDescription } from '../../../../electron/phone/media/sdp.ts'
import { newCrypto, SrtpContext } from '../../../../electron/phone/media/srtp.ts'
import { ChallengePolicy } from '../../../../electron/phone/sip/challenge-policy.ts'
import { optionsAnswer } from '../../../../electron/phone/sip/gaps/options-answer.ts'
import { UdpTransactions } from '../../../../electron/phone/sip/gaps/udp-transactions.ts'
import { Guard } from '../../../../electron/phone/sip/guard.ts'
import { peek } from '../../../../electron/phone/sip/sip-message.ts'
import { FramingError, StreamFramer } from '../../../../electron/phone/sip/stream-framer.ts'
import { withoutSecrets } from '../../../../electron/phone/sip/trace.ts'
import { defaultPreferences } from '../../../../shared/domain/line-preferences.ts'
import { torture } from '../../../fixtures/rfc4475/messages.ts'

const runs = process.env['DIALDESK_TEST_LONG'] ? 20_000 : 400
const still = { set: () => 0, clear: () => {}, now: () => 0 }
const from = { host: '192.0.2.1', port: 5060 }

/** What processes a message before sip.js sees it. */
function takeIn(text: string): void {
  const message = peek(text)
  withoutSecrets(text)
  if (!message) return
  const guard = new Guard()
  guard.trust([from.host])
  guard.admits(message, text.length, from.host, false)
  const transactions = new UdpTransactions(() => {}, still)
  if (message.status === null) transactions.receiveRequest(message, from)
  else transactions.receiveResponse(message)
  new ChallengePolicy().choose(text, message)
  optionsAnswer(text)
  transactions.close()
}

describe('@torture the messages of RFC 4475', () => {
  it.each(torture.map((t) => [`${t.section} ${t.name}`, t] as const))('%s is handled without a throw', (_name, { text }) => {
    expect(() => takeIn(text)).not.toThrow()
  })
  it.each(torture.map((t) => [`${t.section} ${t.name}`, t] as const))(
    '%s on a stream, in pieces of every size, ends in messages or a framing error',
    (_name, { text }) => {
      const data = Buffer.from(text)
      for (const size of [1, 7, 64, data.length]) {
        const framer = new StreamFramer()
        try {
          for (let at = 0; at < data.length; at += size) framer.push(data.subarray(at, at + size))
        } catch (e) {
          expect(e).toBeInstanceOf(FramingError)
        }
      }
    },
  )
  it('the tortuous INVITE is understood: folded and compact headers, odd case, spaces everywhere', () => {
    const message = peek(torture[0]?.text ?? '')
    expect(message).toMatchObject({ method: 'INVITE', callId: 'wsinv.ndaksdj@192.0.2.1', toTag: '1918181833n', branch: '390skdjuw' })
    expect(message?.via).toMatchObject({ protocol: 'UDP', host: '192.0.2.2' })
    expect(message?.headers.get('contact')?.[0]).toContain('jdrosen@example.com')
  })
  const peeked = (name: string) => peek(torture.find((t) => t.name.startsWith(name))?.text ?? '')
  it('a response with an overlarge status is no message', () => expect(peeked('bigcode')).toBeNull())
  it.each([
    ['badvers', 505],
    ['lwsruri', 400],
    ['lwsstart', 400],
    ['trws', 400],
  ])('%s is answered with %i', (name, status) => expect(peeked(name)?.refusal).toBe(status))
})

/** A message with bytes changed, cut out, doubled, or put in from elsewhere. */
const mutated = fc
  .tuple(
    fc.constantFrom(...torture),
    fc.array(fc.tuple(fc.nat(4000), fc.constantFrom('change', 'cut', 'double', 'insert'), fc.string({ maxLength: 20, unit: 'binary' })), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([{ text }, changes]) =>
    changes.reduce((t, [where, what, put]) => {
      const at = t.length ? where % t.length : 0
      if (what === 'cut') return t.slice(0, at) + t.slice(at + 20)
      if (what === 'double') return t.slice(0, at) + t.slice(Math.max(0, at - 100))
      return t.slice(0, at) + put + t.slice(what === 'change' ? at + put.length : at)
    }, text),
  )

describe(`@torture ${runs} mutated inputs each`, () => {
  it('SIP: nothing throws, and the time is linear in the message’s length', () => {
    fc.assert(
      fc.property(mutated, (text) => void takeIn(text)),
      { numRuns: runs },
    )
  })
  it('a stream of anything ends in messages or a framing error', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            mutated.map((t) => Buffer.from(t)),
          ),
          { maxLength: 6 },
        ),
        (pieces) => {
          const framer = new StreamFramer()
          try {
            for (const piece of pieces) framer.push(Buffer.from(piece))
          } catch (e) {
            if (!(e instanceof FramingError)) throw e
          }
        },
      ),
      { numRuns: runs },
    )
  })
  it('SDP: read or refused, and what is answered names only what was offered', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'v=0',
        'c=IN IP4 10.0.0.2',
        'c=IN IP6 ::1',
        'm=audio 5000 RTP/AVP 8 0 101',
        'm=audio 5000 RTP/SAVP 8',
        'm=video 1 RTP/AVP 96',
        'a=sendonly',
        'a=ptime:40',
        'a=rtcp:99999',
      ),
      fc.constantFrom(
        'a=rtpmap:101 telephone-event/8000',
        'a=rtpmap:8 PCMA/8000',
        'a=rtpmap:8 PCMU/99999',
        'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA',
        'm=audio 0 RTP/AVP 8',
        'm=audio 70000 RTP/AVP 8',
      ),
      fc.string({ maxLength: 60, unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('off', 'preferred', 'required'), (lines, srtp) => {
        const text = lines.join('\r\n')
        parseDescription(text, 'encrypted-first')
        onlyAudio(text)
        const negotiation = new Negotiation({ ...defaultPreferences, srtp })
        try {
          negotiation.setRemote(text, 'offer')
        } catch {
          return
        }
        const answer = negotiation.answer()
        const formats = /^m=audio \d+ \S+ (.*)$/m.exec(answer.slice(answer.lastIndexOf('m=audio ')))?.[1]?.split(' ') ?? []
        expect(formats.every((f) => text.includes(f.trim()))).toBe(true)
      }),
      { numRuns: runs },
    )
  })
  it('RTP, RTCP and SRTP packets of anything', () => {
    const context = new SrtpContext(newCrypto())
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const data = Buffer.from(bytes)
        parseRtp(data)
        readSenderReport(data)
        readReportOn(data, 1)
        expect(context.open(data)).toBeNull()
        expect(context.openReport(data)).toBeNull()
      }),
      { numRuns: runs },
    )
  })
  it('bodies of INFO and NOTIFY', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (body) => {
        expect(readTones(body)).toMatch(/^[0-9A-D*#]?$/)
        readMessageSummary(body)
      }),
      { numRuns: runs },
    )
  })
})
