import Papa from 'papaparse'
import type { Money } from '../../../shared/domain/money.ts'
import { readPhoneNumber } from '../../../shared/domain/phone-number.ts'

/** How a CSV file is read: which sign is between two cells, and which one before the decimals. */
export type CsvForm = { readonly separator: ',' | ';'; readonly decimal: '.' | ',' }

/** As a program reads it: RFC 4180 to the letter. */
export const plainForm: CsvForm = { separator: ',', decimal: '.' }

/** As a spreadsheet of the language expects it. */
export const spreadsheetForm = (language: 'en' | 'de'): CsvForm => (language === 'de' ? { separator: ';', decimal: ',' } : plainForm)

/** What makes a spreadsheet read UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What a spreadsheet takes for the begin of a formula (also its full-width forms, also behind spaces): of the cell, or of a part
 * of it that becomes a cell where the file is read with the wrong separator.
 */
const FORMULA = /(^|[,;])(?='*["\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g
const GUARDED = /(^|[,;])'(?='*["\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

/** Text from outside, on one line. It must not become a formula in a spreadsheet: a caller chooses a name, a reseller a destination's. */
export const textCell = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replace(FORMULA, "$1'")

/** The text of a cell that `textCell` wrote. */
export const textOfCell = (cell: string): string => cell.replace(GUARDED, '$1')

/**
 * A phone number as text that begins no formula, and that a spreadsheet does not take for a number, whose zeros it would cut or
 * whose digits it would round: `(+49) 30 1234567`, `0 301234567`, `4930 1234 5678`.
 */
export function numberCell(number: string): string {
  if (/^(\+|00[1-9])\d+$/.test(number)) {
    const digits = number.replace(/^\+|^00/, '')
    const facts = readPhoneNumber(number, '')
    // a country's rules may leave out digits: then the number stays as it came
    if (facts && facts.display.replace(/\D/g, '') === digits) return facts.display.replace(/^\+\d+/, '($&)').replaceAll('\u00a0', ' ')
    if (number.startsWith('+')) return `(+) ${digits}`
  }
  if (/^0+\d+$/.test(number)) return number.replace(/^0+(?=[1-9]|0$)/, '$& ')
  return /^\d{12,}$/.test(number) ? number.replace(/\d{4}(?=\d)/g, '$& ') : textCell(number)
}

/** An amount without its currency, four decimals; what was paid back is in brackets, which spreadsheets read as less than nothing. */
export function amountCell(money: Money | null, { decimal }: CsvForm): string {
  if (!money) return ''
  const digits = (Math.abs(money.units) / 10_000).toFixed(4).replace('.', decimal)
  return money.units < 0 ? `(${digits})` : digits
}

/** Rows as lines of CSV (RFC 4180); "" for none. */
export const csvLines = (rows: readonly (readonly string[])[], { separator }: CsvForm): string =>
  rows.length ? `${Papa.unparse(rows as string[][], { delimiter: separator, newline: '\r\n' })}\r\n` : ''
