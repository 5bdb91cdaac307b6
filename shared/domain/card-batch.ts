import { z } from 'zod'
import { instantSchema } from './account.ts'
import { CARD_CURRENCY, cardNumberSchema } from './card.ts'
import { failureSchema } from './failure.ts'
import { moneySchema } from './money.ts'

/** Cards that are ordered together at most. */
export const CARDS_AT_ONCE = 1000
/** Cards in a row that were refused, or whose outcome is unknown, after which an order pauses: something is wrong with more than one card. */
export const FAILURES_IN_A_ROW = 3

export const cardAmountSchema = moneySchema.extend({ currency: z.literal(CARD_CURRENCY), units: z.number().int().positive() })

/** One of the cards to be ordered; the number as country code and number, digits only. */
export const cardOrderSchema = z.object({ cli: cardNumberSchema, customer: z.string().max(100), amount: cardAmountSchema })
export type CardOrder = z.infer<typeof cardOrderSchema>

/**
 * What became of one card of an order. `waiting`: nothing was sent. `done`: created. `unknown`: it was sent, or may have been, and no
 * answer came. `absent`: its outcome was unknown, and a look-up found no card.
 */
export const cardOutcomes = ['waiting', 'done', 'refused', 'unknown', 'absent'] as const
export const cardOutcomeSchema = z.enum(cardOutcomes)
export type CardOutcome = z.infer<typeof cardOutcomeSchema>

/** A card of an order, in the order of the list. */
export const batchCardSchema = cardOrderSchema.extend({
  position: z.number().int().nonnegative(),
  state: cardOutcomeSchema,
  failure: failureSchema.nullable(),
})
export type BatchCard = z.infer<typeof batchCardSchema>

/** Cards that were ordered together, with one confirmation. Each is a paid operation of its own. */
export const cardBatchSchema = z.object({
  id: z.uuid(),
  createdAt: instantSchema,
  count: z.number().int().positive(),
  /** What all of them cost together. */
  total: moneySchema,
  /** How many of them are in each state. */
  states: z.record(cardOutcomeSchema, z.number().int().nonnegative()),
  /** What is being done with it now; null: nothing, until the user continues. */
  running: z.enum(['create', 'check']).nullable(),
  /** Why it paused, where the user did not stop it. */
  failure: failureSchema.nullable(),
})
export type CardBatch = z.infer<typeof cardBatchSchema>

/** Text of the SMS to each card's number, with what is known of the card in place of `{name}`, `{number}` and `{amount}`. */
export function fillSmsText(text: string, { cli, customer }: Pick<CardOrder, 'cli' | 'customer'>, amount: string): string {
  const values: Readonly<Record<string, string>> = { name: customer, number: `+${cli}`, amount }
  return text.replace(/\{(name|number|amount)\}/g, (_, key: string) => values[key] ?? '')
}

/** Placeholders of that text. */
export const SMS_PLACEHOLDERS = ['{name}', '{number}', '{amount}'] as const
