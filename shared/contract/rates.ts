import { z } from 'zod'
import { failureSchema } from '../domain/failure.ts'
import { moneySchema } from '../domain/money.ts'
import { knownRateSchema, RATES_MOST, rateLookUpResultSchema, rateLookUpSchema, rateSchema } from '../domain/rate.ts'
import { call, nothing } from './contract.ts'

const number = z.string().min(1).max(64)
const numbers = z.array(number).min(1).max(RATES_MOST)
const list = z.object({ id: z.number().int() })

/** What a minute costs: the part of the contract between page and main that is about prices and lists of them. */
export const rates = {
  /** What is known, asked anew where it is older than an hour. `error`: why the provider's answer is incomplete. */
  ask: call(z.object({ numbers }), z.object({ rates: z.array(rateSchema.nullable()), error: failureSchema.nullable() })),
  /**
   * Asks all of them anew, twenty at a time, and remembers the list; progress is in the services. `goOn`: asks only what an earlier
   * look-up of the same list, which ended before it was through, has not asked yet. Fails with `busy` while another one runs.
   */
  lookUp: call(z.object({ numbers, goOn: z.boolean().default(false) }), rateLookUpResultSchema),
  /** Ends the look-up that runs, after the request that is under way. */
  cancelLookUp: call(nothing, nothing),
  /** Lists with a name, by name; then the newest earlier look-ups. */
  earlier: call(nothing, z.array(rateLookUpSchema)),
  /** Keeps a list under a name; null: it is an earlier look-up again. */
  nameList: call(list.extend({ name: z.string().trim().min(1).max(100).nullable() }), nothing),
  removeList: call(list, nothing),
  /** Prices that are known from earlier answers, by country. */
  known: call(nothing, z.array(knownRateSchema)),
  /** Asks for a file, and reads the column of a CSV file with most numbers, or a text's lines. Null: cancelled. */
  chooseFile: call(nothing, z.object({ fileName: z.string(), lines: z.array(z.string()) }).nullable()),
  /** Asks where to, and writes the prices of these numbers in this order to a CSV file, with what they were before. Null: cancelled. */
  export: call(z.object({ numbers, before: z.array(moneySchema.nullable()).max(RATES_MOST).nullable() }), z.object({ path: z.string() }).nullable()),
  /** The number as the provider understands it; null when it does not take it for one. */
  check: call(z.object({ number }), z.object({ e164: z.string(), destination: z.string() }).nullable()),
} as const
