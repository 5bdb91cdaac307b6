import { z } from 'zod'
import { instantSchema } from './account.ts'

export const MOST_BLOCKED = 1000

export const blockedEntrySchema = z.object({
  /** `prefix`: every number that begins so. */
  kind: z.enum(['number', 'prefix']),
  /** As the user wrote it, or as the call had it: a number, its beginning, or a SIP user. */
  value: z.string().trim().min(1).max(64),
  blockedAt: instantSchema,
})
export type BlockedEntry = z.infer<typeof blockedEntrySchema>

/** Callers who never ring. Contacts that are blocked are not in the list: they have a mark of their own. */
export const unwantedCallsSchema = z.object({
  entries: z.array(blockedEntrySchema).max(MOST_BLOCKED),
  /** Callers who withhold their number. */
  anonymous: z.boolean(),
  /** What blocked callers hear: 603 (RFC 3261 21.6.2), or 486 as everybody does while the phone is busy. */
  answer: z.enum(['decline', 'busy']),
})
export type UnwantedCalls = z.infer<typeof unwantedCallsSchema>
export const noUnwantedCalls: UnwantedCalls = { entries: [], anonymous: false, answer: 'decline' }
