import { z } from 'zod'
import { deskSchema, deskSettingsSchema } from '../domain/callshop-desk.ts'
import { callshopRecordSchema } from '../domain/cdr.ts'
import { call, nothing } from './contract.ts'

/** `open`: its calls of today that are on no receipt yet. */
const calls = z.object({ caller: z.string().min(1).max(64), scope: z.enum(['open', 'today']) })

/** The desk of a callshop: the part of the contract between page and main that is about booths, their prices and receipts. */
export const callshop = {
  /** Today's calls by booth, loaded from the provider first if `fresh`. */
  desk: call(z.object({ fresh: z.boolean() }), deskSchema),
  change: call(deskSettingsSchema.omit({ booths: true }), nothing),
  nameBooth: call(z.object({ caller: calls.shape.caller, name: z.string().trim().max(60) }), nothing),
  /** Calls of a booth, newest first. */
  boothCalls: call(calls, z.array(callshopRecordSchema)),
  /** Asks where to, and writes a receipt to print; calls that were open are then on a receipt. Fails with `not-found` without any. Null: cancelled. */
  receipt: call(calls, z.object({ path: z.string() }).nullable()),
} as const
