import { z } from 'zod'
import { dateSchema, historyFilterSchema } from './history-query.ts'
import { type Money, moneySchema } from './money.ts'
import { addDays } from './wall-clock.ts'

export const costGroupings = ['day', 'month', 'destination', 'line', 'contact'] as const
export type CostGrouping = (typeof costGroupings)[number]

export const costsQuerySchema = historyFilterSchema.extend({ by: z.enum(costGroupings) })
export type CostsQuery = z.infer<typeof costsQuerySchema>

const currencySchema = moneySchema.shape.currency

/** What entries with an amount add up to. */
export const costSumSchema = z.object({
  calls: z.number().int(),
  /** As billed. */
  seconds: z.number().int(),
  /** Ten-thousandths of the currency. */
  units: z.number().int(),
  /** The part of it that was billed for a duration: an SMS has none. */
  timedUnits: z.number().int(),
})
export type CostSum = z.infer<typeof costSumSchema>
export const noCosts: CostSum = { calls: 0, seconds: 0, units: 0, timedUnits: 0 }

export const costGroupSchema = costSumSchema.extend({
  /** `YYYY-MM-DD`, `YYYY-MM`, a destination, a line's id, a contact's id or the end of a number; "" where there is none. */
  key: z.string(),
  /** A line's or a contact's name, else a number; null where the key says all. */
  name: z.string().nullable(),
})
export type CostGroup = z.infer<typeof costGroupSchema>

export const currencyCostsSchema = z.object({
  currency: currencySchema,
  total: costSumSchema,
  /** Days and months newest first and without those that cost nothing, all others by their amount. */
  groups: z.array(costGroupSchema),
  /**
   * The calendar month before, where the days requested are of one month: as a whole, and as far as the days go, where they do
   * not reach its end. Null: other days were requested.
   */
  before: z.object({ month: z.string(), whole: z.number().int(), sameDays: z.number().int().nullable() }).nullable(),
})
export type CurrencyCosts = z.infer<typeof currencyCostsSchema>

export const costsSchema = z.object({
  by: z.enum(costGroupings),
  /** One for each currency, the one with the most calls first: amounts of two currencies are never added. */
  currencies: z.array(currencyCostsSchema),
  /** Answered outgoing calls for which no amount is known. */
  unbilled: z.number().int(),
})
export type Costs = z.infer<typeof costsSchema>

export const addCosts = (a: CostSum, b: CostSum): CostSum => ({
  calls: a.calls + b.calls,
  seconds: a.seconds + b.seconds,
  units: a.units + b.units,
  timedUnits: a.timedUnits + b.timedUnits,
})

/** What a minute cost on average; null where nothing was billed by its duration. */
export const perMinute = ({ seconds, timedUnits }: CostSum, currency: string): Money | null =>
  seconds > 0 ? { units: Math.round((timedUnits * 60) / seconds), currency } : null

