import { z } from 'zod'
import { instantSchema } from './account.ts'
import { failureSchema } from './failure.ts'
import { moneySchema } from './money.ts'

/** What costs money or cannot be undone. Each is confirmed first, sent once, and never repeated automatically. */
export const paidOperationKindSchema = z.enum(['topup', 'callback', 'card', 'sms'])
export type PaidOperationKind = z.infer<typeof paidOperationKindSchema>

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
})
export type PaidOperation = z.infer<typeof paidOperationSchema>
