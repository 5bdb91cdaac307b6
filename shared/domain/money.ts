import { z } from 'zod'

/**
 * An amount of money: integer ten-thousandths of the currency unit, never a float. `{units: 154426, currency: 'EUR'}` is
 * 15.4426 euros.
 */
export const moneySchema = z.object({
  units: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof moneySchema>

const SCALE = 10_000

/**
 * Reads an amount as the provider writes it: decimal comma or dot, grouping, a sign in front or behind (`-`, U+2212, U+2013), a
 * currency word or sign on either end, or a JSON number (provider API: numbers as text). If both marks occur the last one is the decimal mark; one mark that occurs
 * once is the decimal mark; one that occurs several times groups thousands. Digits past the fourth decimal are cut.
 *
 * @returns null for what is not an amount; never throws.
 */
export function parseMoney(value: unknown, currency = 'EUR'): Money | null {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e11 ? parseMoney(value.toFixed(4), currency) : null
  if (typeof value !== 'string' || value.length > 60) return null
  const match =
    /^\s*([\p{L}\p{Sc}]{1,5})?\s*([+-]?)\s*([\p{L}\p{Sc}]{1,5})?\s*(\d[\d.,'\s]*|[.,]\d+)\s*([+-]?)\s*([\p{L}\p{Sc}]{1,5})?\s*([+-]?)\s*$/u.exec(
      value.replace(/[\u2212\u2013]/g, '-').replaceAll('\u2019', "'"),
    )
  if (!match) return null
  const [, before, front, between, digits = '', behind, after, last] = match
  const sign = `${front}${behind}${last}`
  if (sign.length > 1) return null
  const parts = splitDecimals(digits.replace(/['\s]/g, ''))
  if (!parts) return null
  const units = Number(parts.whole) * SCALE + Number(parts.fraction.slice(0, 4).padEnd(4, '0'))
  if (!Number.isSafeInteger(units)) return null
  return { units: sign === '-' && units !== 0 ? -units : units, currency: currencyCode(before ?? between ?? after) ?? currency }
}

function splitDecimals(text: string): { whole: string; fraction: string } | null {
  const commas = text.split(',').length - 1
  const dots = text.split('.').length - 1
  const mark = commas && dots ? (text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.') : commas === 1 ? ',' : dots === 1 ? '.' : null
  if (mark && text.split(mark).length > 2) return null
  const [whole = '', fraction = ''] = mark ? text.split(mark) : [text]
  const plain = whole.replace(/[.,]/g, '')
  return /^\d*$/.test(plain) && /^\d*$/.test(fraction) && plain.length <= 12 ? { whole: plain || '0', fraction } : null
}

const signs: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }

/** An ISO 4217 code from a word or sign, e.g. `eur` or `€`; null for anything else. */
export function currencyCode(text: string | undefined): string | null {
  if (!text) return null
  const upper = text.trim().toUpperCase()
  return signs[upper] ?? (/^[A-Z]{3}$/.test(upper) ? upper : null)
}

/** Making a formatter takes longer than a row of a list. */
const formats = new Map<string, Intl.NumberFormat>()

/** Formats an amount for people. `digits`: decimals shown, 2 for balances and totals, 4 for rates and single calls. */
export function formatMoney(money: Money, locale: string, digits: 2 | 4 = 2): string {
  const step = digits === 2 ? 100 : 1
  const rounded = (Math.sign(money.units) * Math.round(Math.abs(money.units) / step) * step) / SCALE
  const key = `${locale} ${money.currency} ${digits}`
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
  formats.set(key, format)
  return format.format(rounded === 0 ? 0 : rounded)
}
