import { expect, it } from 'vitest'
import { PacketSize } from '../../../../../electron/phone/media/packet-size.ts'

it('packets are made as long as the far end asked for', () => {
  const size = new PacketSize()
  const piece = (timestamp: number) => ({ payload: Buffer.alloc(160, timestamp / 160), marker: timestamp === 0, timestamp })
  expect(size.cut('a', 'PCMA', piece(0), 20)).toHaveLength(1)
  const out = [160, 320, 480, 640].flatMap((t) => size.cut('a', 'PCMA', piece(t), 30))
  expect(out.map((p) => [p.payload.length, p.timestamp])).toEqual([
    [240, 160],
    [240, 400],
  ])
  // another source drops the rest of the previous one
  expect(size.cut('b', 'PCMA', piece(0), 30)).toEqual([])
  expect(size.cut('b', 'PCMA', piece(160), 40)[0]?.payload.length).toBe(320)
  expect(size.cut('b', 'opus', piece(0), 40)).toHaveLength(1)
})
