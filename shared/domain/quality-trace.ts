import { z } from 'zod'

/** How many values a trace holds at most, however long the call. */
export const MOST_TRACE_VALUES = 240
/** ms between two values of a call that has just begun: as often as quality is measured. */
const FIRST_INTERVAL = 2000

/** A call's quality over its whole length, for a graph. */
export const qualityTraceSchema = z.object({
  /** ms from one value to the next; the first one is for the interval that begins with the answer. */
  interval: z.number().int().positive(),
  /** The lowest MOS of each interval, to one decimal; null where nothing was measured (hold, silence). */
  values: z.array(z.number().min(1).max(5).nullable()).max(MOST_TRACE_VALUES),
})
export type QualityTrace = z.infer<typeof qualityTraceSchema>

export const emptyTrace: QualityTrace = { interval: FIRST_INTERVAL, values: [] }

/**
 * Adds what was measured to a trace. One that is full is thinned out: two intervals become one, which keeps the lower value, since
 * the graph of a long call has to show short drops.
 *
 * @param at ms since the answer
 */
export function addToTrace(trace: QualityTrace, at: number, mos: number): QualityTrace {
  let { interval, values } = trace
  while (Math.floor(at / interval) >= MOST_TRACE_VALUES) {
    interval *= 2
    values = halved(values)
  }
  const index = Math.max(0, Math.floor(at / interval))
  const filled: (number | null)[] = [...values, ...Array.from({ length: Math.max(0, index + 1 - values.length) }, () => null)]
  filled[index] = lower(filled[index] ?? null, Math.round(mos * 10) / 10)
  return { interval, values: filled }
}

/** The lowest value with its time in ms since the answer; null for an empty trace. */
export function lowestOf({ interval, values }: QualityTrace): { readonly mos: number; readonly at: number } | null {
  let found: { mos: number; at: number } | null = null
  for (const [i, mos] of values.entries()) if (mos !== null && (!found || mos < found.mos)) found = { mos, at: i * interval }
  return found
}

const halved = (values: QualityTrace['values']): QualityTrace['values'] =>
  Array.from({ length: Math.ceil(values.length / 2) }, (_none, i) => lower(values[2 * i] ?? null, values[2 * i + 1] ?? null))

const lower = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b))
