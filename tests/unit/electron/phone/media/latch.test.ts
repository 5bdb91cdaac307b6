import { describe, expect, it } from 'vitest'
import { Latch, type LatchOptions } from '../../../../../electron/phone/media/latch.ts'
import type { Address } from '../../../../../electron/phone/sip/address.ts'

const announced: Address = { host: '10.0.0.1', port: 4000 }
const otherPort: Address = { host: '10.0.0.1', port: 4444 }
const stranger: Address = { host: '192.0.2.66', port: 9 }

/** A latch with a clock, and streams of packets with numbers in sequence. */
function setUp(options: LatchOptions = {}) {
  const clock = { now: 0 }
  const latch = new Latch(announced, { now: () => clock.now, ...options })
  const sequences = new Map<string, number>()
  /** How many of `count` packets, 20 ms apart, are admitted. */
  const stream = (source: Address, count: number, on: Latch = latch, ssrc = source.port): number => {
    let admitted = 0
    for (let i = 0; i < count; i++) {
      clock.now += 20
      const key = `${source.host} ${source.port}`
      const sequence = ((sequences.get(key) ?? 65_533) + 1) & 0xffff
      sequences.set(key, sequence)
      if (on.admits(source, { ssrc, sequence })) admitted += 1
    }
    return admitted
  }
  return { latch, clock, stream }
}

describe('the source of a call’s audio', () => {
  it('is the announced address, from its first packet on', () => {
    const { latch, stream } = setUp()
    expect(latch.target).toEqual(announced)
    expect(stream(announced, 1)).toBe(1)
    expect(latch.target).toEqual(announced)
  })

  it('may be another port of the announced host once it sends a stream', () => {
    const { latch, stream } = setUp()
    expect(stream(otherPort, 3)).toBe(0)
    expect(latch.target).toEqual(announced)
    expect(stream(otherPort, 5)).toBe(5)
    expect(latch.target).toEqual(otherPort)
  })

  it('is the announced address at any time, whoever had it before', () => {
    const { latch, stream } = setUp()
    stream(otherPort, 500)
    expect(stream(announced, 1)).toBe(1)
    expect(latch.target).toEqual(announced)
    expect(stream(otherPort, 50)).toBeLessThan(50)
    expect(latch.target).toEqual(announced)
  })

  it('is never a stranger’s, early or late, in the same network or in another', () => {
    const neighbour: Address = { host: '10.0.0.7', port: 4000 }
    const { latch, clock, stream } = setUp()
    expect([stream(stranger, 20), stream(neighbour, 20)]).toEqual([0, 0])
    clock.now += 60_000
    expect([stream(stranger, 20), stream(neighbour, 20)]).toEqual([0, 0])
    expect(latch.target).toEqual(announced)
  })

  it('does not latch to single packets, however many a spray sends', () => {
    const { latch } = setUp()
    for (let i = 0; i < 1000; i++) {
      expect(latch.admits(otherPort, { ssrc: 7, sequence: (i * 17) & 0xffff })).toBe(false)
      expect(latch.admits({ host: announced.host, port: i + 1 }, { ssrc: 7, sequence: i })).toBe(false)
    }
    expect(latch.target).toEqual(announced)
  })

  it('may be a port of another host of the far end, until the announced host itself sends', () => {
    const translated: Address = { host: '203.0.113.9', port: 30_000 }
    const { latch, stream } = setUp({ hosts: [translated.host] })
    stream(translated, 5)
    expect(latch.target).toEqual(translated)
    stream(otherPort, 5)
    expect(latch.target).toEqual(otherPort)
    expect(stream(translated, 5)).toBe(0)
  })

  it('keeps our voice only while it sends, and has it again when it goes on', () => {
    const { latch, clock, stream } = setUp()
    stream(otherPort, 5)
    clock.now += 1001
    expect(latch.target).toEqual(announced)
    expect(stream(otherPort, 1)).toBe(1)
    expect(latch.target).toEqual(otherPort)
    clock.now += 1001
    const third: Address = { host: announced.host, port: 5555 }
    stream(third, 5)
    expect(latch.target).toEqual(third)
  })

  it('one source does not give way to a second one of its kind while it sends', () => {
    const { latch, stream } = setUp()
    stream(otherPort, 5)
    for (let i = 0; i < 50; i++) {
      expect(stream({ host: announced.host, port: 5555 }, 1)).toBe(0)
      expect(stream(otherPort, 1)).toBe(1)
    }
    expect(latch.target).toEqual(otherPort)
  })

  it('music on hold from another port of the same host is heard, and does not get our voice', () => {
    const { latch, clock, stream } = setUp()
    stream(announced, 10)
    clock.now += 1001
    expect(stream(otherPort, 10)).toBeGreaterThan(5)
    expect(latch.target).toEqual(announced)
  })
})

describe('another description', () => {
  it('that keeps the address keeps what was learned', () => {
    const { latch, stream } = setUp()
    stream(otherPort, 5)
    expect(latch.moved({ ...announced }).target).toEqual(otherPort)
  })

  it.each([
    ['another port', { host: '10.0.0.1', port: 6000 }],
    ['another host', { host: '10.0.0.2', port: 4000 }],
    ['another network', { host: '198.51.100.4', port: 4000 }],
  ])('names %s: our voice goes there, and late packets of the old source change nothing', (_what, next) => {
    const { latch, stream } = setUp()
    stream(announced, 50)
    const moved = latch.moved(next)
    stream(announced, 400, moved)
    expect(moved.target).toEqual(next)
    expect(stream(next, 1, moved)).toBe(1)
    stream(announced, 400, moved)
    expect(moved.target).toEqual(next)
  })

  it('after a source behind a NAT: its late packets change nothing either', () => {
    const { latch, stream } = setUp()
    stream(otherPort, 50)
    const next: Address = { host: announced.host, port: 6000 }
    const moved = latch.moved(next)
    stream(otherPort, 400, moved)
    expect(moved.target).toEqual(next)
  })

  it('that returns to an earlier address accepts its own source again', () => {
    const { latch, stream } = setUp()
    stream(otherPort, 5)
    const back = latch.moved({ host: '10.0.0.2', port: 1000 }).moved(announced)
    stream(otherPort, 5, back)
    expect(back.target).toEqual(otherPort)
  })
})

it('reports (RTCP) come from the far end’s hosts only', () => {
  const { latch } = setUp()
  expect([latch.admitsReport(announced.host), latch.admitsReport(stranger.host)]).toEqual([true, false])
})
