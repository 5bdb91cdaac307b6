import { z } from 'zod'
import { instantSchema } from './account.ts'
import { failureSchema } from './failure.ts'
import { moneySchema } from './money.ts'

/** What costs money or cannot be undone. Each is confirmed first, sent once, and never repeated automatically. */
export const paidOperationKinds = ['topup', 'callback', 'card', 'sms'] as const
export const paidOperationKindSchema = z.enum(paidOperationKinds)
export type PaidOperationKind = z.infer<typeof paidOperationKindSchema>

/** Characters of the longest SMS. */
export const SMS_LONGEST = 1600

/**
 * One paid operation, recorded before it is sent. `unknown`: it was sent, or may have been, and no answer came; nobody sends
 * it again but the user.
 */
export const paidOperationSchema = z.object({
  /** Made by the dialog; the same id again gets the first outcome. */
  id: z.uuid(),
  kind: paidOperationKindSchema,
  /** Whom it concerns, as the user entered it; empty for a top-up, whose PIN is not kept. */
  target: z.string().max(200),
  /** A second party: the phone that rings first. */
  via: z.string().max(200),
  /** The cost or load that the dialog showed, where it was known. For a callback the price per minute. */
  amount: moneySchema.nullable(),
  state: z.enum(['pending', 'done', 'refused', 'unknown']),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  failure: failureSchema.nullable(),
  balanceBefore: moneySchema.nullable(),
  balanceAfter: moneySchema.nullable(),
  /** The provider's name for it: a callback's id, an SMS's. */
  reference: z.string().max(100).nullable(),
  /** A callback that the user stopped. */
  stopped: z.boolean(),
  /** The user marked a callback as over, which the provider never reports. Callbacks of versions without this field are over. */
  dismissed: z.boolean().default(true),
  /** What an SMS says; "" for all else. Of those that are shown everywhere only its beginning. */
  text: z.string().max(SMS_LONGEST).default(''),
})
export type PaidOperation = z.infer<typeof paidOperationSchema>

/** One of everything that was sent, with its whole text; `billed`: what the provider's records say of a callback's calls (at most two). */
export const sentOperationSchema = paidOperationSchema.extend({
  billed: z.object({ calls: z.number().int().positive(), seconds: z.number().int().nonnegative(), cost: moneySchema.nullable() }).nullable(),
})
export type SentOperation = z.infer<typeof sentOperationSchema>

/** Where a page of what was sent ended: behind the operation of this time (ms) and id. */
export const sentCursorSchema = z.object({ createdAt: instantSchema, id: z.string().max(100) })

export const sentPageSchema = z.object({
  /** Newest first. */
  operations: z.array(sentOperationSchema).max(500),
  /** Where the next page begins; null after the last. */
  next: sentCursorSchema.nullable(),
})
export type SentPage = z.infer<typeof sentPageSchema>
