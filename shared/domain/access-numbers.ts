import { z } from 'zod'
import { instantSchema } from './account.ts'

const byCountry = z.record(z.string().regex(/^[A-Z]{2}$/), z.string().max(32))

/** Numbers to ring for calling through the account (provider API, module onlinecallthrough): ISO country -> E.164 with `+`. */
export const accessNumbersSchema = z.object({
  dialInLocal: byCountry,
  dialInFree: byCountry,
  callbackLocal: byCountry,
  callbackFree: byCountry,
  /** The account's own access number, or null. */
  personal: z.string().max(32).nullable(),
  asOf: instantSchema,
})
export type AccessNumbers = z.infer<typeof accessNumbersSchema>
