import type { Card } from '../../../shared/domain/card.ts'
import type { BatchCard, CardOutcome } from '../../../shared/domain/card-batch.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { Rate } from '../../../shared/domain/rate.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import type { Language } from '../history/csv.ts'
import { amountCell, BYTE_ORDER_MARK, csvLines, numberCell, spreadsheetForm, textCell } from '../history/csv-cells.ts'

const heads = {
  en: {
    rates: ['Number', 'Destination', 'Prefix', 'Per minute', 'Before', 'Currency', 'As of'],
    cards: ['Number', 'Customer', 'Serial number', 'Balance', 'Loaded in total', 'Currency', 'State', 'Checked', 'Created'],
    order: ['Number', 'Customer', 'Amount', 'Currency', 'State', 'Reason'],
  },
  de: {
    rates: ['Nummer', 'Ziel', 'Vorwahl', 'Pro Minute', 'Vorher', 'Währung', 'Stand'],
    cards: ['Nummer', 'Kunde', 'Seriennummer', 'Guthaben', 'Insgesamt geladen', 'Währung', 'Status', 'Geprüft', 'Angelegt'],
    order: ['Nummer', 'Kunde', 'Betrag', 'Währung', 'Status', 'Grund'],
  },
} as const

const states: Readonly<Record<Language, Readonly<Record<Card['state'], string>>>> = {
  en: { usable: 'Usable', blocked: 'Blocked', disabled: 'Disabled', unchecked: 'Not checked', unknown: 'Unknown' },
  de: { usable: 'Nutzbar', blocked: 'Gesperrt', disabled: 'Abgeschaltet', unchecked: 'Ungeprüft', unknown: 'Unklar' },
}
const outcomes: Readonly<Record<Language, Readonly<Record<CardOutcome, string>>>> = {
  en: { waiting: 'Not sent', done: 'Created', refused: 'Refused', unknown: 'Outcome not known', absent: 'Not found' },
  de: { waiting: 'Nicht gesendet', done: 'Angelegt', refused: 'Abgelehnt', unknown: 'Ergebnis unklar', absent: 'Nicht gefunden' },
}

const table = (head: readonly string[], rows: readonly (readonly string[])[], language: Language): string =>
  BYTE_ORDER_MARK + csvLines([[...head], ...rows], spreadsheetForm(language))

/** Prices as CSV for a spreadsheet of the language. `before`: what they were, number by number; null: nothing to compare with. */
export function ratesCsv(
  numbers: readonly string[],
  rates: readonly (Rate | null)[],
  before: readonly (Money | null)[] | null,
  language: Language,
  zone: string,
): string {
  const form = spreadsheetForm(language)
  const rows = numbers.map((number, i) => {
    const rate = rates[i]
    return [
      numberCell(number),
      textCell(rate?.destination ?? ''),
      numberCell(rate?.prefix ?? ''),
      amountCell(rate?.price ?? null, form),
      amountCell(before?.[i] ?? null, form),
      rate?.price?.currency ?? before?.[i]?.currency ?? '',
      rate ? wallClock(rate.asOf, zone) : '',
    ]
  })
  return table(heads[language].rates, rows, language)
}

/** Cards as CSV for a spreadsheet of the language; PINs are in no file. */
export function cardsCsv(cards: readonly Card[], language: Language, zone: string): string {
  const form = spreadsheetForm(language)
  const rows = cards.map((card) => [
    numberCell(`+${card.cli}`),
    textCell(card.customer),
    textCell(card.serial),
    amountCell(card.balance, form),
    amountCell(card.loaded, form),
    (card.balance ?? card.loaded)?.currency ?? '',
    states[language][card.state],
    card.checkedAt === null ? '' : wallClock(card.checkedAt, zone),
    card.createdAt === null ? '' : wallClock(card.createdAt, zone),
  ])
  return table(heads[language].cards, rows, language)
}

/** What became of the cards of an order, as CSV for a spreadsheet of the language. */
export function orderCsv(cards: readonly BatchCard[], language: Language): string {
  const form = spreadsheetForm(language)
  const rows = cards.map(({ cli, customer, amount, state, failure }) => [
    numberCell(`+${cli}`),
    textCell(customer),
    amountCell(amount, form),
    amount.currency,
    outcomes[language][state],
    textCell(failure ? String(failure.details?.['text'] ?? failure.code) : ''),
  ])
  return table(heads[language].order, rows, language)
}
