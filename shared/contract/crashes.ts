import { z } from 'zod'
import { instantSchema } from '../domain/account.ts'
import { call, nothing } from './contract.ts'

/** A report of a part of the app that ended unexpectedly, as it lies on this computer. */
export const crashReportSchema = z.object({
  /** The name of its file. */
  name: z.string().regex(/^[\w-][\w.-]{0,120}$/),
  /** `app`: a minidump of a process of Chromium or of main. `phone`: Node's diagnostic report of the phone process. */
  part: z.enum(['app', 'phone']),
  at: instantSchema,
  bytes: z.number().int().nonnegative(),
})
export type CrashReport = z.infer<typeof crashReportSchema>

/** Crash reports: written and kept here, and sent nowhere. The part of the contract between page and main that is about them. */
export const crashes = {
  /** The newest first. */
  list: call(nothing, z.array(crashReportSchema).max(50)),
  /** Asks where to, and writes one there. Null: cancelled. Fails with `not-found` and `file-not-written`. */
  save: call(crashReportSchema.pick({ name: true }), z.object({ path: z.string() }).nullable()),
  removeAll: call(nothing, nothing),
} as const
