import type { CallOutcome } from '../../../shared/domain/call.ts'
import type { HistoryEntry } from '../../../shared/domain/call-matching.ts'
import { entrySeconds } from '../../../shared/domain/call-matching.ts'
import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import { amountCell, BYTE_ORDER_MARK, csvLines, numberCell, spreadsheetForm, textCell } from './csv-cells.ts'

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
    forwarded: 'Forwarded',
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
    forwarded: 'Weitergeleitet',
  },
}

/** The head of a history as CSV (RFC 4180) for a spreadsheet of the user's language: with a BOM, so that it is read as UTF-8. */
export const historyHead = (language: Language): string => BYTE_ORDER_MARK + csvLines([heads[language].history], spreadsheetForm(language))

/** Entries of the history as lines of that CSV; begins in the provider's zone. "" for none. */
export function historyRows(entries: readonly HistoryEntry[], language: Language, zone: string): string {
  const form = spreadsheetForm(language)
  const rows = entries.map(({ startedAt, call, cdr }) => [
    wallClock(startedAt, zone),
    call ? directions[language][call.direction] : '',
    call ? outcomes[language][call.outcome] : '',
    numberCell(call?.number ?? cdr?.number ?? ''),
    textCell(call?.name ?? ''),
    textCell(cdr?.destination ?? ''),
    textCell(call?.lineLabel ?? ''),
    String(entrySeconds({ call, cdr })),
    amountCell(cdr?.amount ?? null, form),
    amountCell(cdr?.amountWithTax ?? null, form),
    (cdr?.amountWithTax ?? cdr?.amount)?.currency ?? '',
    textCell(cdr?.type ?? ''),
  ])
  return csvLines(rows, form)
}

/** The head of callshop records as CSV, and records as its lines, in the same way. */
export const callshopHead = (language: Language): string => BYTE_ORDER_MARK + csvLines([[...heads[language].callshop]], spreadsheetForm(language))

export function callshopRows(records: readonly CallshopRecord[], language: Language, zone: string): string {
  const form = spreadsheetForm(language)
  const rows = records.map((r) => [
    wallClock(r.startedAt, zone),
    numberCell(r.caller),
    numberCell(r.callee),
    textCell(r.destination),
    String(r.seconds),
    String(r.billedSeconds),
    amountCell(r.amount, form),
    amountCell(r.amountWithTax, form),
    (r.amountWithTax ?? r.amount)?.currency ?? '',
  ])
  return csvLines(rows, form)
}
