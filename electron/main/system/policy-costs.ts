import { z } from 'zod'
import { parseMoney } from '../../../shared/domain/money.ts'
import { destinationRuleSchema, type ManagedSpending, spendingSettingsSchema } from '../../../shared/domain/spending-settings.ts'

const { shape } = spendingSettingsSchema
const none = (value: unknown): unknown => (value === 'none' ? null : value)
/** `0.5` or "0.50" in the currency of the account; null or "none" for no limit. */
const amount = (value: unknown): unknown => (none(value) === null ? null : (parseMoney(value)?.units ?? Number.NaN))
/** The registry has texts alone. */
const truth = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value)
const count = (value: unknown): unknown => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : none(value))
/** `{"match": "+882", "action": "block"}`, or `+882=block` in the registry. */
const rule = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const [match = '', action = ''] = value.split('=')
  return { match, action }
}

const policySchema = z
  .object({
    atOnceUpTo: z.preprocess(amount, shape.atOnceUpTo),
    askAbove: z.preprocess(amount, shape.askAbove),
    askWithoutRate: z.preprocess(truth, shape.askWithoutRate),
    premium: shape.premium,
    destinations: z.array(z.preprocess(rule, destinationRuleSchema)).max(300),
    usedUp: shape.usedUp,
    warnMinutes: z.preprocess(count, shape.warnMinutes),
    warnCost: z.preprocess(amount, shape.warnCost),
    hangUp: z.preprocess(truth, shape.hangUp),
  })
  .partial()

/** What a policy's `costs` sets. @throws for a value that is none: a limit that is not understood must not be missing silently */
export function readCostsPolicy(costs: unknown): ManagedSpending | null {
  if (costs === undefined || costs === null) return null
  const named = z.record(z.string(), z.unknown()).parse(costs)
  const known = Object.fromEntries(Object.entries(named).filter(([key]) => key in shape))
  return Object.keys(known).length ? policySchema.parse(known) : null
}

/** Names of the registry's values, which are those of the file with a capital. */
const registryName = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1)

/** The same of the registry: a value for each setting, a list for `Destinations`. */
export function costsOfRegistry(values: ReadonlyMap<string, string>): Record<string, unknown> {
  const found = Object.keys(shape).flatMap((key) => {
    const value = values.get(registryName(key))
    return value === undefined ? [] : [[key, key === 'destinations' ? value.split('\\0').filter(Boolean) : value] as const]
  })
  return found.length ? { costs: Object.fromEntries(found) } : {}
}
