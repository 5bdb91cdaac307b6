import { entrySeconds } from '../../../shared/domain/call-matching.ts'
import type { CurrencyCosts } from '../../../shared/domain/costs.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import { amountCell, BYTE_ORDER_MARK, csvLines, numberCell, plainForm, spreadsheetForm, textCell } from './csv-cells.ts'
import type { Statement, StatementForm } from './statement.ts'
import { missingText, statementText } from './statement-text.ts'

const columns = ['row', 'begin', 'number', 'name', 'destination', 'line', 'type', 'calls', 'seconds', 'net', 'tax', 'cost', 'currency'] as const
type Column = (typeof columns)[number]

/**
 * A statement as CSV: what it is about, each call, the totals; all with the same columns (RFC 4180), the first of which says what
 * a row is. `spreadsheet`: with a byte order mark and the separators of the language.
 */
export function csvStatement({ account, from, to, madeAt, zone, language, totals, missing }: Statement, spreadsheet: boolean): StatementForm {
  const t = statementText(language)
  const form = spreadsheet ? spreadsheetForm(language) : plainForm
  const line = (cells: Partial<Record<Column, string>>): string[] => columns.map((column) => cells[column] ?? '')
  const fact = (row: string, begin: string): string[] => line({ row, begin })
  const sum = (
    row: string,
    { currency }: CurrencyCosts,
    group: Pick<CurrencyCosts['total'], 'calls' | 'seconds' | 'units'>,
    of: Partial<Record<Column, string>>,
  ) =>
    line({
      row,
      ...of,
      calls: String(group.calls),
      seconds: String(group.seconds),
      cost: amountCell({ units: group.units, currency }, form),
      currency,
    })
  const head = [
    fact(t.title, `${from} - ${to}`),
    fact(t.account, textCell([account.userName, account.number].filter(Boolean).join(', '))),
    fact(t.customer, textCell(account.customer)),
    fact(t.provider, textCell(account.provider)),
    fact(t.made, wallClock(madeAt, zone)),
    fact(t.currency, totals.day.currencies.map(({ currency }) => currency).join(', ')),
    ...missingText(missing, t, (date) => date).map((text) => fact(t.note, textCell(text))),
    line(Object.fromEntries(columns.map((column) => [column, t[column]]))),
  ]
  const foot = [
    ...totals.destination.currencies.flatMap((one) =>
      one.groups.map((group) => sum(t.byDestination, one, group, { destination: textCell(group.key) || t.noDestination })),
    ),
    ...totals.line.currencies.flatMap((one) =>
      one.groups.map((group) => sum(t.byLine, one, group, { line: textCell(group.name ?? group.key) || t.noLine })),
    ),
    ...totals.day.currencies.flatMap((one) => one.groups.map((group) => sum(t.byDay, one, group, { begin: group.key }))),
    ...totals.day.currencies.map((one) => sum(t.total, one, one.total, {})),
  ]
  return {
    head: (spreadsheet ? BYTE_ORDER_MARK : '') + csvLines(head, form),
    rows: (entries) =>
      csvLines(
        entries.map(({ startedAt, call, cdr }) =>
          line({
            row: t.call,
            begin: wallClock(startedAt, zone),
            number: numberCell(call?.number || cdr?.number || ''),
            name: textCell(call?.name ?? ''),
            destination: textCell(cdr?.destination ?? ''),
            line: textCell(call?.lineLabel ?? ''),
            type: textCell(cdr?.type ?? ''),
            calls: '1',
            seconds: String(entrySeconds({ call, cdr })),
            net: amountCell(cdr?.amount ?? null, form),
            tax: amountCell(cdr?.amountWithTax ?? null, form),
            cost: amountCell(cdr?.amountWithTax ?? cdr?.amount ?? null, form),
            currency: (cdr?.amountWithTax ?? cdr?.amount)?.currency ?? '',
          }),
        ),
        form,
      ),
    foot: csvLines(foot, form),
  }
}
