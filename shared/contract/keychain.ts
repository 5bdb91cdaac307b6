import { z } from 'zod'
import { secretCall } from './contract.ts'

/** A refusal crosses as the library's words: they are all there is to tell refusals apart by. */
const outcome = <T extends z.ZodType>(value: T) => z.union([z.object({ value }), z.object({ refusal: z.string().max(2000) })])
const place = z.object({ service: z.string().max(200), account: z.string().max(2000) })

/** Between main and the keychain process. */
export const keychainIpc = {
  keychain: {
    read: secretCall(place, outcome(z.string().max(4000).nullable())),
    write: secretCall(place.extend({ password: z.string().max(4000) }), outcome(z.null())),
    remove: secretCall(place, outcome(z.boolean())),
  },
} as const
