import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addToTrace,
  emptyTrace,
  lowestOf,
  MOST_TRACE_VALUES,
  type QualityTrace,
  qualityTraceSchema,
} from '../../../../shared/domain/quality-trace.ts'

const traceOf = (samples: readonly (readonly [at: number, mos: number])[]): QualityTrace =>
  samples.reduce((trace, [at, mos]) => addToTrace(trace, at, mos), emptyTrace)

describe('a trace of quality', () => {
  it('has a value for each interval, and none where nothing was measured', () => {
    const trace = traceOf([
      [4000, 4.36],
      [6000, 4.24],
      [12_000, 3.9],
    ])
    expect(trace).toEqual({ interval: 2000, values: [null, null, 4.4, 4.2, null, null, 3.9] })
  })

  it('keeps the lower one of two values in an interval', () => {
    expect(
      traceOf([
        [100, 4.4],
        [1900, 2.1],
        [1950, 4],
      ]).values,
    ).toEqual([2.1])
  })

  it('is thinned out when it is full, and a short drop stays visible', () => {
    const samples = Array.from({ length: 1800 }, (_none, i) => [i * 2000, i === 700 ? 1.4 : 4.3] as const)
    const trace = traceOf(samples)
    expect(trace.interval).toBe(16_000)
    expect(trace.values).toHaveLength(225)
    expect(lowestOf(trace)).toEqual({ mos: 1.4, at: 87 * 16_000 })
    expect(trace.values.filter((v) => v === 4.3)).toHaveLength(224)
  })

  it('stays within its bound and its schema, whatever is added', () => {
    const sample = fc.tuple(fc.integer({ min: -1000, max: 90_000_000 }), fc.double({ min: 1, max: 4.5, noNaN: true }))
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        const trace = traceOf(samples)
        expect(trace.values.length).toBeLessThanOrEqual(MOST_TRACE_VALUES)
        expect(qualityTraceSchema.safeParse(trace).success).toBe(true)
        const lowest = Math.min(...samples.map(([, mos]) => Math.round(mos * 10) / 10))
        expect(lowestOf(trace)?.mos ?? Number.POSITIVE_INFINITY).toBe(lowest)
      }),
    )
  })

  it('of a call without a measurement has no lowest value', () => {
    expect(lowestOf(emptyTrace)).toBeNull()
  })
})
