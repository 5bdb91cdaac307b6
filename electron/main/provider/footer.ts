import { currencyCode, type Money } from '../../../shared/domain/money.ts'
import { asMoney, asText, isRecord } from './envelope.ts'

/**
 * The five fields most replies end with (provider API: account footer). They may refresh the balance of the account they
 * name; "" where they name none.
 */
export type Footer = { readonly accountNumber: string; readonly currency: string | null; readonly balance: Money | null }

/** Reads the footer's fields from a body; what is missing or unreadable is empty, and a balance without a currency is in EUR. Never throws. */
export function readFooter(body: unknown): Footer {
  if (!isRecord(body)) return { accountNumber: '', currency: null, balance: null }
  const state = body['customeraccountstate']
  // the amount itself may name it
  const currency = currencyCode(asText(body['customercurrency'])) ?? currencyCode(asMoney(state, '')?.currency)
  return { accountNumber: asText(body['accountnumber']).slice(0, 64), currency, balance: asMoney(state, currency ?? 'EUR') }
}

/** The footer with its balance in this currency, where it names none itself. */
export const inCurrency = (footer: Footer, currency: string): Footer =>
  footer.currency || !footer.balance ? footer : { ...footer, balance: { ...footer.balance, currency } }
