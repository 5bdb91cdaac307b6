import { CARD_CURRENCY } from './card.ts'
import { CARDS_AT_ONCE, type CardOrder } from './card-batch.ts'
import { type Money, parseMoney } from './money.ts'
import { bareNumber } from './phone-number.ts'

/** Why a row of a list cannot be ordered. `twice`: the number stands in `firstLine` already. `known`: a card of this number is in the list of cards. */
export type CardRowProblem = 'number' | 'amount' | 'twice' | 'known' | 'beyond'
export type CardRow = {
  /** Of the file or the text, from 1. */
  readonly line: number
  /** As it was given. */
  readonly number: string
  readonly customer: string
  /** Null where there is a problem. */
  readonly order: CardOrder | null
  readonly problem: CardRowProblem | null
  readonly firstLine: number | null
}

/** Cells of a row: number, customer, amount. */
export type CardCells = { readonly line: number; readonly number: string; readonly customer: string; readonly amount: string }

export type CardRowOptions = {
  /** Where a row has none. */
  readonly amount: Money | null
  /** Country of numbers without a country code. */
  readonly region: string
  /** Numbers that have a card already. */
  readonly known: ReadonlySet<string>
}

/** An amount that can be loaded: more than nothing, whole cents of the cards' currency; null for any other text. */
export function readCardAmount(text: string): Money | null {
  const amount = parseMoney(text, CARD_CURRENCY)
  return amount && amount.currency === CARD_CURRENCY && amount.units > 0 && amount.units % 100 === 0 ? amount : null
}

/** Reads rows as cards to be ordered. A row that cannot be ordered does not affect the others. */
export function readCardRows(rows: readonly CardCells[], { amount, region, known }: CardRowOptions): CardRow[] {
  const lines = new Map<string, number>()
  let usable = 0
  return rows.map(({ line, number, customer, amount: own }) => {
    const row = { line, number, customer: customer.trim().slice(0, 100), order: null, firstLine: null }
    const cli = bareNumber(number, region)
    if (!cli) return { ...row, problem: 'number' }
    const first = lines.get(cli)
    if (first !== undefined) return { ...row, problem: 'twice', firstLine: first }
    lines.set(cli, line)
    if (known.has(cli)) return { ...row, problem: 'known' }
    const money = own.trim() === '' ? amount : readCardAmount(own)
    if (!money) return { ...row, problem: 'amount' }
    if (usable >= CARDS_AT_ONCE) return { ...row, problem: 'beyond' }
    usable += 1
    return { ...row, problem: null, order: { cli, customer: row.customer, amount: { units: money.units, currency: CARD_CURRENCY } } }
  })
}

/** The numbers from `first` on that follow each other, one a row; null where `first` is no number or counting on would give it more digits. */
export function numberRange(first: string, count: number, region: string): CardCells[] | null {
  const cli = bareNumber(first, region)
  if (!cli || !Number.isInteger(count) || count < 1 || count > CARDS_AT_ONCE) return null
  const start = BigInt(cli)
  if (String(start + BigInt(count - 1)).length !== cli.length) return null
  return Array.from({ length: count }, (_, i) => ({ line: i + 1, number: `+${start + BigInt(i)}`, customer: '', amount: '' }))
}
