import { describe, expect, it } from 'vitest'
import { Negotiation } from '../../../../../electron/phone/media/negotiation.ts'
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
