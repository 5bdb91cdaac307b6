import type { Language } from './csv.ts'
import type { Missing } from './reading.ts'

const en = {
  title: 'Statement of calls',
  account: 'Account',
  customer: 'Customer',
  provider: 'Provider',
  period: 'Period',
  made: 'Made on',
  currency: 'Currency',
  source: 'From the provider’s records as read by Dialdesk. This is no invoice. Days and times are those of {zone}.',
  none: 'No billed calls in this period.',
  note: 'Note',
  unread: 'The records of these days could not be read when this was made, and calls may be missing: {days}.',
  capped: 'The provider gives no more records of these days than are listed; some may be missing: {days}.',
  unreadable: 'Records that could not be read and are missing: {count}.',
  total: 'Total',
  byDestination: 'By destination',
  byLine: 'By line',
  byDay: 'By day',
  calls: 'Calls',
  each: 'Each call, newest first',
  call: 'Call',
  row: 'Row',
  day: 'Day',
  begin: 'Begin',
  number: 'Number',
  name: 'Name',
  destination: 'Destination',
  line: 'Line',
  type: 'Type',
  duration: 'Duration',
  seconds: 'Seconds',
  net: 'Net',
  tax: 'Including tax',
  cost: 'Cost',
  noDestination: 'No destination named',
  noLine: 'Not called with Dialdesk',
  page: 'Page {page} of {pages}',
}
export type StatementText = typeof en
const de: StatementText = {
  title: 'Einzelverbindungen',
  account: 'Konto',
  customer: 'Kunde',
  provider: 'Anbieter',
  period: 'Zeitraum',
  made: 'Erstellt am',
  currency: 'Währung',
  source: 'Aus den Abrechnungsdaten des Anbieters, wie Dialdesk sie gelesen hat. Dies ist keine Rechnung. Tage und Uhrzeiten gelten für {zone}.',
  none: 'In diesem Zeitraum wurden keine Anrufe berechnet.',
  note: 'Hinweis',
  unread: 'Die Abrechnungsdaten dieser Tage konnten beim Erstellen nicht gelesen werden, Anrufe können fehlen: {days}.',
  capped: 'Mehr Datensätze liefert der Anbieter für diese Tage nicht, es können welche fehlen: {days}.',
  unreadable: 'Datensätze, die nicht lesbar waren und fehlen: {count}.',
  total: 'Summe',
  byDestination: 'Nach Ziel',
  byLine: 'Nach Leitung',
  byDay: 'Nach Tag',
  calls: 'Anrufe',
  each: 'Alle Anrufe, neueste zuerst',
  call: 'Anruf',
  row: 'Zeile',
  day: 'Tag',
  begin: 'Beginn',
  number: 'Nummer',
  name: 'Name',
  destination: 'Ziel',
  line: 'Leitung',
  type: 'Art',
  duration: 'Dauer',
  seconds: 'Sekunden',
  net: 'Netto',
  tax: 'Inkl. Steuer',
  cost: 'Kosten',
  noDestination: 'Ohne Angabe des Ziels',
  noLine: 'Nicht mit Dialdesk angerufen',
  page: 'Seite {page} von {pages}',
}

export const statementText = (language: Language): StatementText => (language === 'de' ? de : en)

/** What is missing, a sentence for each reason. `day` writes a date. */
export function missingText({ unread, capped, unreadable }: Missing, t: StatementText, day: (date: string) => string): string[] {
  const days = unread.map(({ from, to }) => (from === to ? day(from) : `${day(from)} - ${day(to)}`))
  return [
    ...(days.length ? [t.unread.replace('{days}', days.join('; '))] : []),
    ...(capped.length ? [t.capped.replace('{days}', [...capped].sort().map(day).join('; '))] : []),
    ...(unreadable > 0 ? [t.unreadable.replace('{count}', String(unreadable))] : []),
  ]
}

/** `2026-11-23` as the language writes a date. */
export const dateText = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T12:00:00Z`))

/** `2026-11-23, 10:30` as the language writes it, on the zone's clock. */
export const momentText = (instant: number, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }).format(instant)

/** `06:42`, from an hour on `1:06:42`. */
export function durationText(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}
