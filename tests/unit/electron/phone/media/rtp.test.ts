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
    expect([a, b, c].map((stamp) => stamp?.sequence)).toEqual([101, 104, 105])
  })
  it('audio after a tone counts from where the tone began', () => {
    let now = 0
    const out = new Restamp({ sequence: 1, timestamp: 0 }, () => now)
    const before = out.next('leg', 8000, 0)
    now = 20
    const tone = out.next('tone', 8000, 0)
    // the packets of a tone of 120 ms, its end sent three times
    for (now = 40; now <= 160; now += 20) out.next('tone', 8000, 0)
    now = 180
    const after = out.next('leg', 8000, 1440)
    expect([tone.timestamp - before.timestamp, after.timestamp - before.timestamp]).toEqual([160, 1440])
    expect(out.next('leg', 8000, 1600).timestamp - after.timestamp).toBe(160)
  })
  it('a jump of the sequence numbers without a new SSRC costs one packet; a stray one costs nothing', () => {
    let now = 0
    const rebase = new Rebase({ sequence: 100, timestamp: 0 }, () => now)
    const next = (sequence: number, timestamp: number) => {
      now += 20
      return rebase.next({ ssrc: 1, sequence, timestamp }, 8000)
    }
    expect([next(10, 0), next(11, 160)].map((s) => s?.sequence)).toEqual([101, 102])
    // late by some packets, and far out of line
    expect([next(5, 0)?.sequence, next(40_000, 9), next(12, 320)?.sequence]).toEqual([96, null, 103])
    expect(next(40_001, 9)).toBeNull()
    const jumped = next(40_002, 169)
    expect(jumped?.sequence).toBe(104)
    expect(next(40_003, 329)).toEqual({ sequence: 105, timestamp: (jumped?.timestamp ?? 0) + 160 })
    // back again, as a gateway does after an announcement
    expect([next(13, 480), next(14, 640)?.sequence]).toEqual([null, 106])
  })
  it('whatever numbers come, the order of what is in line stays', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 50 }), (sequences) => {
        const rebase = new Rebase({ sequence: 0, timestamp: 0 }, () => 0)
        for (const sequence of sequences) {
          rebase.next({ ssrc: 1, sequence, timestamp: 0 }, 8000)
          const first = rebase.next({ ssrc: 1, sequence: (sequence + 1) & 0xffff, timestamp: 160 }, 8000)
          const second = rebase.next({ ssrc: 1, sequence: (sequence + 2) & 0xffff, timestamp: 320 }, 8000)
          expect(((second?.sequence ?? -1) - (first?.sequence ?? -1)) & 0xffff).toBe(1)
        }
      }),
    )
  })
})
