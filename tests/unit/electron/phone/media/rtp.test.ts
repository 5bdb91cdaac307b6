import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRtp, parseRtp, Rebase, Restamp } from '../../../../../electron/phone/media/rtp.ts'

describe('RTP', () => {
  it('is read back as it was written, and garbage is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 127 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 65_535 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.uint8Array({ maxLength: 200 }),
        (payloadType, marker, sequence, timestamp, payload) => {
          const packet = { payloadType, marker, sequence, timestamp, ssrc: 7, payload: Buffer.from(payload) }
          expect(parseRtp(buildRtp(packet))).toEqual(packet)
        },
      ),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (data) => void parseRtp(Buffer.from(data))))
  })
  it('goes on under one clock through a change of source and a wrap', () => {
    let now = 0
    const out = new Restamp({ sequence: 65_534, timestamp: 2 ** 32 - 160 }, () => now)
    const first = out.next('leg 1', 8000, 5)
    now += 20
    const second = out.next('leg 1', 8000, 165)
    now += 1000
    const third = out.next('leg 2', 8000, 999)
    expect([first.sequence, second.sequence, third.sequence]).toEqual([65_535, 0, 1])
    expect((second.timestamp - first.timestamp + 2 ** 32) % 2 ** 32).toBe(160)
    expect((third.timestamp - second.timestamp + 2 ** 32) % 2 ** 32).toBe(8000)
    expect([first.fresh, second.fresh, third.fresh]).toEqual([true, false, true])
  })
  it('keeps loss visible towards the page, and a new SSRC does not break the stream', () => {
    const rebase = new Rebase({ sequence: 100, timestamp: 0 }, () => 0)
    const a = rebase.next({ ssrc: 1, sequence: 10, timestamp: 0 }, 8000)
    const b = rebase.next({ ssrc: 1, sequence: 13, timestamp: 480 }, 8000)
    const c = rebase.next({ ssrc: 2, sequence: 9000, timestamp: 5 }, 8000)
    expect([a.sequence, b.sequence, c.sequence]).toEqual([101, 104, 105])
  })
})
