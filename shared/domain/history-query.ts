import { z } from 'zod'
import { callOutcomeSchema } from './call.ts'
import { historyEntrySchema } from './call-matching.ts'
import { callshopRecordSchema } from './cdr.ts'
import { moneySchema } from './money.ts'

/** `YYYY-MM-DD` in the provider's time zone. */
export const dateSchema = z.string().regex(/^\d{4}-\d\d-\d\d$/)

/** Days whose records are stored and final. */
export const settledDaysSchema = z.array(z.object({ from: dateSchema, to: dateSchema }))

export const historyFilterSchema = z.object({
  /** First and last day, both included; null: no bound. */
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
  /** Part of a name, a number in any notation, a destination or a line. */
  text: z.string().max(100),
  direction: z.enum(['all', 'outgoing', 'incoming', 'missed']),
  outcome: callOutcomeSchema.nullable().default(null),
  lineId: z.string().max(64).nullable().default(null),
  /** As the provider wrote it: VOIP, CALLTHROUGH ... */
  kind: z.string().max(40).nullable().default(null),
  destination: z.string().max(200).nullable().default(null),
  contactId: z.uuid().nullable().default(null),
  /** Entries that cost more than this, in ten-thousandths of the account's currency. */
  costAbove: z.number().int().nonnegative().nullable().default(null),
})
export type HistoryFilter = z.infer<typeof historyFilterSchema>

/** Everything. */
export const noFilter: HistoryFilter = {
  from: null,
  to: null,
  text: '',
  direction: 'all',
  outcome: null,
  lineId: null,
  kind: null,
  destination: null,
  contactId: null,
  costAbove: null,
}

export const historyQuerySchema = historyFilterSchema.extend({
  /** The position that the page before ended at; null: the newest. */
  before: z.number().int().nullable().default(null),
  limit: z.number().int().min(1).max(500),
})
export type HistoryQuery = z.infer<typeof historyQuerySchema>

export const historyPageSchema = z.object({
  /** Newest first. */
  entries: z.array(historyEntrySchema),
  /** Where the next page begins; null after the last. */
  next: z.number().int().nullable(),
})
export type HistoryPage = z.infer<typeof historyPageSchema>

export const historyTotalsSchema = z.object({
  /** How many fit the filter, and how many there are in its days. */
  matching: z.number().int(),
  total: z.number().int(),
  seconds: z.number().int(),
  /** Of each day with entries that fit, newest first: what was spent, with tax where the provider names it (null: nothing was billed), and how many entries. */
  days: z.array(z.object({ date: dateSchema, amount: moneySchema.nullable(), calls: z.number().int() })),
})
export type HistoryTotals = z.infer<typeof historyTotalsSchema>

/** What the history can be filtered by. */
export const historyChoicesSchema = z.object({
  lines: z.array(z.object({ id: z.string(), label: z.string() })),
  kinds: z.array(z.string()),
  destinations: z.array(z.string()),
})
export type HistoryChoices = z.infer<typeof historyChoicesSchema>

/** Where a page of callshop records ended: behind the record of this begin and number. */
export const callshopCursorSchema = z.object({ startedAt: z.number().int(), id: z.number().int() })
export type CallshopCursor = z.infer<typeof callshopCursorSchema>

export const callshopRecordsSchema = z.object({
  /** Newest first. */
  records: z.array(callshopRecordSchema).max(500),
  /** Where the next page begins; null after the last. */
  next: callshopCursorSchema.nullable(),
})
export type CallshopRecords = z.infer<typeof callshopRecordsSchema>

/** Sums over all records of some days; amounts by currency. */
export const callshopSumsSchema = z.object({
  count: z.number().int(),
  seconds: z.number().int(),
  billedSeconds: z.number().int(),
  amounts: z.array(moneySchema),
  amountsWithTax: z.array(moneySchema),
})
export type CallshopSums = z.infer<typeof callshopSumsSchema>

export const callshopPageSchema = callshopRecordsSchema.extend({
  sums: callshopSumsSchema,
  readAt: z.number().int().nullable(),
  /** Records of that reading that could not be read. */
  unreadable: z.number().int().nonnegative(),
})
export type CallshopPage = z.infer<typeof callshopPageSchema>
