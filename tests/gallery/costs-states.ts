// What calls cost, for the states of the screen "Costs".

import { addCosts, addMonths, type CostSum, type Costs, type CostsState, noCosts } from '../../shared/domain/costs.ts'
import { noCostsState } from '../../shared/domain/empty.ts'
import { addDays } from '../../shared/domain/wall-clock.ts'
import type { Answers } from './bridge.ts'

const sum = (calls: number, seconds: number, units: number): CostSum => ({ calls, seconds, units, timedUnits: units })
const groups = (list: readonly (readonly [string, string | null, CostSum])[]) => list.map(([key, name, of]) => ({ key, name, ...of }))
const totalOf = (list: readonly CostSum[]): CostSum =>
  list.reduce<CostSum>((all, { calls, seconds, units, timedUnits }) => addCosts(all, { calls, seconds, units, timedUnits }), noCosts)

function costs(
  by: Costs['by'],
  list: readonly (readonly [string, string | null, CostSum])[],
  part: Partial<Costs['currencies'][number]> = {},
): Costs {
  const of = groups(list)
  return { by, unbilled: 0, currencies: [{ currency: 'EUR', groups: of, total: totalOf(of), before: null, ...part }] }
}

/** @param today `YYYY-MM-DD` */
export function costAnswers(today: string): Readonly<Record<'days' | 'months' | 'destinations' | 'lines' | 'contacts' | 'none', Answers>> {
  const month = today.slice(0, 7)
  const days = Array.from({ length: Number(today.slice(8)) }, (_none, i) => addDays(today, -i)).filter((_date, i) => i % 4 !== 3)
  const before = { month: addMonths(month, -1), whole: 152_000, sameDays: 121_000 }
  const read = (answer: Costs): Answers => ({ 'costs.read': answer })
  return {
    days: read(
      costs(
        'day',
        days.map((date, i) => [date, null, sum(1 + (i % 5), 240 + i * 31, 1800 + ((i * 7919) % 9000))] as const),
        { before },
      ),
    ),
    months: read(
      costs(
        'month',
        Array.from({ length: 11 }, (_none, i) => [addMonths(month, -i), null, sum(20 + i, 9000 + i * 400, 90_000 + ((i * 7919) % 70_000))] as const),
      ),
    ),
    destinations: read({
      by: 'destination',
      unbilled: 2,
      currencies: [
        {
          currency: 'EUR',
          ...(() => {
            const of = groups([
              ['Germany, mobile', null, sum(31, 7900, 121_300)],
              ['United Kingdom, landline, all networks and area codes', null, sum(12, 4010, 61_900)],
              ['Germany, landline', null, sum(54, 22_100, 41_250)],
              ['France', null, sum(3, 610, 9_000)],
              ['', null, sum(2, 0, 1_800)],
            ])
            return { groups: of, total: totalOf(of) }
          })(),
          before,
        },
        {
          currency: 'USD',
          groups: groups([['United States', null, sum(1, 60, 200)]]),
          total: sum(1, 60, 200),
          before: { ...before, whole: 0, sameDays: 0 },
        },
      ],
    }),
    lines: read(
      costs(
        'line',
        [
          ['sip_1', 'Office Berlin', sum(80, 9000, 154_000)],
          ['', null, sum(12, 1800, 21_000)],
        ],
        { before: { ...before, sameDays: null } },
      ),
    ),
    contacts: read(
      costs('contact', [
        ['00000000-0000-4000-8000-000000000000', 'Accounting', sum(14, 9000, 84_000)],
        ['79460018', '00442079460018', sum(2, 300, 4_000)],
      ]),
    ),
    none: read({ by: 'day', unbilled: 0, currencies: [] }),
  }
}

/** Budgets of the month and what the forecast is made from. @param spent of a budget of €20.00 */
export const costsState = (today: string, spent: number): CostsState => ({
  ...noCostsState,
  month: today.slice(0, 7),
  months: [{ currency: 'EUR', spent, budget: 200_000 }],
  bases: [{ currency: 'EUR', units: 460_000, days: 30, daysWithCosts: 21 }],
})
