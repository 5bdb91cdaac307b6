import { settledDaysSchema } from '../../../shared/domain/history-query.ts'
import { addDays } from '../../../shared/domain/wall-clock.ts'
import { parseJson } from '../storage/read-as.ts'

/** Days from one to another, both included, `YYYY-MM-DD`. */
export type Days = { readonly from: string; readonly to: string }

/** A day's records are final so many days after it: read later than that, it need not be read again. */
const FINAL_AFTER = 7

/** What was stored as settled; nothing where it can't be read. */
export function parseSettled(text: string | null): readonly Days[] {
  const parsed = settledDaysSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data.reduce<readonly Days[]>(addSettled, []) : []
}

/** The part of days read today that is final; null: none of them. */
export function settledPart({ from, to }: Days, today: string): Days | null {
  const last = addDays(today, -FINAL_AFTER)
  const end = to < last ? to : last
  return from <= end ? { from, to: end } : null
}

/** Settled days with more of them: in order, none twice, neighbours as one. */
export function addSettled(settled: readonly Days[], more: Days): readonly Days[] {
  const apart = settled.filter((days) => addDays(days.to, 1) < more.from || days.from > addDays(more.to, 1))
  const joined = settled.filter((days) => !apart.includes(days))
  const from = [more, ...joined].map((days) => days.from).sort()[0] ?? more.from
  const to =
    [more, ...joined]
      .map((days) => days.to)
      .sort()
      .at(-1) ?? more.to
  return [...apart, { from, to }].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The days of a range that are not settled, newest first. */
export function unsettled(range: Days, settled: readonly Days[]): readonly Days[] {
  const open: Days[] = []
  let { from } = range
  for (const days of settled) {
    if (days.to < from) continue
    if (days.from > range.to) break
    if (days.from > from) open.unshift({ from, to: addDays(days.from, -1) })
    from = addDays(days.to, 1)
  }
  if (from <= range.to) open.unshift({ from, to: range.to })
  return open
}

/** Days in pieces of at most `most`, newest first. */
export function inSlices(open: readonly Days[], most: number): readonly Days[] {
  return open.flatMap(({ from, to }) => {
    const slices: Days[] = []
    for (let last = to; last >= from; last = addDays(last, -most)) {
      const first = addDays(last, 1 - most)
      slices.push({ from: first < from ? from : first, to: last })
    }
    return slices
  })
}

/** The later and the earlier half of two days and more. */
export function halves({ from, to }: Days): readonly [late: Days, early: Days] {
  const middle = addDays(from, Math.floor((countDays({ from, to }) - 1) / 2))
  return [
    { from: addDays(middle, 1), to },
    { from, to: middle },
  ]
}

/** How many days there are from one to another, both included. */
export const countDays = ({ from, to }: Days): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1)
