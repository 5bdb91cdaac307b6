import { addCall, type DeskSettings, noSum, providerPrice, shopPrice } from '../../../shared/domain/callshop-desk.ts'
import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import { formatMoney, type Money } from '../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../shared/domain/phone-number.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import type { Language } from './csv.ts'
import { factList, PAGE_FOOT, pageHead, safe } from './page-html.ts'
import { durationText } from './statement-text.ts'

const texts = {
  en: {
    title: 'Receipt',
    booth: 'Booth',
    made: 'Made on',
    begin: 'Begin',
    number: 'Number',
    destination: 'Destination',
    duration: 'Duration',
    price: 'Price',
    total: 'Total',
    zone: 'Times are those of {zone}.',
  },
  de: {
    title: 'Quittung',
    booth: 'Kabine',
    made: 'Erstellt am',
    begin: 'Beginn',
    number: 'Nummer',
    destination: 'Ziel',
    duration: 'Dauer',
    price: 'Preis',
    total: 'Summe',
    zone: 'Uhrzeiten gelten für {zone}.',
  },
} as const

export type ReceiptOptions = {
  readonly caller: string
  /** In the order they are listed. */
  readonly records: readonly CallshopRecord[]
  readonly settings: DeskSettings
  readonly madeAt: number
  readonly zone: string
  readonly language: Language
}

/**
 * A booth's calls as a page for its customer: at the shop's own prices, which are rounded call by call, so that they add up to the
 * sum; at the provider's where the shop has none. What the provider charges the shop is not on it then.
 */
export function callshopReceipt({ caller, records, settings, madeAt, zone, language }: ReceiptOptions): string {
  const t = texts[language]
  const { shopName, booths, pricing } = settings
  const own = pricing.kind !== 'none'
  const name = booths.find((booth) => booth.caller === caller)?.name ?? ''
  const number = displayNumber(fromProviderNumber(caller), '')
  const price = (record: CallshopRecord): Money | null => (own ? shopPrice(record, pricing) : providerPrice(record))
  // cents where prices are whole cents
  const digits = own && pricing.roundUpTo >= 100 ? 2 : 4
  const money = (amount: Money | null): string => (amount ? safe(formatMoney(amount, language, digits)) : '–')
  const sum = records.reduce((before, record) => addCall(before, record, pricing), noSum)
  const total = own ? sum.shop : sum.provider
  const end = (text: string): string => `<td class="n">${text}</td>`
  const rows = records.map(
    (record) =>
      `<tr><td>${wallClock(record.startedAt, zone)}</td><td><bdi>${safe(displayNumber(fromProviderNumber(record.callee), ''))}</bdi></td><td>${safe(
        record.destination,
      )}</td>${end(durationText(record.billedSeconds))}${end(money(price(record)))}</tr>`,
  )
  const facts = factList([
    [t.booth, [name, number].filter(Boolean).join(', ')],
    [t.made, wallClock(madeAt, zone)],
  ])
  return `${pageHead(t.title, language)}${shopName ? `<p style="margin:0">${safe(shopName)}</p>` : ''}<h1>${t.title}</h1>
${facts}
<p>${safe(t.zone.replace('{zone}', zone))}</p>
<table><colgroup><col style="width:36mm"><col style="width:42mm"><col><col style="width:20mm"><col style="width:26mm"></colgroup>
<thead><tr><th scope="col">${t.begin}</th><th scope="col">${t.number}</th><th scope="col">${t.destination}</th><th scope="col" class="n">${t.duration}</th><th scope="col" class="n">${t.price}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
<tfoot><tr><td colspan="3">${t.total}</td>${end(durationText(sum.billedSeconds))}${end(total.map(money).join('<br>'))}</tr></tfoot></table>
${PAGE_FOOT}`
}
