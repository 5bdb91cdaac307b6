import { z } from 'zod'
import { instantSchema } from './account.ts'
import { moneySchema } from './money.ts'

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

export const rateLookUpSchema = z.object({ id: z.number().int(), askedAt: instantSchema, numbers: z.array(z.string().max(64)).max(RATES_MOST) })
export type RateLookUp = z.infer<typeof rateLookUpSchema>
