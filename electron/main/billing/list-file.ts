import { cleanNumber, plainNumber } from '../../../shared/domain/phone-number.ts'
import { readTable, type Table } from '../contacts/csv-reader.ts'
import { decodeText, detectEncoding } from '../contacts/text-encoding.ts'
import { textOfCell } from '../history/csv-cells.ts'

/** A row of a file of cards, as it was written; `line` from 1. */
export type CardFileRow = { readonly line: number; readonly number: string; readonly customer: string; readonly amount: string }

/** Digits of the shortest number that counts as one when columns are told apart. */
const SHORTEST = 6
/** Rows that a file is told by. */
const LOOKED_AT = 200
/** Longest cell that is taken over. */
const LONGEST = 64

const names = {
  number: /^(number|phone( number)?|telephone|telefon(nummer)?|rufnummer|nummer|cli|mobile|mobil|handy)$/,
  customer: /^(customer|name|kunde|kundenname|client)$/,
  amount: /^(amount|value|betrag|guthaben|wert|load|eur|euro)$/,
} as const

/** The numbers of a list: the column of a table with most of them, or each line of a text. Lines without one stay, to be marked. */
export function readNumberFile(bytes: Uint8Array): string[] {
  const table = tableOf(bytes)
  const column = numberColumn(table)
  const rows = table.rows.map(({ cells }) => cell(cells[column]))
  // a head is no number, and nobody has to be told so
  return isHead(table) ? rows.slice(1) : rows
}

/** The cards of a list: by the names of its columns in English or German, else number, customer, amount by what the cells look like. */
export function readCardFile(bytes: Uint8Array): CardFileRow[] {
  const table = tableOf(bytes)
  const head = isHead(table)
  const titles = head ? (table.rows[0]?.cells ?? []).map((title) => title.trim().toLowerCase()) : []
  const named = (name: keyof typeof names): number => titles.findIndex((title) => names[name].test(title))
  const number = named('number') >= 0 ? named('number') : numberColumn(table)
  const others = Array.from({ length: table.width }, (_, i) => i).filter((i) => i !== number)
  const amount = named('amount') >= 0 ? named('amount') : (others.find((i) => isAmountColumn(table, i, head)) ?? -1)
  const customer = named('customer') >= 0 ? named('customer') : (others.find((i) => i !== amount) ?? -1)
  return table.rows.slice(head ? 1 : 0).map(({ line, cells }) => ({
    line,
    number: cell(cells[number]),
    customer: cell(cells[customer], 100),
    amount: cell(cells[amount]),
  }))
}

const tableOf = (bytes: Uint8Array): Table => readTable(decodeText(bytes, detectEncoding(bytes)).replace(/\r\n?/g, '\n'))

/** A cell on one line, without what guards it from being a formula, as our own files have it: `(+49) 30 1234567`, `'+49`. */
const cell = (text = '', longest = LONGEST): string =>
  textOfCell(text.trim())
    .replace(/^\(\+\)\s*/, '+')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, longest)

const isNumber = (text: string | undefined): boolean => plainNumber(cleanNumber(cell(text)), SHORTEST) !== null && !/\p{L}/u.test(text ?? '')

const countNumbers = ({ rows }: Table, column: number): number => rows.slice(0, LOOKED_AT).filter(({ cells }) => isNumber(cells[column])).length

function numberColumn(table: Table): number {
  let best = 0
  for (let i = 1; i < table.width; i++) if (countNumbers(table, i) > countNumbers(table, best)) best = i
  return best
}

/** The first row names the columns: it has no number where the rows below have. */
function isHead(table: Table): boolean {
  const [first] = table.rows
  if (!first || first.cells.some(isNumber)) return false
  const named = first.cells.some((title) => Object.values(names).some((name) => name.test(title.trim().toLowerCase())))
  return named || (table.width > 1 && table.rows.length > 1 && countNumbers(table, numberColumn(table)) >= table.rows.length - 1)
}

function isAmountColumn(table: Table, column: number, head: boolean): boolean {
  const cells = table.rows.slice(head ? 1 : 0, LOOKED_AT).flatMap((row) => row.cells[column]?.trim() || [])
  return cells.length > 0 && cells.every((text) => /^[€\s]*\d{1,7}([.,]\d{1,4})?\s*(€|eur)?$/i.test(text))
}
