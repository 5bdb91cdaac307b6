import { z } from 'zod'
import { instantSchema } from './account.ts'
import { lineIdSchema } from './line.ts'

/** Characters of a text message (RFC 3428) that is sent: with its head it fits into a datagram (8). */
export const LONGEST_SENT = 600
/** Characters of one that is received; a longer one is refused. */
export const LONGEST_RECEIVED = 10_000

export const messageIdSchema = z.uuid()

/**
 * `received` or, of one that we sent: `sending`: no answer yet. `sent`: the server took it. `failed`: refused with `status`, or not
 * answered. `unknown`: the app ended before an answer came.
 */
export const messageStateSchema = z.enum(['received', 'sending', 'sent', 'failed', 'unknown'])

export const textMessageSchema = z.object({
  id: messageIdSchema,
  lineId: lineIdSchema,
  /** The other side's number or SIP user, as it came or was entered; "" where the sender withheld it. */
  number: z.string().max(200),
  /** The name that came with it. */
  name: z.string().max(200).nullable(),
  /** Plain text: never shown as markup. */
  text: z.string().max(LONGEST_RECEIVED),
  at: instantSchema,
  state: messageStateSchema,
  /** SIP status of a refusal. */
  status: z.number().int().min(100).max(699).nullable(),
})
export type TextMessage = z.infer<typeof textMessageSchema>

/** All messages with one number, by the last of them. */
export const conversationSchema = z.object({
  /** One form for each number (numberKey). */
  key: z.string().max(200),
  /** Its name is the latest that came from there. */
  last: textMessageSchema,
  unseen: z.number().int().nonnegative(),
})
export type Conversation = z.infer<typeof conversationSchema>

/** What the page projects of messages; the conversations are asked for. */
export const messagesStateSchema = z.object({
  unseen: z.number().int().nonnegative(),
  /** Rises with each change: what was read before may be out of date. */
  revision: z.number().int().nonnegative(),
  /** The last message that came in this run, for its notification. */
  newest: textMessageSchema.nullable(),
})
export type MessagesState = z.infer<typeof messagesStateSchema>
