import {
  type AccountBudget,
  type CostsState,
  type CurrencyCosts,
  FORECAST_DAYS,
  type KeptBudgets,
  keptBudgetsSchema,
  type SpendingBasis,
} from '../../../shared/domain/costs.ts'
import { noCostsState } from '../../../shared/domain/empty.ts'
import { noFilter } from '../../../shared/domain/history-query.ts'
import { addDays, wallDate } from '../../../shared/domain/wall-clock.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { parseJson } from '../storage/read-as.ts'
import type { CostsReader } from './costs.ts'
import { countDays, type Days } from './settled-days.ts'

/** ms after a change of the records before they are summed up: they come in slices. */
const SUM_AFTER = 300
/** How often the records of the last days are read without anybody looking at them, ms. */
const READ_EVERY = 6 * 3_600_000
/** The first time, ms after the account was opened. */
const FIRST_LOOK = 90_000
const LOOK_EVERY = 10 * 60_000
/** A forecast made of records that are older than that would be one of other days, ms. */
const BASIS_VALID = 2 * 86_400_000

export type Spending = {
  readonly start: () => Promise<void>
  readonly stop: () => void
  /** What is stored has changed. */
  readonly changed: () => void
  /** The provider's records of these days were read to the end. */
  readonly recordsRead: (range: Days) => Promise<void>
  /** The budget of a currency, or none. */
  readonly setBudget: (budget: { readonly currency: string; readonly units: number | null }) => Promise<void>
  /** These warnings were shown by the system, or dismissed in the window. */
  readonly mark: (as: 'notified' | 'dismissed', keys: readonly string[]) => Promise<void>
}

export type SpendingOptions = {
  readonly database: AccountDatabase
  readonly costs: CostsReader
  readonly now: () => number
  readonly zone: () => string
  readonly onChange: (state: CostsState) => void
  /** Reads the provider's records of these days, unless records are being read anyway. */
  readonly readRecords: (range: Days) => void
}

/** What the account has spent in this month and lately, for its budgets and the forecast. */
export function createSpending({ database, costs, now, zone, onChange, readRecords }: SpendingOptions): Spending {
  let state = noCostsState
  let kept: KeptBudgets = { budgets: [], notified: [], dismissed: [] }
  let readAt = 0
  let summedOn = ''
  let asked = 0
  let stopped = false
  let soon: NodeJS.Timeout | undefined
  let look: NodeJS.Timeout | undefined

  const today = (): string => wallDate(now(), zone())
  /** The days that budget and forecast are about. */
  const wanted = (): Days => {
    const to = today()
    const [month, lately] = [`${to.slice(0, 7)}-01`, addDays(to, 1 - FORECAST_DAYS)]
    return { from: month < lately ? month : lately, to }
  }
  const publish = (part: Partial<CostsState>): void => {
    const next = { ...state, ...part }
    if (stopped || JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    onChange(state)
  }
  const sumUp = async (): Promise<void> => {
    asked += 1
    const mine = asked
    const days = wanted()
    const found = await costs.read({ ...noFilter, ...days, by: 'day' }, () => mine === asked && !stopped)
    if (!found) return
    const { first } = await database.request('historySpan', { since: 0, until: now() })
    summedOn = days.to
    const month = days.to.slice(0, 7)
    const spent = new Map(found.currencies.map((one) => [one.currency, unitsSince(one, `${month}-01`)]))
    const of = new Map(kept.budgets.map(({ currency, units }) => [currency, units]))
    const lately = addDays(days.to, 1 - FORECAST_DAYS)
    const since = first === null ? days.to : wallDate(first, zone())
    publish({
      month,
      months: [...new Set([...spent.keys(), ...of.keys()])]
        .map((currency) => ({ currency, spent: spent.get(currency) ?? 0, budget: of.get(currency) ?? null }))
        .filter((one) => one.spent !== 0 || one.budget !== null),
      bases:
        now() - readAt > BASIS_VALID ? [] : found.currencies.flatMap((one) => basisOf(one, { from: since > lately ? since : lately, to: days.to })),
      notified: kept.notified,
      dismissed: kept.dismissed,
    })
  }
  const changed = (): void => {
    clearTimeout(soon)
    if (stopped) return
    soon = setTimeout(() => void sumUp().catch(() => {}), SUM_AFTER)
    soon.unref()
  }
  const lookAfter = (wait: number): void => {
    look = setTimeout(() => {
      if (now() - readAt > READ_EVERY) readRecords(wanted())
      if (summedOn !== today()) changed()
      lookAfter(LOOK_EVERY)
    }, wait)
    look.unref()
  }
  const keep = async (part: Partial<KeptBudgets>): Promise<void> => {
    kept = { ...kept, ...part }
    await database.request('writeValue', { key: 'budget', value: JSON.stringify(kept) })
  }

  return {
    async start() {
      const stored = keptBudgetsSchema.safeParse(parseJson(await database.request('readValue', { key: 'budget' })))
      if (stored.success) kept = stored.data
      readAt = Number((await database.request('readValue', { key: 'costs-read' })) ?? 0) || 0
      if (stopped) return
      await sumUp()
      lookAfter(FIRST_LOOK)
    },
    stop() {
      stopped = true
      clearTimeout(soon)
      clearTimeout(look)
    },
    changed,
    async recordsRead({ from, to }) {
      const days = wanted()
      if (from > days.from || to < days.to) return
      readAt = now()
      await database.request('writeValue', { key: 'costs-read', value: String(readAt) })
      changed()
    },
    async setBudget({ currency, units }) {
      const others = kept.budgets.filter((one) => one.currency !== currency)
      const budgets: AccountBudget[] = units === null ? others : [...others, { currency, units }]
      await keep({ budgets })
      await sumUp()
    },
    async mark(as, keys) {
      // those of earlier months are over
      const current = kept[as].filter((key) => key.startsWith(`${state.month} `) && !keys.includes(key))
      await keep({ [as]: [...current, ...keys] })
      publish({ [as]: kept[as] })
    },
  }
}

const unitsSince = ({ groups }: CurrencyCosts, first: string): number => groups.reduce((sum, { key, units }) => (key >= first ? sum + units : sum), 0)

function basisOf({ currency, groups }: CurrencyCosts, days: Days): readonly SpendingBasis[] {
  const within = groups.filter(({ key }) => key >= days.from)
  if (!within.length) return []
  return [
    {
      currency,
      units: within.reduce((sum, { units }) => sum + units, 0),
      days: countDays(days),
      daysWithCosts: within.filter(({ units }) => units > 0).length,
    },
  ]
}
