import { addCosts, type CostGroup, type CostSum, type Costs, type CostsQuery, daysBefore, noCosts } from '../../../shared/domain/costs.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { CostRow, HistorySearch } from '../storage/requests.ts'
import { createDaySlices } from './day-slices.ts'
import { searchOf } from './history-totals.ts'

export type CostsReader = {
  /** What the entries that fit cost, in groups. Null when `current` turned false meanwhile. */
  readonly read: (query: CostsQuery, current: () => boolean) => Promise<Costs | null>
  /** The same until it is requested again. */
  readonly readLatest: (query: CostsQuery) => Promise<Costs | null>
}

export type CostsOptions = {
  /** Time zone whose midnights cut days and months: the provider's. */
  readonly zone: () => string
  readonly callingCode: () => string
}

type Sums = Map<string, Map<string, CostSum>>

/** What calls cost: sums of groups, for each currency apart. */
export function createCosts(database: AccountDatabase, { zone, callingCode }: CostsOptions): CostsReader {
  const slices = createDaySlices(database)

  /** currency -> key -> sum; and the calls without an amount. */
  const sumUp = async (search: HistorySearch, by: CostsQuery['by'], current: () => boolean): Promise<{ sums: Sums; unbilled: number } | null> => {
    const sums: Sums = new Map()
    let unbilled = 0
    const add = (row: CostRow): void => {
      unbilled += row.unbilled
      if (row.currency === null || row.calls === 0) return
      const { calls, seconds, units, timedUnits } = row
      addTo(sums, row.currency, by === 'month' ? row.key.slice(0, 7) : row.key, { calls, seconds, units, timedUnits })
    }
    const done = await slices.each(search, zone(), current, async (part) => {
      for (const row of await database.request('costSums', { ...part, by: by === 'month' ? 'day' : by })) add(row)
    })
    return done === null ? null : { sums, unbilled }
  }
  const withNames = async (sums: Sums, by: CostsQuery['by']): Promise<ReadonlyMap<string, readonly CostGroup[]>> => {
    const names = new Map<string, { group: string; name: string | null }>()
    const keys = [...new Set([...sums.values()].flatMap((groups) => [...groups.keys()]))]
    if (by === 'line' || by === 'contact') for (const one of await database.request('costNames', { by, keys })) names.set(one.key, one)
    const grouped: Sums = new Map()
    const nameOf = new Map<string, string | null>()
    for (const [currency, groups] of sums)
      for (const [key, sum] of groups) {
        const { group, name } = names.get(key) ?? { group: key, name: null }
        nameOf.set(group, name)
        addTo(grouped, currency, group, sum)
      }
    const newestFirst = by === 'day' || by === 'month'
    return new Map(
      [...grouped].map(([currency, groups]) => [
        currency,
        [...groups]
          .map(([key, sum]) => ({ key, name: nameOf.get(key) ?? null, ...sum }))
          .sort((a, b) => (newestFirst ? (a.key < b.key ? 1 : -1) : b.units - a.units || (a.key < b.key ? -1 : 1))),
      ]),
    )
  }

  const read: CostsReader['read'] = async ({ by, ...filter }, current) => {
    const summed = await sumUp(searchOf(filter, zone(), callingCode()), by, current)
    if (!summed) return null
    const compared = daysBefore(filter)
    const spent = async (days: { from: string; to: string }): Promise<Sums | null> =>
      (await sumUp(searchOf({ ...filter, ...days }, zone(), callingCode()), 'month', current))?.sums ?? null
    const whole = compared && (await spent(compared.whole))
    const sameDays = compared?.sameDays ? await spent(compared.sameDays) : null
    if (!current()) return null
    const groups = await withNames(summed.sums, by)
    const unitsOf = (sums: Sums | null, currency: string): number => totalOf([...(sums?.get(currency)?.values() ?? [])]).units
    return {
      by,
      unbilled: summed.unbilled,
      currencies: [...groups]
        .map(([currency, list]) => ({
          currency,
          total: totalOf(list),
          groups: [...list],
          before: compared && {
            month: compared.month,
            whole: unitsOf(whole, currency),
            sameDays: compared.sameDays ? unitsOf(sameDays, currency) : null,
          },
        }))
        .sort((a, b) => b.total.calls - a.total.calls || (a.currency < b.currency ? -1 : 1)),
    }
  }
  let asked = 0
  return {
    read,
    readLatest(query) {
      asked += 1
      const mine = asked
      return read(query, () => mine === asked)
    },
  }
}

function addTo(sums: Sums, currency: string, key: string, sum: CostSum): void {
  const groups = sums.get(currency) ?? new Map<string, CostSum>()
  sums.set(currency, groups)
  groups.set(key, addCosts(groups.get(key) ?? noCosts, sum))
}

const totalOf = (sums: readonly CostSum[]): CostSum =>
  sums.reduce<CostSum>((total, { calls, seconds, units, timedUnits }) => addCosts(total, { calls, seconds, units, timedUnits }), noCosts)
