import { z } from 'zod'
import { failureSchema } from './failure.ts'
import { SMS_LONGEST } from './paid-operation.ts'

/** Recipients of one SMS: each is a paid operation of its own. */
export const SMS_RECIPIENTS = 50
/** Texts that are kept to be sent again. */
export const SMS_TEMPLATES = 20

export const smsTextSchema = z.string().min(1).max(SMS_LONGEST)

/** Whom an SMS goes to; `id` becomes the paid operation's, so that it is sent once however often sending is begun. */
export const smsRecipientSchema = z.object({ id: z.uuid(), number: z.string().min(1).max(64) })
export type SmsRecipient = z.infer<typeof smsRecipientSchema>

/** One text that was confirmed for several recipients. */
export const smsMailingSchema = z.object({ text: smsTextSchema, recipients: z.array(smsRecipientSchema).min(1).max(SMS_RECIPIENTS) })
export type SmsMailing = z.infer<typeof smsMailingSchema>

export const smsStateSchema = z.object({
  /** What is being sent, or was left when the app ended or sending stopped; null: nothing. */
  mailing: smsMailingSchema
    .extend({
      /** Ids of recipients to whom nothing was sent so far. */
      waiting: z.array(z.uuid()),
      sending: z.boolean(),
      /** Why sending stopped before everybody had it; null: the user stopped it, or the app ended. */
      failure: failureSchema.nullable(),
    })
    .nullable(),
  templates: z.array(smsTextSchema).max(SMS_TEMPLATES),
})
export type SmsState = z.infer<typeof smsStateSchema>
