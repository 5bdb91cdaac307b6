import { expect, it } from 'vitest'
import { buildRtcp, ReceptionStatistics, readReportOn } from '../../../../../electron/phone/media/rtcp.ts'

it('reception is reported: loss, highest sequence over a wrap, jitter', () => {
  const s = new ReceptionStatistics({ ssrc: 9, sequence: 65_534 })
  for (const [i, sequence] of [65_534, 65_535, 0, 3].entries()) s.add({ sequence, timestamp: i * 160 }, 8000, i * 20)
  expect(s.lost).toBe(2)
  const block = s.block(0, 0)
  expect([block.readUInt32BE(0), block[4], block.readUIntBE(5, 3), block.readUInt32BE(8)]).toEqual([9, 85, 2, 65_539])
  const packet = buildRtcp({ ssrc: 1, timestamp: 0, packets: 5, octets: 800 }, [block], 'abc', true)
  expect([packet[1], packet.length % 4, packet[packet.length - 7]]).toEqual([200, 0, 203])
})

it('a report on our stream gives loss and round trip', () => {
  const now = Date.UTC(2026, 10, 23, 12, 0, 0)
  const statistics = new ReceptionStatistics({ ssrc: 7, sequence: 1 })
  statistics.add({ sequence: 1, timestamp: 0 }, 8000, 0)
  statistics.add({ sequence: 4, timestamp: 480 }, 8000, 60)
  // our SR of 300 ms ago, held for 100 ms by the far end
  const sent = buildRtcp({ ssrc: 7, timestamp: 0, packets: 1, octets: 1 }, [], 'x', false, now - 300).readUInt32BE(10)
  const report = buildRtcp({ ssrc: 9, timestamp: 0, packets: 1, octets: 1 }, [statistics.block(sent, 6554)], 'y', false, now)
  expect(readReportOn(report, 7, now)?.roundTrip).toBeCloseTo(200, 0)
  expect(readReportOn(report, 7, now)?.loss).toBeCloseTo(0.5)
  expect(readReportOn(report, 8, now)).toBeNull()
  expect(statistics.interval()).toEqual({ loss: 0.5, packets: 2 })
  expect(statistics.interval()).toEqual({ loss: 0, packets: 0 })
})
