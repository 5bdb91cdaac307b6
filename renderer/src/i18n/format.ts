import { clock, daysBetween, formatOf, relativeDay } from '../../../shared/domain/time-text.ts'

export const clockWithSeconds = formatOf({ timeStyle: 'medium', hourCycle: 'h23' })

/** `06:42`, from an hour on `1:06:42`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** A day as a heading: today, yesterday, else the date. */
export function dayName(instant: number, now: number, locale: string): string {
  const days = daysBetween(now, instant)
  if (days > -2) {
    const text = relativeDay(days, locale)
    return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
  }
  return weekday(instant, locale)
}

const weekday = formatOf({ weekday: 'long', day: 'numeric', month: 'long' })

/** A month as a heading: `November 2026`. */
export const monthName = formatOf({ month: 'long', year: 'numeric' })

export const dateTime = formatOf({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })

/** The clock for an instant of today, else the date as well. */
export const timeOrDate = (instant: number, now: number, locale: string): string =>
  new Date(instant).toDateString() === new Date(now).toDateString() ? clock(instant, locale) : dateTime(instant, locale)

/** What people say, where the official name is another: the provider's destinations are called so as well. */
const usualNames: Readonly<Record<string, Readonly<Record<string, string>>>> = { de: { GB: 'Großbritannien', US: 'USA' } }

const countryNames = new Map<string, Intl.DisplayNames>()

/** Name of a country in the user's language. */
export function countryName(region: string, locale: string): string {
  const usual = usualNames[locale.slice(0, 2)]?.[region]
  if (usual) return usual
  try {
    const names = countryNames.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region' })
    countryNames.set(locale, names)
    return names.of(region) ?? region
  } catch {
    return region
  }
}

/** A clock's offset as text: "10 minutes", "3 hours". */
export function clockDifference(seconds: number, locale: string): string {
  const [value, unit] =
    Math.abs(seconds) < 120
      ? [seconds, 'second']
      : Math.abs(seconds) < 7200
        ? [seconds / 60, 'minute']
        : Math.abs(seconds) < 172_800
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day']
  return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'long', maximumFractionDigits: 0 }).format(
    Math.abs(Number(value)),
  )
}

/** A date without a time, `YYYY-MM-DD`, with its weekday: `Mon, Nov 23`; with the year where it is another one. */
export const dayText = (date: string, locale: string): string =>
  (date.slice(0, 4) === String(new Date().getFullYear()) ? dayOfThisYear : dayOfAnyYear)(Date.parse(`${date}T12:00:00Z`), locale)

const dayOptions = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const
const dayOfThisYear = formatOf(dayOptions)
const dayOfAnyYear = formatOf({ ...dayOptions, year: 'numeric' })

/** An amount as it is typed into a field: ten-thousandths, without currency and grouping. */
export const typedAmount = (units: number, language: string): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 4, useGrouping: false }).format(units / 10_000)
