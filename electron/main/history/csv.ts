import Papa from 'papaparse'
import type { CallOutcome } from '../../../shared/domain/call.ts'
import type { HistoryEntry } from '../../../shared/domain/call-matching.ts'
import { entrySeconds } from '../../../shared/domain/call-matching.ts'
import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import type { Money } from '../../../shared/domain/money.ts'

export type Language = 'en' | 'de'

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

const directions = { en: { incoming: 'Incoming', outgoing: 'Outgoing' }, de: { incoming: 'Eingehend', outgoing: 'Ausgehend' } } as const
const outcomes: Readonly<Record<Language, Readonly<Record<CallOutcome, string>>>> = {
  en: {
    running: 'In progress',
    connected: 'Connected',
    missed: 'Missed',
    rejected: 'Declined',
    'answered-elsewhere': 'Answered elsewhere',
    cancelled: 'Cancelled',
    busy: 'Busy',
    'no-answer': 'No answer',
    declined: 'Declined',
    failed: 'Failed',
    blocked: 'Blocked',
  },
  de: {
    running: 'Läuft',
    connected: 'Verbunden',
    missed: 'Verpasst',
    rejected: 'Abgelehnt',
    'answered-elsewhere': 'Woanders angenommen',
    cancelled: 'Abgebrochen',
    busy: 'Besetzt',
    'no-answer': 'Keine Antwort',
    declined: 'Abgelehnt',
    failed: 'Fehlgeschlagen',
    blocked: 'Gesperrt',
  },
}

/** The head of a history as CSV (RFC 4180) for a spreadsheet of the user's language: with a BOM, so that it is read as UTF-8. */
export const historyHead = (language: Language): string => `\uFEFF${lines([[...heads[language].history]], language)}`

/** Entries of the history as lines of that CSV; begins in the provider's zone. "" for none. */
export function historyRows(entries: readonly HistoryEntry[], language: Language, zone: string): string {
  const rows = entries.map(({ startedAt, call, cdr }) => [
    begin(startedAt, zone),
    call ? directions[language][call.direction] : '',
    call ? outcomes[language][call.outcome] : '',
    plainCell(call?.number ?? cdr?.number ?? ''),
    plainCell(call?.name ?? ''),
    plainCell(cdr?.destination ?? ''),
    plainCell(call?.lineLabel ?? ''),
    String(entrySeconds({ call, cdr })),
    ...amounts(cdr?.amount ?? null, cdr?.amountWithTax ?? null, language),
    cdr?.type ?? '',
  ])
  return lines(rows, language)
}

/** The head of callshop records as CSV, and records as its lines, in the same way. */
export const callshopHead = (language: Language): string => `\uFEFF${lines([[...heads[language].callshop]], language)}`

export function callshopRows(records: readonly CallshopRecord[], language: Language, zone: string): string {
  const rows = records.map((r) => [
    begin(r.startedAt, zone),
    plainCell(r.caller),
    plainCell(r.callee),
    plainCell(r.destination),
    String(r.seconds),
    String(r.billedSeconds),
    ...amounts(r.amount, r.amountWithTax, language),
  ])
  return lines(rows, language)
}

/** With the separator that spreadsheets expect in the language. */
const lines = (data: string[][], language: Language): string =>
  data.length ? `${Papa.unparse(data, { delimiter: language === 'de' ? ';' : ',', newline: '\r\n' })}\r\n` : ''

const clocks = new Map<string, Intl.DateTimeFormat>()
function begin(instant: number, zone: string): string {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, clock)
  return clock.format(instant)
}

function amounts(net: Money | null, withTax: Money | null, language: Language): string[] {
  const text = (m: Money | null): string => (m ? (m.units / 10_000).toFixed(4).replace('.', language === 'de' ? ',' : '.') : '')
  return [text(net), text(withTax), (withTax ?? net)?.currency ?? '']
}

/** Text from outside must not become a formula in a spreadsheet: a caller chooses name and number. A plus with digits alone is none. */
export const plainCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text)
