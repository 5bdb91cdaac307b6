import { z } from 'zod'

/** The most of it, in ten-thousandths of the account's currency. */
export const MOST_SPENT = 10_000_000_000
/** The longest time between two warnings. */
export const MOST_MINUTES = 1440
const units = z.number().int().min(0).max(MOST_SPENT)

/** A country (ISO 3166-1 alpha-2), or how an international number begins: `+` and digits. */
export const RULE_MATCH = /^(?:[A-Z]{2}|\+[1-9]\d{0,14})$/
/** Countries and numbers that are asked about or never called. */
export const destinationRuleSchema = z.object({
  match: z.string().regex(RULE_MATCH),
  action: z.enum(['ask', 'block']),
})
export type DestinationRule = z.infer<typeof destinationRuleSchema>

/** What the user wants to be asked, warned of or kept from before and while money is spent on calls. */
export const spendingSettingsSchema = z.object({
  /** Numbers in lists are called at once up to this price a minute; null: they go into the number field, which shows the price. */
  atOnceUpTo: units.nullable(),
  /** Calls that cost more a minute are asked about; null: none is. */
  askAbove: units.nullable(),
  askWithoutRate: z.boolean(),
  /** Premium numbers and satellite phones. */
  premium: z.enum(['call', 'ask', 'block']),
  destinations: z.array(destinationRuleSchema).max(300),
  /** What a balance of nothing or less means for a call: the provider may grant credit. */
  usedUp: z.enum(['warn', 'block']),
  /** A call is warned of after each so many minutes; null: none is. */
  warnMinutes: z.number().int().min(1).max(MOST_MINUTES).nullable(),
  /** A call is warned of each time it has cost so much, by the rate; null: none is. */
  warnCost: units.min(1).nullable(),
  /** The call ends a minute after a warning, unless the user goes on. */
  hangUp: z.boolean(),
})
export type SpendingSettings = z.infer<typeof spendingSettingsSchema>

export const defaultSpending: SpendingSettings = {
  atOnceUpTo: null,
  askAbove: null,
  askWithoutRate: false,
  premium: 'ask',
  destinations: [],
  usedUp: 'warn',
  warnMinutes: null,
  warnCost: null,
  hangUp: false,
}

/** What an administrator sets of it; what is not named is the user's. */
export const managedSpendingSchema = spendingSettingsSchema.partial()
export type ManagedSpending = z.infer<typeof managedSpendingSchema>

/** Of a policy that cannot be read: nothing is called without a question that could cost much. */
export const strictestSpending: ManagedSpending = { atOnceUpTo: null, askAbove: 0, askWithoutRate: true, premium: 'block' }

/** What holds: the administrator's word first. */
export const spendingOf = (own: SpendingSettings, managed: ManagedSpending | null): SpendingSettings => ({
  ...own,
  ...Object.fromEntries(Object.entries(managed ?? {}).filter(([, value]) => value !== undefined)),
})
