import { z } from 'zod'
import { instantSchema } from './account.ts'
import { moneySchema } from './money.ts'

/** A call detail record: what the provider billed (provider API: cdrs). It has no direction, and there is none for a missed call. */
export const cdrSchema = z.object({
  /** The provider gives no id: start and number together, and a count among records that have both in common. */
  key: z.string().max(200),
  startedAt: instantSchema,
  /** s, from the record's own duration; from start and end where that is unreadable. */
  seconds: z.number().int().nonnegative(),
  /** The record's start and end do not fit its duration. */
  mismatch: z.boolean(),
  number: z.string().max(64),
  destination: z.string().max(200),
  amount: moneySchema.nullable(),
  amountWithTax: moneySchema.nullable(),
  /** VOIP, CALLTHROUGH ... as the provider wrote it. */
  type: z.string().max(40),
  /** The record's values before the provider corrected it, where it did. */
  corrected: z.object({ seconds: z.number().int().nonnegative(), amount: moneySchema.nullable(), amountWithTax: moneySchema.nullable() }).optional(),
})
export type Cdr = z.infer<typeof cdrSchema>

/** A record of a callshop (provider API: cdr-callshop). */
export const callshopRecordSchema = z.object({
  startedAt: instantSchema,
  caller: z.string().max(64),
  callee: z.string().max(64),
  destination: z.string().max(200),
  seconds: z.number().int().nonnegative(),
  billedSeconds: z.number().int().nonnegative(),
  amount: moneySchema.nullable(),
  amountWithTax: moneySchema.nullable(),
})
export type CallshopRecord = z.infer<typeof callshopRecordSchema>
