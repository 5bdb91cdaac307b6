import { z } from 'zod'
import { contactRefSchema } from '../domain/contact.ts'
import { paidOperationKindSchema, sentCursorSchema, sentPageSchema } from '../domain/paid-operation.ts'
import { SMS_TEMPLATES, smsMailingSchema, smsTextSchema } from '../domain/sms.ts'
import { call, nothing, secretCall } from './contract.ts'

const kind = z.object({ kind: paidOperationKindSchema.nullable() })

const namedSentPageSchema = sentPageSchema.extend({ names: z.array(z.object({ number: z.string(), contact: contactRefSchema })).default([]) })

/** Everything that was sent and cost money: the part of the contract between page and main that is about looking back at it. */
export const sent = {
  /** Newest first, of all kinds (null) or one, from behind `before` on; with the contacts of their numbers. */
  page: call(kind.extend({ before: sentCursorSchema.nullable(), limit: z.number().int().min(1).max(500) }), namedSentPageSchema),
  /** Asks where to, and writes all of them. Null: cancelled. */
  export: call(kind, z.object({ path: z.string() }).nullable()),
} as const

/** One text to several; to one alone it is `billing.sendSms`. */
export const sms = {
  /** Begins to send it, each a paid operation of its own; the state says how far it is. Fails with `busy` while another waits. */
  sendAll: call(smsMailingSchema, nothing),
  /** Goes on where it stopped. */
  resume: call(nothing, nothing),
  stop: call(nothing, nothing),
  /** Forgets those to whom nothing was sent. */
  discard: call(nothing, nothing),
  setTemplates: call(z.object({ templates: z.array(smsTextSchema).max(SMS_TEMPLATES) }), nothing),
} as const

export const pin = {
  /** Looks into the clipboard, once and on request, for the PIN of a voucher. Null: there is none, or more than one. */
  fromClipboard: secretCall(nothing, z.object({ pin: z.string().nullable() })),
} as const
