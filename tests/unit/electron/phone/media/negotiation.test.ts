import { describe, expect, it } from 'vitest'
import { Negotiation } from '../../../../../electron/phone/media/negotiation.ts'
import { buildRtp } from '../../../../../electron/phone/media/rtp.ts'
import { type CryptoAttribute, cryptoLine, newCrypto, readCryptoLines, SrtpContext } from '../../../../../electron/phone/media/srtp.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'

describe('offer and answer', () => {
  const setUp = (part: Partial<typeof defaultPreferences> = {}) => {
    const n = new Negotiation({ ...defaultPreferences, ...part })
    n.localAddress = { address: '10.0.0.1', port: 4000 }
    return n
  }
  const remote = (text: string) => `v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=-\r\nc=IN IP4 10.0.0.2\r\nt=0 0\r\n${text}\r\n`
  it('offers the user’s codecs in the user’s order, with ptime and comfort noise', () => {
    const n = setUp({
      codecs: [
        { name: 'opus', on: true },
        { name: 'G722', on: false },
        { name: 'PCMU', on: true },
        { name: 'PCMA', on: true },
      ],
      packetTime: 30,
      comfortNoise: true,
    })
    expect(n.offer()).toMatch(/m=audio 4000 RTP\/AVP 96 0 8 13 97 101\r\n/)
    expect(n.offer()).toMatch(/a=rtpmap:13 CN\/8000\r\na=ptime:30/)
  })
  it('accepts the offerer’s first codec that is on, and refuses when none is', () => {
    const n = setUp({ codecs: defaultPreferences.codecs.map((c) => ({ ...c, on: c.name === 'PCMU' })) })
    n.setRemote(remote('m=audio 5000 RTP/AVP 8 0\r\na=ptime:40'), 'offer')
    expect(n.answer()).toMatch(/m=audio 4000 RTP\/AVP 0\r\n/)
    expect(n.sending).toMatchObject({ codec: { name: 'PCMU' }, packetTime: 40 })
    expect(() => n.setRemote(remote('m=audio 5000 RTP/AVP 8'), 'offer')).toThrow('no common codec')
  })
  it('SDES: both sides end with each other’s keys', () => {
    const [a, b] = [setUp({ srtp: 'required' }), setUp({ srtp: 'preferred' })]
    a.offerEncrypted = true
    b.setRemote(a.offer(), 'offer')
    a.setRemote(b.answer(), 'answer')
    const packet = Buffer.from('80080001000000a0cafebabe112233', 'hex')
    expect(b.srtp?.in.open(a.srtp?.out.protect(packet) ?? packet)).toEqual(packet)
    expect(a.srtp?.in.open(b.srtp?.out.protect(packet) ?? packet)).toEqual(packet)
  })
  describe('a far end that changes its key in a call, as with a session that is refreshed', () => {
    const packet = (sequence: number) =>
      buildRtp({
        payloadType: 8,
        marker: false,
        sequence: sequence & 0xffff,
        timestamp: sequence * 160,
        ssrc: 0xcafebabe,
        payload: Buffer.from(`n${sequence}`),
      })
    /** A call whose sequence numbers have wrapped in both directions, and what the far end encrypts and opens with. */
    function long() {
      const us = setUp({ srtp: 'required' })
      us.offerEncrypted = true
      const [ours] = readCryptoLines(us.offer().replace(/\r\n/g, '\n'))
      const first = newCrypto()
      const offer = (crypto: CryptoAttribute) => remote(`m=audio 5000 RTP/SAVP 8\r\n${cryptoLine(crypto)}`)
      us.setRemote(offer(first), 'answer')
      const far = { out: new SrtpContext(first), in: new SrtpContext(ours as CryptoAttribute) }
      for (let n = 65_530; n < 65_540; n++) {
        far.in.open(us.srtp?.out.protect(packet(n)) as Buffer)
        us.srtp?.in.open(far.out.protect(packet(n)))
      }
      const reInvite = (crypto: CryptoAttribute) => {
        us.setRemote(offer(crypto), 'offer')
        return readCryptoLines(us.answer().replace(/\r\n/g, '\n'))[0] as CryptoAttribute
      }
      return { us, far, ours: ours as CryptoAttribute, reInvite }
    }
    it('goes on hearing us: our packets are counted on under our key, and so are our reports', () => {
      const { us, far, ours, reInvite } = long()
      const report = Buffer.from('81c80001deadbeef0011223344556677', 'hex')
      expect(far.in.openReport(us.srtp?.out.protectReport(report) as Buffer)).toEqual(report)
      expect(reInvite(newCrypto()).key).toEqual(ours.key)
      expect(far.in.open(us.srtp?.out.protect(packet(65_540)) as Buffer)).toEqual(packet(65_540))
      expect(far.in.openReport(us.srtp?.out.protectReport(report) as Buffer)).toEqual(report)
    })
    it.each([
      ['goes on counting (RFC 3711 3.3.1)', true],
      ['begins anew', false],
    ])('is heard, whether it %s', (_what, goesOn) => {
      const { us, far, reInvite } = long()
      const next = newCrypto()
      reInvite(next)
      const out = new SrtpContext(next, goesOn ? far.out : undefined)
      for (let n = 65_541; n < 65_545; n++) {
        const sent = out.protect(packet(n))
        expect(us.srtp?.in.open(sent)).toEqual(packet(n))
        expect(us.srtp?.in.open(sent)).toBeNull()
      }
    })
    it('is heard while our answer is on its way to it, under the key of before', () => {
      const { us, far, reInvite } = long()
      const next = newCrypto()
      reInvite(next)
      const report = Buffer.from('81c80001deadbeef0011223344556677', 'hex')
      expect(us.srtp?.in.open(far.out.protect(packet(65_541)))).toEqual(packet(65_541))
      expect(us.srtp?.in.openReport(far.out.protectReport(report))).toEqual(report)
      expect(us.srtp?.in.open(new SrtpContext(next, far.out).protect(packet(65_542)))).toEqual(packet(65_542))
      expect(us.srtp?.in.open(far.out.protect(packet(65_543)))).toBeNull()
    })
    it('that asks for another suite gets another key of ours: none is used in two ways', () => {
      const { ours, reInvite } = long()
      const answered = reInvite({ ...newCrypto(), suite: 'AES_CM_128_HMAC_SHA1_32' })
      expect(answered.suite).toBe('AES_CM_128_HMAC_SHA1_32')
      expect(answered.key).not.toEqual(ours.key)
    })
  })
  it('an encrypted offer that is answered with plain audio is plain where encryption is only preferred', () => {
    const [preferred, required] = [setUp({ srtp: 'preferred' }), setUp({ srtp: 'required' })]
    for (const n of [preferred, required]) n.offerEncrypted = true
    expect(preferred.offer()).toContain('RTP/SAVP')
    preferred.setRemote(remote('m=audio 5000 RTP/AVP 8'), 'answer')
    expect(preferred.srtp).toBeNull()
    expect(preferred.sending?.codec.name).toBe('PCMA')
    expect(preferred.offer()).toContain('RTP/AVP')
    required.offer()
    expect(() => required.setRemote(remote('m=audio 5000 RTP/AVP 8'), 'answer')).toThrow('no encryption')
  })
  it.each([
    ['a=maxptime:10', 10],
    ['a=ptime:40\r\na=maxptime:30', 30],
    ['a=ptime:20\r\na=maxptime:150', 20],
    ['a=maxptime:5', 20],
    ['a=maxptime:35\r\na=ptime:40', 30],
  ])('%s: packets of %i ms', (lines, ms) => {
    const n = setUp()
    n.setRemote(remote(`m=audio 5000 RTP/AVP 8\r\n${lines}`), 'offer')
    n.answer()
    expect(n.sending?.packetTime).toBe(ms)
  })
  it('the tones of phones that know one clock alone are offered last', () => {
    expect(setUp().offer()).toMatch(/telephone-event\/48000[\s\S]*telephone-event\/8000/)
  })
  it('required means required, off means off', () => {
    expect(() => setUp({ srtp: 'required' }).setRemote(remote('m=audio 5000 RTP/AVP 8'), 'offer')).toThrow('no encryption')
    const offer = setUp({ srtp: 'required' })
    offer.offerEncrypted = true
    expect(() => setUp().setRemote(offer.offer(), 'offer')).toThrow('no common codec')
    // plain and encrypted side by side: the section that is not accepted is answered with port 0
    const both = setUp({ srtp: 'preferred' })
    both.setRemote(remote(`m=audio 5000 RTP/AVP 8\r\n${offer.offer().slice(offer.offer().indexOf('m=audio'))}`), 'offer')
    expect(both.answer()).toMatch(/m=audio 0 RTP\/AVP 8\r\nm=audio 4000 RTP\/SAVP/)
  })
})
