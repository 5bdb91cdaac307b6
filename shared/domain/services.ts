import { z } from 'zod'
import { instantSchema } from './account.ts'
import { cardBatchSchema } from './card-batch.ts'
import { costsStateSchema } from './costs.ts'
import { failureSchema } from './failure.ts'
import { paidOperationSchema } from './paid-operation.ts'
import { rateProgressSchema } from './rate.ts'
import { smsStateSchema } from './sms.ts'

/** Cards and callshop records may have a sign-in of their own; the account's is the default. */
export const areaSchema = z.enum(['cards', 'callshop'])
export type Area = z.infer<typeof areaSchema>

export const areaStateSchema = z.object({
  /** `refused`: the provider answered 403 or 404 in an envelope. */
  access: z.enum(['unknown', 'allowed', 'refused']),
  /** User name of the area's own sign-in, or null. */
  ownUser: z.string().nullable(),
  /** The user does not want to see the entry. */
  hidden: z.boolean(),
})
export type AreaState = z.infer<typeof areaStateSchema>

export const ownPhoneSchema = z.object({ label: z.string().min(1).max(60), number: z.string().min(1).max(64) })
export type OwnPhone = z.infer<typeof ownPhoneSchema>

/** Entries of the history that were deleted and can be restored until then. */
export const deletionSchema = z.object({ id: z.number().int(), count: z.number().int().positive(), until: instantSchema })
export type Deletion = z.infer<typeof deletionSchema>

/** Where the reading of the provider's records stands. */
export const historySyncSchema = z.object({
  /** Days read so far and days in all; null while nothing is being read. */
  running: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  /** Entries written to a file so far, and how many there are; null while nothing is being exported. */
  exporting: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  asOf: instantSchema.nullable(),
  error: failureSchema.nullable(),
  /** Records of the last reading that could not be read. */
  unreadable: z.number().int().nonnegative(),
  /** Days of which the provider gives as many records as it can, and may have more, newest first. */
  capped: z.array(z.string()).readonly(),
  /** The last one first. */
  deletions: z.array(deletionSchema).readonly(),
  /** Rises with every change of what is stored, so that a page knows to read again. */
  revision: z.number().int(),
})

/** What the account's services keep, as the page shows it. */
export const servicesSchema = z.object({
  /** The newest of each kind, newest first. */
  paidOperations: z.array(paidOperationSchema).max(200),
  sms: smsStateSchema,
  history: historySyncSchema,
  costs: costsStateSchema,
  areas: z.object({ cards: areaStateSchema, callshop: areaStateSchema }),
  /** From the provider; needed to move, activate or disable cards. */
  realm: z.string().max(200),
  ownPhones: z.array(ownPhoneSchema).max(20),
  cardsRevision: z.number().int(),
  /** The newest order of several cards. */
  cardBatch: cardBatchSchema.nullable(),
  /** How many of the cards that are being checked are through; null: none is. */
  cardCheck: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  /** How far a look-up of many rates is; null: none runs. */
  rateLookUp: rateProgressSchema.nullable(),
})
export type Services = z.infer<typeof servicesSchema>
