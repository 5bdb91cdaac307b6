import { z } from 'zod'
import { budgetSchema, costsQuerySchema, costsSchema, statementSchema } from '../domain/costs.ts'
import { call, nothing } from './contract.ts'

/** What calls cost: the part of the contract between page and main that is about sums, budgets and statements. */
export const costs = {
  /** In groups, over all that fits. Null: requested again meanwhile. */
  read: call(costsQuerySchema, costsSchema.nullable()),
  /** What may be spent in a month, in one currency; null: no budget. */
  setBudget: call(budgetSchema.extend({ units: budgetSchema.shape.units.nullable() }), nothing),
  /** These warnings need not be shown in the window any more. */
  dismissWarnings: call(z.object({ keys: z.array(z.string().max(100)).max(20) }), nothing),
  /**
   * Asks where to, reads the records of the days and writes a statement; progress comes as that of a reading and of an export of the history.
   * Null: cancelled. `complete` false: the file says what is missing.
   */
  statement: call(statementSchema, z.object({ path: z.string(), complete: z.boolean() }).nullable()),
} as const
