import type { ProviderAccount } from '../../../shared/domain/account.ts'
import type { ProviderClient } from './client.ts'
import { asMoney, asText, isRecord, itemsIn, plainText } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

/** Accounts read from one reply. */
const ACCOUNTS = 200

export type AccountReply = { readonly accounts: readonly ProviderAccount[]; readonly footer: Footer }

/** Reads the account's data (provider API, module account): documented, read-only, cheap; also the sign-in probe. */
export async function fetchAccounts(client: ProviderClient, credentials: Credentials, currency: string, signal?: AbortSignal): Promise<AccountReply> {
  const { body } = await client.request(credentials, { module: 'account', version: 'v2' }, signal)
  return readAccounts(body, currency)
}

/**
 * `accounts` as array, lone object or object keyed by id; what is no account is skipped without losing its neighbours. The
 * amount has no currency: `currency` is the one of another reply.
 */
export function readAccounts(body: unknown, currency = 'EUR'): AccountReply {
  const raw = isRecord(body) ? body['accounts'] : undefined
  const items = itemsIn(raw, isAccount).filter(isRecord).filter(isAccount)
  const accounts = items.slice(0, ACCOUNTS).map((item) => toAccount(item, currency))
  return { accounts, footer: readFooter(body) }
}

const isAccount = (item: Record<string, unknown>): boolean => 'accountnumber' in item || 'customernumber' in item || 'amount' in item

function toAccount(item: Record<string, unknown>, currency: string): ProviderAccount {
  return {
    customerName: plainText(asText(item['customername'])),
    customerNumber: asText(item['customernumber']),
    accountNumber: asText(item['accountnumber']),
    accountName: plainText(asText(item['accountname'])),
    balance: asMoney(item['amount'], currency),
  }
}
