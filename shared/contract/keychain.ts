import { z } from 'zod'
import { secretCall } from './contract.ts'

/** A refusal keeps the library's own text: nothing else distinguishes one from another. */
const outcome = <T extends z.ZodType>(value: T) => z.union([z.object({ value }), z.object({ refusal: z.string().max(2000) })])
const key = z.object({ service: z.string().max(200), account: z.string().max(2000) })

/** Between main and the keychain process. */
export const keychainIpc = {
  keychain: {
    read: secretCall(key, outcome(z.string().max(4000).nullable())),
    write: secretCall(key.extend({ password: z.string().max(4000) }), outcome(z.null())),
    remove: secretCall(key, outcome(z.boolean())),
  },
} as const
