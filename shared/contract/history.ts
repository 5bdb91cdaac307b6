import { z } from 'zod'
import { callIdSchema, callLogEntrySchema, LONGEST_NOTE } from '../domain/call.ts'
import { contactRefSchema } from '../domain/contact.ts'
import {
  dateSchema,
  historyChoicesSchema,
  historyFilterSchema,
  historyPageSchema,
  historyQuerySchema,
  historyTotalsSchema,
} from '../domain/history-query.ts'
import { moneySchema } from '../domain/money.ts'
import { qualityTraceSchema } from '../domain/quality-trace.ts'
import { rateAtDiallingSchema } from '../domain/rate.ts'
import { call, nothing } from './contract.ts'

const oneCall = z.object({ callId: callIdSchema })

/** This computer's own calls: the part of the contract between page and main that is about the call log. */
export const callLog = {
  recent: call(
    z.object({ before: z.number().int().nonnegative().nullable(), limit: z.number().int().min(1).max(200), missedOnly: z.boolean() }),
    z.array(callLogEntrySchema),
  ),
  markSeen: call(nothing, nothing),
  /** Replaces what the user wrote about a call. */
  setNote: call(oneCall.extend({ note: z.string().max(LONGEST_NOTE) }), nothing),
  /** A call's quality from its answer to its end; null where none was measured. */
  trace: call(oneCall, qualityTraceSchema.nullable()),
  /** What a minute was to cost when the call was dialled; null where the provider had not been asked. */
  rate: call(oneCall, rateAtDiallingSchema.nullable()),
  /** What the provider billed for calls, as far as its records are stored. */
  costs: call(z.object({ callIds: z.array(callIdSchema).max(200) }), z.array(z.object({ callId: z.string(), cost: moneySchema }))),
} as const

/** Our calls and the provider's records as one list: the part of the contract between page and main that is about the history. */
export const history = {
  /** With the contacts whose numbers the entries have. */
  query: call(
    historyQuerySchema,
    historyPageSchema.extend({ names: z.array(z.object({ number: z.string(), contact: contactRefSchema })).default([]) }),
  ),
  /** Over all that fits. Null: asked again with another filter meanwhile. `zone` cuts the days. */
  totals: call(historyFilterSchema.extend({ zone: z.string().max(64) }), historyTotalsSchema.nullable()),
  choices: call(nothing, historyChoicesSchema),
  /**
   * Reads the provider's records of these days, without `fresh` those that may have changed; progress comes with the `services` slice. `from`
   * null: everything.
   */
  sync: call(z.object({ from: dateSchema.nullable(), to: dateSchema, fresh: z.boolean().default(false) }), nothing),
  cancelSync: call(nothing, nothing),
  /** Asks where to, and writes every entry that fits; progress as above. Null: cancelled. */
  export: call(historyFilterSchema, z.object({ path: z.string() }).nullable()),
  cancelExport: call(nothing, nothing),
  /** Deletes entries from this computer, by position; each deletion is in the `services` slice as long as it can be undone. */
  remove: call(z.object({ positions: z.array(z.number().int()).min(1).max(500) }), nothing),
  /** Deletes all that fits; `confirmed` says that the user was asked. */
  removeMatching: call(historyFilterSchema.extend({ confirmed: z.literal(true) }), nothing),
  /** From now on deletes what is older than so many months; null: nothing. */
  keep: call(z.object({ months: z.number().int().min(1).max(120).nullable() }), nothing),
  undo: call(z.object({ deletion: z.number().int() }), nothing),
} as const