/** First and last day of a month, `YYYY-MM`. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const from = `${month}-01`
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) }
}

/** The month `count` months later. */
export function addMonths(month: string, count: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The days of the month before that days of one month are compared with; null where they are of several months. */
export function daysBefore({ from, to }: { readonly from: string | null; readonly to: string | null }): {
  readonly month: string
  readonly whole: { readonly from: string; readonly to: string }
  /** Null: the days reach the end of their month. */
  readonly sameDays: { readonly from: string; readonly to: string } | null
} | null {
  if (from === null || to === null || from.slice(0, 7) !== to.slice(0, 7) || !from.endsWith('-01')) return null
  const month = addMonths(from.slice(0, 7), -1)
  const whole = daysOfMonth(month)
  if (to === daysOfMonth(from.slice(0, 7)).to) return { month, whole, sameDays: null }
  const last = `${month}-${to.slice(8)}`
  return { month, whole, sameDays: { from: whole.from, to: last < whole.to ? last : whole.to } }
}

/** How far a budget is used up, in steps that are worth a warning, percent. */
export const budgetSteps = [80, 100] as const
export type BudgetStep = (typeof budgetSteps)[number]

export const budgetStep = (spent: number, budget: number | null): BudgetStep | null =>
  budget === null || budget <= 0 ? null : (budgetSteps.findLast((step) => spent * 100 >= budget * step) ?? null)

export const LARGEST_BUDGET = 10_000_000_000

export const budgetSchema = z.object({ currency: currencySchema, units: z.number().int().positive().max(LARGEST_BUDGET) })
export type AccountBudget = z.infer<typeof budgetSchema>

/** Budgets as an account keeps them, with the keys of the warnings that were shown or dismissed. */
export const keptBudgetsSchema = z.object({
  budgets: z.array(budgetSchema).catch([]),
  notified: z.array(z.string()).catch([]),
  dismissed: z.array(z.string()).catch([]),
})
export type KeptBudgets = z.infer<typeof keptBudgetsSchema>

/** Days that a forecast looks back. */
export const FORECAST_DAYS = 30
/** A forecast needs costs on so many days, */
const LEAST_DAYS_WITH_COSTS = 3
/** and records of so many days. */
const LEAST_DAYS = 7
/** A balance that lasts longer is said to last longer than that. */
export const LONGEST_FORECAST = 365

/** What was spent lately. */
export const spendingBasisSchema = z.object({
  currency: currencySchema,
  units: z.number().int(),
  /** Days since the first of these costs, at most FORECAST_DAYS. */
  days: z.number().int().positive(),
  daysWithCosts: z.number().int(),
})
export type SpendingBasis = z.infer<typeof spendingBasisSchema>

/**
 * For how many days a balance lasts if as much is spent as lately, LONGEST_FORECAST at most. Null where too little is known to say
 * so, nothing was spent or nothing is left.
 */
export function forecastDays(
  balance: Money | null,
  bases: readonly SpendingBasis[],
): { readonly days: number; readonly basis: SpendingBasis } | null {
  const basis = bases.find(({ currency }) => currency === balance?.currency)
  if (!balance || !basis || balance.units <= 0 || basis.units <= 0) return null
  if (basis.days < LEAST_DAYS || basis.daysWithCosts < LEAST_DAYS_WITH_COSTS) return null
  return { days: Math.min(LONGEST_FORECAST, Math.floor((balance.units * basis.days) / basis.units)), basis }
}

/** What the account has spent, for budget and forecast. */
export const costsStateSchema = z.object({
  /** The current month of the provider's calendar, `YYYY-MM`; "" before it was summed up. */
  month: z.string(),
  /** One for each currency in which there is a budget or something was spent in this month. */
  months: z.array(z.object({ currency: currencySchema, spent: z.number().int(), budget: z.number().int().nullable() })),
  /** Empty where the provider's records of these days were not read. */
  bases: z.array(spendingBasisSchema),
  /** Keys of warnings that the system has shown, and of those that the user has dismissed in the window. */
  notified: z.array(z.string()),
  dismissed: z.array(z.string()),
})
export type CostsState = z.infer<typeof costsStateSchema>

export type BudgetWarning = {
  readonly key: string
  readonly currency: string
  readonly spent: number
  readonly budget: number
  readonly step: BudgetStep
}

/** What is to be warned of. Its key is another one in each month and step, and where the budget is changed. */
export const budgetWarnings = ({ month, months }: CostsState): readonly BudgetWarning[] =>
  months.flatMap(({ currency, spent, budget }) => {
    const step = budgetStep(spent, budget)
    return step === null || budget === null ? [] : [{ key: `${month} ${currency} ${budget} ${step}`, currency, spent, budget, step }]
  })

/**
 * Calls up to which a statement is printed with marks for screen readers. With them 20,000 calls are 42 MB, which no mail takes, and without them 2 MB;
 * a screen reader reads so many better in a table of CSV.
 */
export const MOST_TAGGED_CALLS = 2000

/** Days in which a statement is made out. */
export const statementSchema = z.object({
  from: dateSchema,
  to: dateSchema,
  format: z.enum(['pdf', 'csv']),
  /** For a spreadsheet: with a byte order mark, and the separators of the app's language. */
  spreadsheet: z.boolean(),
})
export type StatementRequest = z.infer<typeof statementSchema>
