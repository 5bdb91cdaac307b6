import type { Money } from '../../../../shared/domain/money.ts'
import { plainNumber } from '../../../../shared/domain/phone-number.ts'
import { RATES_MOST, type Rate } from '../../../../shared/domain/rate.ts'

/** Why a line is no number that can be asked for. */
export type LineProblem = 'not-a-number' | 'too-short' | 'too-long'
export type BadLine = {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly problem: LineProblem
  /** Where it begins and ends in the text. */
  readonly from: number
  readonly to: number
}

/** A pasted list: its numbers in their order, the lines that hold no number, and how many numbers there are beyond what one look-up takes. */
export type NumberList = { readonly numbers: readonly string[]; readonly bad: readonly BadLine[]; readonly beyond: number }

/** Digits that a number has at least; shorter ones have no rate. */
const SHORTEST = 6
/** Digits of the longest number that is one. */
const LONGEST = 20

/** Reads numbers, one a line. A line without one does not affect the others. */
export function readNumberList(text: string): NumberList {
  const numbers: string[] = []
  const bad: BadLine[] = []
  let line = 0
  for (const { 0: whole, index } of text.matchAll(/[^\r\n]*(\r\n|\r|\n|$)/g)) {
    line += 1
    const content = whole.replace(/[\r\n]+$/, '')
    const trimmed = content.trim()
    if (trimmed === '') continue
    if (plainNumber(trimmed, SHORTEST) !== null) numbers.push(trimmed)
    else bad.push({ line, text: trimmed, problem: problemOf(trimmed), from: index, to: index + content.length })
  }
  return { numbers: numbers.slice(0, RATES_MOST), bad, beyond: Math.max(0, numbers.length - RATES_MOST) }
}

function problemOf(text: string): LineProblem {
  const digits = text.replace(/\D/g, '').length
  if (/\p{L}/u.test(text) || digits === 0) return 'not-a-number'
  return digits < SHORTEST ? 'too-short' : digits > LONGEST ? 'too-long' : 'not-a-number'
}

/** The text without these lines. */
export function withoutLines(text: string, bad: readonly BadLine[]): string {
  const left = new Set(bad.map(({ line }) => line))
  return text
    .split(/\r\n|\r|\n/)
    .filter((_, i) => !left.has(i + 1))
    .join('\n')
}

/** `before`: what it was when the list was asked last, null for no rate; undefined where that is not known. */
export type RateRow = { readonly number: string; readonly rate: Rate | null; readonly before?: Money | null | undefined }

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

export type RateChange = 'dearer' | 'cheaper' | 'new' | 'gone' | 'currency'

/** How a price differs from the one before; null where it does not, or nothing is known to compare with. */
export function changeOf({ rate, before }: RateRow, askedAt: number): RateChange | null {
  if (!rate || before === undefined || rate.asOf < askedAt) return null
  if (!rate.price) return before ? 'gone' : null
  if (!before) return 'new'
  if (before.currency !== rate.price.currency) return 'currency'
  return rate.price.units > before.units ? 'dearer' : rate.price.units < before.units ? 'cheaper' : null
}

export type RateOrder = { readonly by: string; readonly descending: boolean }

/** Rows in an order: by number, destination, price or how much it changed. A number without a price comes last when the cheapest comes first. */
export function sortRates(rows: readonly RateRow[], { by, descending }: RateOrder): RateRow[] {
  const price = ({ rate }: RateRow): number => rate?.price?.units ?? Number.POSITIVE_INFINITY
  const change = ({ rate, before }: RateRow): number => (rate?.price && before ? rate.price.units - before.units : 0)
  const compare: (a: RateRow, b: RateRow) => number =
    by === 'number'
      ? (a, b) => a.number.localeCompare(b.number)
      : by === 'destination'
        ? (a, b) => (a.rate?.destination ?? '').localeCompare(b.rate?.destination ?? '')
        : by === 'change'
          ? (a, b) => change(a) - change(b)
          : (a, b) => price(a) - price(b) || 0
  return [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)) || 0)
}
