import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heightOf, linesOf, sharesOf, timesOf } from '../../../../../renderer/src/components/quality-scale.ts'

describe('the quality graph', () => {
  it('runs from 5 at the top to 1 at the bottom', () => {
    expect([5, 4, 3, 1, 0.5].map(heightOf)).toEqual([0, 0.25, 0.5, 1, 1])
  })
  it('is interrupted where nothing was measured', () => {
    const lines = linesOf({ interval: 1000, values: [null, 5, 3, null, 1] }, 5000)
    expect(lines).toEqual([
      [
        { x: 0.3, y: 0 },
        { x: 0.5, y: 0.5 },
      ],
      [{ x: 0.9, y: 1 }],
    ])
  })
  it.each([
    [6000, [0, 6000]],
    [45_000, [0, 30_000, 45_000]],
    [402_000, [0, 120_000, 240_000, 402_000]],
    [3_600_000, [0, 900_000, 1_800_000, 2_700_000, 3_600_000]],
  ])('of %i ms has these times below it: %j', (length, times) => expect(timesOf(length)).toEqual(times))
  it('has few times, in order, that do not touch, however long the call', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000_000 }), (length) => {
        const times = timesOf(length)
        expect(times.length).toBeLessThanOrEqual(6)
        expect(times[0]).toBe(0)
        expect(times.at(-1)).toBe(length)
        for (const [i, t] of times.entries()) if (i > 0) expect(t - (times[i - 1] ?? 0)).toBeGreaterThan(length * 0.04)
      }),
    )
  })
  it('says how much of the call was good', () => {
    expect(sharesOf({ interval: 1, values: [4.3, 4, null, 3.5, 1] })).toEqual({ good: 50, fair: 25, poor: 25 })
    expect(sharesOf({ interval: 1, values: [] })).toEqual({ good: 0, fair: 0, poor: 0 })
  })
})
