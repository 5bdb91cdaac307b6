import { z } from 'zod'

const minuteSchema = z.number().int().min(0).max(1439)

/** When "do not disturb" is switched on each week, by this computer's clock. */
export const quietHoursSchema = z.object({
  rules: z
    .array(
      z.object({
        /** Days on which it begins, 0 is Sunday. */
        days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
        /** Minutes since midnight. An end that is not later than the beginning is on the next day. */
        from: minuteSchema,
        to: minuteSchema,
      }),
    )
    .max(20),
  /** The beginning of the quiet time that was switched on last, ms: whoever switches it off meanwhile is not disturbed by it again. */
  begun: z.number().int().nonnegative().nullable(),
})
export type QuietHours = z.infer<typeof quietHoursSchema>
export type QuietRule = QuietHours['rules'][number]
export const noQuietHours: QuietHours = { rules: [], begun: null }

/** ms. */
export type QuietTime = { readonly begin: number; readonly end: number }

/** The quiet times around a moment, by their beginnings: from the day before it to a week after. */
function timesAround(rules: readonly QuietRule[], now: number): readonly QuietTime[] {
  const today = new Date(now)
  const at = (day: number, minutes: number): number => new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, 0, minutes).getTime()
  const days = [-1, 0, 1, 2, 3, 4, 5, 6, 7]
  return rules
    .flatMap(({ days: on, from, to }) =>
      days
        .filter((day) => on.includes(new Date(at(day, 720)).getDay()))
        .map((day) => ({ begin: at(day, from), end: at(to > from ? day : day + 1, to) })),
    )
    .sort((a, b) => a.begin - b.begin)
}

/** The quiet time that a moment is in, the longest of several; null where there is none. */
export const quietTimeAt = (rules: readonly QuietRule[], now: number): QuietTime | null =>
  timesAround(rules, now)
    .filter(({ begin, end }) => begin <= now && now < end)
    .reduce<QuietTime | null>((longest, time) => (longest && longest.end >= time.end ? longest : time), null)

/** When the next quiet time begins, ms; null where there is no rule. */
export const nextQuietTime = (rules: readonly QuietRule[], now: number): number | null =>
  timesAround(rules, now).find(({ begin }) => begin > now)?.begin ?? null
