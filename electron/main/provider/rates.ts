import { currencyCode, type Money, parseMoney } from '../../../shared/domain/money.ts'
import type { ProviderClient } from './client.ts'
import { asText, isRecord, itemsIn, plainText } from './envelope.ts'
import type { Credentials } from './signer.ts'

export type RateReply = { readonly destination: string; readonly price: Money | null; readonly prefix: string }

/**
 * Asks for the rates of up to 20 numbers in the provider's notation (provider API, module rates).
 *
 * @returns one entry for each number asked, null where the provider has no rate
 */
export async function fetchRates(
  client: ProviderClient,
  credentials: Credentials,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<Array<RateReply | null>> {
  const { body } = await client.request(credentials, { module: 'rates', version: 'v2', query: [['numbers', numbers.join('|')]] }, signal)
  return readRates(body, numbers)
}

/**
 * `rates` at any depth of arrays, or a lone object. Matched by the number's digits; what is left over by position, but only
 * where as many answers as numbers are left and the answer names no other number.
 */
export function readRates(body: unknown, numbers: readonly string[]): Array<RateReply | null> {
  const currency = (isRecord(body) && currencyCode(asText(body['currency']))) || 'EUR'
  const found = itemsIn(isRecord(body) ? body['rates'] : undefined, isRate).filter(isRecord)
  const named = new Map(found.map((rate) => [digits(asText(rate['number'])), rate] as const).reverse())
  const matched = numbers.map((number) => {
    const hit = digits(number) === '' ? undefined : named.get(digits(number))
    return hit ? toRate(hit, currency) : null
  })
  const unnamed = found.filter((r) => digits(asText(r['number'])) === '')
  const missing = matched.flatMap((rate, i) => (rate ? [] : [i]))
  if (unnamed.length === missing.length) for (const [k, i] of missing.entries()) matched[i] = toRate(unnamed[k] ?? {}, currency)
  return matched
}

const isRate = (item: Record<string, unknown>): boolean => 'price' in item || 'number' in item || 'destinationname' in item

function toRate(raw: Record<string, unknown>, currency: string): RateReply | null {
  const price = parseMoney(raw['price'], currency)
  const destination = plainText(asText(raw['destinationname']))
  return price === null && destination === '' ? null : { price, destination, prefix: asText(raw['prefix']).slice(0, 32) }
}

const digits = (text: string): string => text.replace(/\D/g, '')
