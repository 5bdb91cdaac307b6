import type { ProviderAccount } from '../../../shared/account.ts'
import { parseMoney } from '../../../shared/money.ts'
import type { ProviderClient } from './client.ts'
import { asList, asText, isRecord } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

export type AccountReply = { readonly accounts: readonly ProviderAccount[]; readonly footer: Footer }

/** Reads the account's data (provider API, module account): documented, read-only, cheap; also the sign-in probe. */
export async function fetchAccounts(client: ProviderClient, credentials: Credentials, currency: string, signal?: AbortSignal): Promise<AccountReply> {
  const { body } = await client.request(credentials, { module: 'account', version: 'v2' }, signal)
  return readAccounts(body, currency)
}

/**
 * `accounts` as array, lone object or object keyed by id; what is no account is skipped without losing its neighbours. The
 * amount comes without a currency: `currency` is what another reply said.
 */
export function readAccounts(body: unknown, currency = 'EUR'): AccountReply {
  const raw = isRecord(body) ? body['accounts'] : undefined
  const accounts = candidates(raw).flatMap((item) => (isAccount(item) ? [toAccount(item, currency)] : []))
  return { accounts, footer: readFooter(body) }
}

const isAccount = (item: unknown): item is Record<string, unknown> =>
  isRecord(item) && ('accountnumber' in item || 'customernumber' in item || 'amount' in item)

function candidates(raw: unknown): unknown[] {
  if (isRecord(raw) && !isAccount(raw)) return asList(Object.values(raw))
  return asList(raw)
}

function toAccount(item: Record<string, unknown>, currency: string): ProviderAccount {
  return {
    customerName: asText(item['customername']),
    customerNumber: asText(item['customernumber']),
    accountNumber: asText(item['accountnumber']),
    accountName: asText(item['accountname']),
    balance: parseMoney(item['amount'], currency),
  }
}
