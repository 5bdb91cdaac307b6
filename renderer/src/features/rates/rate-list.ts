import { plainNumber } from '../../../../shared/domain/phone-number.ts'
import { RATES_MOST, type Rate } from '../../../../shared/domain/rate.ts'

/** A pasted list: its numbers in their order, the lines that hold no number, and how many numbers there are beyond what one look-up takes. */
export type NumberList = { readonly numbers: readonly string[]; readonly bad: readonly string[]; readonly beyond: number }

/** Digits that a number has at least; shorter ones have no rate. */
const SHORTEST = 6

/** Reads numbers, one a line. A line without one does not affect the others. */
export function readNumberList(text: string): NumberList {
  const lines = text.split(/\r\n|\r|\n/).flatMap((line) => line.trim() || [])
  const numbers = lines.filter((line) => plainNumber(line, SHORTEST) !== null)
  return {
    numbers: numbers.slice(0, RATES_MOST),
    bad: lines.filter((line) => plainNumber(line, SHORTEST) === null),
    beyond: Math.max(0, numbers.length - RATES_MOST),
  }
}

export type RateRow = { readonly number: string; readonly rate: Rate | null }

/**
 * What a row holds: a price read just now, one from before that could not be read again, a number the provider has no rate
 * for, or nothing because the provider could not be asked.
 *
 * @param askedAt when the look-up began, ms
 */
export function rowState({ rate }: RateRow, askedAt: number): { readonly kind: 'price' | 'no-rate' | 'not-read'; readonly old: boolean } {
  if (!rate) return { kind: 'not-read', old: false }
  return { kind: rate.price ? 'price' : 'no-rate', old: rate.asOf < askedAt }
}
