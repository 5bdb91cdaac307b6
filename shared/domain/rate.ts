import { z } from 'zod'
import { instantSchema } from './account.ts'
import { failureSchema } from './failure.ts'
import { moneySchema } from './money.ts'
import { fromProviderNumber, readPhoneNumber } from './phone-number.ts'

/** At most so many numbers go into one request (provider API: rates). */
export const RATES_AT_ONCE = 20
/** Numbers of one look-up, which takes several requests one after the other. */
export const RATES_MOST = 1000
/** How long a price counts as new, ms. */
export const RATE_VALID = 60 * 60_000

/** What a destination costs per minute, as the provider answered at `asOf`. `price` null: the provider has no rate. */
export const rateSchema = z.object({
  /** The number as it was requested, in the provider's notation. */
  number: z.string().max(64),
  destination: z.string().max(200),
  price: moneySchema.nullable(),
  prefix: z.string().max(32),
  asOf: instantSchema,
})
export type Rate = z.infer<typeof rateSchema>

/** What a minute of a call was to cost when it was dialled, as the provider said it at `asOf`. */
export const rateAtDiallingSchema = z.object({ price: moneySchema, asOf: instantSchema })
export type RateAtDialling = z.infer<typeof rateAtDiallingSchema>

/** Numbers that were asked together: an earlier look-up, or, with a name, a list that is kept. */
export const rateLookUpSchema = z.object({
  id: z.number().int(),
  /** When its last look-up began. */
  askedAt: instantSchema,
  numbers: z.array(z.string().max(64)).max(RATES_MOST),
  name: z.string().min(1).max(100).nullable().default(null),
  /** Whether that look-up went through all of its numbers. */
  finished: z.boolean().default(true),
})
export type RateLookUp = z.infer<typeof rateLookUpSchema>

/** What a look-up found, number by number. */
export const rateLookUpResultSchema = z.object({
  id: z.number().int(),
  askedAt: instantSchema,
  /** One for each number asked, with the time of its price; null where none is known. */
  rates: z.array(rateSchema.nullable()),
  /** The prices of the last time that the whole list was asked, null for a number without a rate; null where it never was. */
  before: z.array(moneySchema.nullable()).nullable(),
  /** Why the provider's answer is incomplete; what was known before is returned with it. */
  error: failureSchema.nullable(),
  /** The user ended it. */
  cancelled: z.boolean(),
})
export type RateLookUpResult = z.infer<typeof rateLookUpResultSchema>

/** How far a look-up of many numbers is. */
export const rateProgressSchema = z.object({ id: z.number().int(), done: z.number().int(), of: z.number().int() })
export type RateProgress = z.infer<typeof rateProgressSchema>

/** A price of a destination that the provider named here before, by the country of the number it was asked for. */
export const knownRateSchema = z.object({
  /** ISO 3166-1 alpha-2. */
  region: z.string().regex(/^[A-Z]{2}$/),
  destination: z.string(),
  prefix: z.string(),
  price: moneySchema,
  /** The number that it was answered for. */
  number: z.string(),
  asOf: instantSchema,
})
export type KnownRate = z.infer<typeof knownRateSchema>

/**
 * The newest price of each destination of each country, by country and destination; nothing is worked out from them.
 *
 * @param region country of numbers without a country code
 */
export function knownRates(rates: readonly Rate[], region: string): KnownRate[] {
  const found = new Map<string, KnownRate>()
  for (const { number, destination, prefix, price, asOf } of rates) {
    const country = price && readPhoneNumber(fromProviderNumber(number), region)?.region
    if (!price || !country || !/^[A-Z]{2}$/.test(country)) continue
    const key = `${country} ${prefix} ${destination}`
    if ((found.get(key)?.asOf ?? Number.NEGATIVE_INFINITY) < asOf) found.set(key, { region: country, destination, prefix, price, number, asOf })
  }
  const order = (a: KnownRate, b: KnownRate): number =>
    a.region.localeCompare(b.region) || a.destination.localeCompare(b.destination) || a.price.units - b.price.units
  return [...found.values()].sort(order)
}
