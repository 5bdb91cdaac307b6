import type { ErrorCode, Failure } from '../../../shared/domain/failure.ts'
import type { PaidOperation, PaidOperationKind, SentOperation } from '../../../shared/domain/paid-operation.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import type { Language } from '../history/csv.ts'
import { amountCell, BYTE_ORDER_MARK, csvLines, numberCell, spreadsheetForm, textCell } from '../history/csv-cells.ts'

const heads = {
  en: [
    'Sent',
    'Type',
    'Number',
    'First phone or customer',
    'Text',
    'Outcome',
    'Reason',
    'Price or amount',
    'Billed',
    'Balance before',
    'Balance after',
    'Currency',
    'Reference',
  ],
  de: [
    'Gesendet',
    'Art',
    'Nummer',
    'Erstes Telefon oder Kunde',
    'Text',
    'Ergebnis',
    'Grund',
    'Preis oder Betrag',
    'Berechnet',
    'Guthaben vorher',
    'Guthaben nachher',
    'Währung',
    'Kennung',
  ],
} as const

const kinds: Readonly<Record<Language, Readonly<Record<PaidOperationKind, string>>>> = {
  en: { topup: 'Top-up', callback: 'Web callback', card: 'Calling card', sms: 'SMS' },
  de: { topup: 'Aufladung', callback: 'Web-Rückruf', card: 'Telefonkarte', sms: 'SMS' },
}

const outcomes: Readonly<Record<Language, Readonly<Record<PaidOperation['state'] | 'stopped', string>>>> = {
  en: { pending: 'being sent', done: 'accepted', refused: 'refused', unknown: 'not known', stopped: 'stopped' },
  de: { pending: 'wird gesendet', done: 'angenommen', refused: 'abgelehnt', unknown: 'nicht bekannt', stopped: 'gestoppt' },
}

/** Reasons that paid operations are refused for; any other one is written as its code. */
const reasons: Readonly<Record<Language, Partial<Record<ErrorCode, string>>>> = {
  en: {
    'pin-invalid': 'PIN not valid or used before',
    'no-card': 'no calling card belongs to the account',
    'not-allowed': 'not allowed for this account',
    'not-offered': 'not offered by the provider',
    'not-known': 'not known to the provider',
    'provider-refused': 'refused by the provider',
    'provider-busy': 'provider busy',
    'provider-timeout': 'no reply in time',
    'provider-unreachable': 'connection failed',
    'provider-unexpected-reply': 'unexpected reply',
    'wrong-credentials': 'user name or password refused',
    offline: 'computer offline',
  },
  de: {
    'pin-invalid': 'PIN ungültig oder schon verbraucht',
    'no-card': 'zum Konto gehört keine Telefonkarte',
    'not-allowed': 'für dieses Konto nicht erlaubt',
    'not-offered': 'vom Anbieter nicht angeboten',
    'not-known': 'dem Anbieter nicht bekannt',
    'provider-refused': 'vom Anbieter abgelehnt',
    'provider-busy': 'Anbieter ausgelastet',
    'provider-timeout': 'keine Antwort in der vorgesehenen Zeit',
    'provider-unreachable': 'Verbindung gescheitert',
    'provider-unexpected-reply': 'unerwartete Antwort',
    'wrong-credentials': 'Benutzername oder Passwort abgelehnt',
    offline: 'Computer offline',
  },
}

/** Characters of an SMS in a file that may be handed on: enough to know which one it was. */
const TEXT_SHOWN = 20

/** The head of paid operations as CSV for a spreadsheet of the user's language. */
export const sentHead = (language: Language): string => BYTE_ORDER_MARK + csvLines([[...heads[language]]], spreadsheetForm(language))

/** Paid operations as lines of that CSV, times in the provider's zone. There is no PIN in it, and of an SMS only the beginning. "" for none. */
export function sentRows(operations: readonly SentOperation[], language: Language, zone: string): string {
  const form = spreadsheetForm(language)
  const rows = operations.map((o) => [
    wallClock(o.createdAt, zone),
    kinds[language][o.kind],
    numberCell(o.target),
    o.kind === 'callback' ? numberCell(o.via) : textCell(o.via),
    textCell(beginning(o.text)),
    outcomes[language][o.stopped ? 'stopped' : o.state],
    textCell(o.failure ? reasonOf(o.failure, language) : ''),
    amountCell(o.amount, form),
    amountCell(o.billed?.cost ?? null, form),
    amountCell(o.balanceBefore, form),
    amountCell(o.balanceAfter, form),
    (o.balanceAfter ?? o.balanceBefore ?? o.amount ?? o.billed?.cost)?.currency ?? '',
    textCell(o.reference ?? ''),
  ])
  return csvLines(rows, form)
}

function beginning(text: string): string {
  const signs = [...text]
  return signs.length > TEXT_SHOWN ? `${signs.slice(0, TEXT_SHOWN).join('')}…` : text
}

function reasonOf({ code, details }: Failure, language: Language): string {
  const said = typeof details?.['text'] === 'string' ? details['text'] : ''
  const reason = reasons[language][code] ?? code
  return said && (code === 'provider-refused' || code === 'not-allowed') ? `${reason}: ${said}` : reason
}
