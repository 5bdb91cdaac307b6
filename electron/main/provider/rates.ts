import { AppError } from '../../../shared/domain/failure.ts'
import { currencyCode, type Money } from '../../../shared/domain/money.ts'
import type { ProviderClient } from './client.ts'
import { asMoney, asText, isRecord, itemsIn, plainText } from './envelope.ts'
import type { Credentials } from './signer.ts'

/** `price` per minute; null where the provider names a destination and no price. */
export type RateReply = { readonly destination: string; readonly price: Money | null; readonly prefix: string }

/**
 * Asks for the rates of up to 20 numbers in the provider's notation (provider API, module rates).
 *
 * @returns one entry for each number asked: null where the provider has no rate, undefined where its price cannot be read
 * @throws AppError `provider-unexpected-reply` where the reply holds no list
 */
export async function fetchRates(
  client: ProviderClient,
  credentials: Credentials,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<Array<RateReply | null | undefined>> {
  const { body } = await client.request(credentials, { module: 'rates', version: 'v2', query: [['numbers', numbers.join('|')]] }, signal)
  const rates = readRates(body, numbers)
  if (!rates) throw new AppError('provider-unexpected-reply', 'the reply holds no list of rates', { retryable: true, details: { code: 200 } })
  return rates
}

/**
 * `rates` at any depth of arrays, or a lone object. Matched by the number's digits; what is left over by position, but only
 * where as many answers as numbers are left and the answer names no other number.
 */
export function readRates(body: unknown, numbers: readonly string[]): Array<RateReply | null | undefined> | null {
  const currency = (isRecord(body) && currencyCode(asText(body['currency']))) || 'EUR'
  const list = isRecord(body) ? body['rates'] : undefined
  // no list is no answer; an empty one means that the provider has no rate
  if (!Array.isArray(list) && !isRecord(list)) return null
  const found = itemsIn(numbered(list, numbers), isRate).filter(isRecord)
  const named = new Map(found.map((rate) => [digits(asText(rate['number'])), rate] as const).reverse())
  const matched = numbers.map((number) => {
    const hit = digits(number) === '' ? undefined : named.get(digits(number))
    return hit ? toRate(hit, currency) : null
  })
  const unnamed = found.filter((r) => digits(asText(r['number'])) === '')
  const missing = matched.flatMap((rate, i) => (rate === null ? [i] : []))
  if (unnamed.length === missing.length) for (const [k, i] of missing.entries()) matched[i] = toRate(unnamed[k] ?? {}, currency)
  return matched
}

/** Rates keyed by the numbers that were asked about, each with its number in it: what has no number is matched by its place. */
function numbered(list: unknown, numbers: readonly string[]): unknown {
  if (!isRecord(list) || isRate(list)) return list
  const asked = new Set(numbers.map(digits))
  const entries = Object.entries(list)
  if (!entries.some(([key]) => key.length > 3 && asked.has(digits(key)))) return list
  return entries.map(([key, rate]) => (isRecord(rate) && asText(rate['number']) === '' ? { ...rate, number: key } : rate))
}

const isRate = (item: Record<string, unknown>): boolean => 'price' in item || 'number' in item || 'destinationname' in item

/** Undefined: there is a price, but it cannot be read. */
function toRate(raw: Record<string, unknown>, currency: string): RateReply | null | undefined {
  const written = raw['price']
  const price = asMoney(written, currency)
  if (price === null && asText(written) !== '') return undefined
  const destination = plainText(asText(raw['destinationname']))
  return price === null && destination === '' ? null : { price, destination, prefix: asText(raw['prefix']).slice(0, 32) }
}

/** Without the international prefix, which an answer may leave out. */
function digits(text: string): string {
  const all = text.replace(/\D/g, '')
  return all.startsWith('00') ? all.slice(2) : all
}
