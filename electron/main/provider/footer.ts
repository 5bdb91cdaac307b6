import { currencyCode, type Money, parseMoney } from '../../../shared/money.ts'
import { asText, isRecord } from './envelope.ts'

/** The five fields most replies end with (provider API: account footer); any of them may refresh the shown balance. */
export type Footer = { readonly currency: string | null; readonly balance: Money | null }

export function readFooter(body: unknown): Footer {
  if (!isRecord(body)) return { currency: null, balance: null }
  const currency = currencyCode(asText(body['customercurrency']))
  return { currency, balance: parseMoney(body['customeraccountstate'], currency ?? 'EUR') }
}
