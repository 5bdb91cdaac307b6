import { z } from 'zod'
import { historyEntrySchema } from './call-matching.ts'
import { callshopRecordSchema } from './cdr.ts'
import { moneySchema } from './money.ts'

/** A date of the provider's calendar. */
export const dateSchema = z.string().regex(/^\d{4}-\d\d-\d\d$/)

export const historyQuerySchema = z.object({
  from: dateSchema,
  to: dateSchema,
  text: z.string().max(100),
  direction: z.enum(['all', 'outgoing', 'incoming', 'missed']),
  limit: z.number().int().min(1).max(5000),
})
export type HistoryQuery = z.infer<typeof historyQuerySchema>

export const historyPageSchema = z.object({
  /** Newest first. */
  entries: z.array(historyEntrySchema),
  /** How many fit the query, and how many there are in the range. */
  matching: z.number().int(),
  total: z.number().int(),
  /** Spent a day in the range, with tax where the provider said it; days without are left out. */
  days: z.array(z.object({ date: dateSchema, amount: moneySchema, calls: z.number().int() })),
  seconds: z.number().int(),
})
export type HistoryPage = z.infer<typeof historyPageSchema>

export const callshopPageSchema = z.object({
  records: z.array(callshopRecordSchema).max(20_000),
  readAt: z.number().int().nullable(),
  /** Records of that reading that could not be read. */
  unreadable: z.number().int().nonnegative(),
})
export type CallshopPage = z.infer<typeof callshopPageSchema>
