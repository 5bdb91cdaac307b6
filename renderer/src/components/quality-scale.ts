import type { QualityTrace } from '../../../shared/domain/quality-trace.ts'
import { qualityWord } from './quality-word.ts'

/** Shares of the graph's height, from the top: the scale is linear from 5 to 1. */
export const heightOf = (mos: number): number => (5 - Math.min(5, Math.max(1, mos))) / 4

type Point = { readonly x: number; readonly y: number }

/**
 * The lines of a graph, interrupted where nothing was measured; x and y are shares of its width and height.
 *
 * @param length ms that the graph is wide
 */
export function linesOf({ interval, values }: QualityTrace, length: number): readonly (readonly Point[])[] {
  const lines: Point[][] = []
  let line: Point[] | null = null
  for (const [i, mos] of values.entries()) {
    if (mos === null) {
      line = null
      continue
    }
    if (!line) {
      line = []
      lines.push(line)
    }
    // in the middle of its interval; the last one may not be over yet
    line.push({ x: Math.min(1, ((i + 0.5) * interval) / length), y: heightOf(mos) })
  }
  return lines
}

const steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800].map((seconds) => seconds * 1000)

/** The times below a graph, ms: at most five, the first and the last instant among them, none so near to the last that they would touch. */
export function timesOf(length: number): readonly number[] {
  const step = steps.find((s) => length / s <= 4) ?? Math.ceil(length / 4)
  const times = Array.from({ length: Math.floor(length / step) + 1 }, (_none, i) => i * step)
  return [...times.filter((t) => t === 0 || length - t >= length * 0.25), length]
}

/** How much of what was measured was good, fair and poor, in whole per cent. */
export function sharesOf({ values }: QualityTrace): { readonly good: number; readonly fair: number; readonly poor: number } {
  const words = values.flatMap((mos) => (mos === null ? [] : qualityWord(mos)))
  const share = (word: string): number => (words.length ? Math.round((words.filter((w) => w === word).length / words.length) * 100) : 0)
  return { good: share('good'), fair: share('fair'), poor: share('poor') }
}
