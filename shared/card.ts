import { z } from 'zod'
import { instantSchema } from './account.ts'
import { moneySchema } from './money.ts'

/** Country code and number, digits only: how cards are named (provider API: mycard-v2). */
export const cardNumberSchema = z.string().regex(/^[1-9]\d{5,18}$/)

/** A calling card as this computer knows it. The PIN is never kept; it is asked for each time it is shown. */
export const cardSchema = z.object({
  cli: cardNumberSchema,
  customer: z.string().max(200),
  serial: z.string().max(64),
  balance: moneySchema.nullable(),
  loaded: moneySchema.nullable(),
  /** `disabled` is known only from our own last act; the provider tells usable or not. */
  state: z.enum(['usable', 'blocked', 'disabled', 'unchecked']),
  checkedAt: instantSchema.nullable(),
  createdAt: instantSchema.nullable(),
})
export type Card = z.infer<typeof cardSchema>
