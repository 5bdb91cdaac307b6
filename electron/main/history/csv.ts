import Papa from 'papaparse'
import { entrySeconds } from '../../../shared/domain/call-matching.ts'
import type { CallshopPage, HistoryPage } from '../../../shared/domain/history-query.ts'
import type { Money } from '../../../shared/domain/money.ts'

type Language = 'en' | 'de'

const heads = {
  en: {
    history: ['Start', 'Direction', 'Outcome', 'Number', 'Name', 'Destination', 'Line', 'Seconds', 'Net', 'Including tax', 'Currency', 'Type'],
    callshop: ['Start', 'Caller', 'Called number', 'Destination', 'Seconds', 'Billed seconds', 'Net', 'Including tax', 'Currency'],
  },
  de: {
    history: ['Beginn', 'Richtung', 'Ergebnis', 'Nummer', 'Name', 'Ziel', 'Leitung', 'Sekunden', 'Netto', 'Inkl. Steuer', 'Währung', 'Art'],
    callshop: ['Beginn', 'Anrufer', 'Angerufene Nummer', 'Ziel', 'Sekunden', 'Berechnete Sekunden', 'Netto', 'Inkl. Steuer', 'Währung'],
  },
} as const

/** The rows of the history as CSV (RFC 4180) for a spreadsheet of the user's language; begins in the provider's zone. */
export function historyCsv({ entries }: HistoryPage, language: Language, zone: string): string {
  const rows = entries.map(({ startedAt, call, cdr }) => [
    begin(startedAt, zone),
    call?.direction ?? '',
    call?.outcome ?? '',
    plain(call?.number ?? cdr?.number ?? ''),
    plain(call?.name ?? ''),
    plain(cdr?.destination ?? ''),
    plain(call?.lineLabel ?? ''),
    String(entrySeconds({ call, cdr })),
    ...amounts(cdr?.amount ?? null, cdr?.amountWithTax ?? null, language),
    cdr?.type ?? '',
  ])
  return csv(heads[language].history, rows, language)
}

export function callshopCsv({ records }: CallshopPage, language: Language, zone: string): string {
  const rows = records.map((r) => [
    begin(r.startedAt, zone),
    plain(r.caller),
    plain(r.callee),
    plain(r.destination),
    String(r.seconds),
    String(r.billedSeconds),
    ...amounts(r.amount, r.amountWithTax, language),
  ])
  return csv(heads[language].callshop, rows, language)
}

/** With a BOM, so that spreadsheets read it as UTF-8, and the separator that they expect in the language. */
function csv(fields: readonly string[], data: string[][], language: Language): string {
  return `\uFEFF${Papa.unparse({ fields: [...fields], data }, { delimiter: language === 'de' ? ';' : ',', newline: '\r\n' })}\r\n`
}

const begin = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant)

function amounts(net: Money | null, withTax: Money | null, language: Language): string[] {
  const text = (m: Money | null): string => (m ? (m.units / 10_000).toFixed(4).replace('.', language === 'de' ? ',' : '.') : '')
  return [text(net), text(withTax), (withTax ?? net)?.currency ?? '']
}

/** Text from outside must not become a formula in a spreadsheet: a caller chooses name and number. A plus with digits alone is none. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text)
