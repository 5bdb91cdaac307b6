import type { Card } from '../../../shared/domain/card.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import type { Language } from '../history/csv.ts'
import { factList, PAGE_FOOT, pageHead, safe } from '../history/page-html.ts'

const texts = {
  en: {
    title: 'Calling card',
    number: 'Phone number',
    customer: 'Customer',
    serial: 'Serial number',
    balance: 'Balance',
    asOf: 'As of',
    pin: 'PIN',
    keep: 'Whoever has the PIN can use the card. Keep this slip like money.',
  },
  de: {
    title: 'Telefonkarte',
    number: 'Rufnummer',
    customer: 'Kunde',
    serial: 'Seriennummer',
    balance: 'Guthaben',
    asOf: 'Stand',
    pin: 'PIN',
    keep: 'Wer die PIN hat, kann die Karte benutzen. Bewahren Sie diesen Beleg wie Bargeld auf.',
  },
} as const

/** A card as a page to hand over. @param pin null leaves it out */
export function cardSlip(card: Card, pin: string | null, language: Language, zone: string): string {
  const t = texts[language]
  const facts = factList([
    [t.number, displayNumber(`+${card.cli}`, '')],
    [t.customer, card.customer],
    [t.serial, card.serial],
    [t.balance, card.balance ? formatMoney(card.balance, language) : ''],
    [t.asOf, card.checkedAt === null ? '' : wallClock(card.checkedAt, zone)],
  ])
  const secret =
    pin === null
      ? ''
      : `<h2>${safe(t.pin)}</h2><p style="font:600 18pt monospace;letter-spacing:.08em;color:#15181e">${safe(pin)}</p><p>${safe(t.keep)}</p>`
  return `${pageHead(t.title, language)}<h1>${safe(t.title)}</h1>\n${facts}\n${secret}${PAGE_FOOT}`
}
