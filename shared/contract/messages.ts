import { z } from 'zod'
import { contactRefSchema } from '../domain/contact.ts'
import { lineIdSchema } from '../domain/line.ts'
import { conversationSchema, LONGEST_SENT, textMessageSchema } from '../domain/message.ts'
import { call, nothing } from './contract.ts'

const one = z.object({ key: z.string().max(200) })

/** Text messages over the lines (SIP MESSAGE). */
export const messages = {
  /** Newest first, at most 500; with the contacts whose numbers they have. */
  conversations: call(
    nothing,
    z.object({ conversations: z.array(conversationSchema), names: z.array(z.object({ number: z.string(), contact: contactRefSchema })) }),
  ),
  /** Newest first, older than `before`. */
  page: call(one.extend({ before: z.number().int().nonnegative().nullable(), limit: z.number().int().min(1).max(200) }), z.array(textMessageSchema)),
  /** Sent once; `number` is what the user entered. Returns the key of the conversation. */
  send: call(z.object({ lineId: lineIdSchema, number: z.string().min(1).max(200), text: z.string().trim().min(1).max(LONGEST_SENT) }), one),
  markSeen: call(one, nothing),
  remove: call(one.extend({ confirmed: z.literal(true) }), nothing),
}
