import { addMonths, daysOfMonth, FORECAST_DAYS } from '../../../../shared/domain/costs.ts'
import { addDays } from '../../../../shared/domain/wall-clock.ts'

/** A month (`YYYY-MM`), or other days. */
export type Period = string | 'lately' | 'twelve' | 'year' | 'all' | 'own'
export type CostRange = { readonly from: string | null; readonly to: string | null }

/** Months that can be chosen by name. */
const MONTHS = 13

/** First and last day of a period, null for no bound; none is later than today. */
export function rangeOf(period: Period, today: string): CostRange {
  switch (period) {
    case 'lately':
      return { from: addDays(today, 1 - FORECAST_DAYS), to: today }
    case 'twelve':
      return { from: `${addMonths(today.slice(0, 7), -11)}-01`, to: today }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case 'all':
      return { from: null, to: null }
    default: {
      const { from, to } = daysOfMonth(period)
      return { from, to: to < today ? to : today }
    }
  }
}

/** What can be chosen, months first, the newest first. */
export const costPeriods = (
  today: string,
  locale: string,
  word: (key: 'lately' | 'twelve' | 'year' | 'all' | 'own') => string,
): { value: Period; label: string }[] => [
  ...Array.from({ length: MONTHS }, (_none, i) => addMonths(today.slice(0, 7), -i)).map((month) => ({
    value: month,
    label: monthName(month, locale),
  })),
  ...(['lately', 'twelve', 'year', 'all', 'own'] as const).map((value) => ({ value, label: word(value) })),
]

/** `November 2026` */
export const monthName = (month: string, locale: string): string => monthFormat(locale, 'long').format(Date.parse(`${month}-15T12:00:00Z`))

/** `Nov 26` */
export const shortMonth = (month: string, locale: string): string => monthFormat(locale, 'short').format(Date.parse(`${month}-15T12:00:00Z`))

const monthFormat = (locale: string, form: 'long' | 'short'): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { month: form, year: form === 'long' ? 'numeric' : '2-digit', timeZone: 'UTC' })
