import { describe, expect, it } from 'vitest'
import { ToneReader, tonePayloads } from '../../../../../electron/phone/media/dtmf.ts'

describe('tones', () => {
  it('last 120 ms, with the end three times and a duration on the codec’s clock', () => {
    const packets = tonePayloads(5, 48_000)
    expect(packets.map((p) => p.end)).toEqual([false, false, false, false, false, true, true, true])
    expect(packets.at(-1)?.payload).toEqual(Buffer.from([5, 0x8a, 0x16, 0x80]))
  })
  it('are read once each, however often their packets come', () => {
    const reader = new ToneReader()
    const event = Buffer.from([11, 0x8a, 0, 0])
    expect([reader.read(1, event), reader.read(1, event), reader.read(2, event), reader.read(3, Buffer.from([1]))]).toEqual(['#', null, '#', null])
  })
})
