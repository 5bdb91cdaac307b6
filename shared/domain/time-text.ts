/** One formatter per language and time zone: making one takes longer than a whole row of a list, and every call redraws the rows. */
export function formatOf(options: Intl.DateTimeFormatOptions): (instant: number, locale: string) => string {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (instant, locale) => {
    // a formatter keeps the zone it was made in
    const key = `${locale} ${new Date(instant).getTimezoneOffset()}`
    const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
    formats.set(key, format)
    return format.format(instant)
  }
}

const clockOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
/** 24-hour clock, e.g. `14:31`. */
export const clock = formatOf(clockOptions)
const dayAndClock = formatOf({ day: 'numeric', month: 'short', ...clockOptions })

const relative = new Map<string, Intl.RelativeTimeFormat>()
/** `today`, `yesterday`, `in 2 days`. @param days from today on */
export function relativeDay(days: number, language: string): string {
  const format = relative.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  relative.set(language, format)
  return format.format(days, 'day')
}

const two = (n: number): string => String(n).padStart(2, '0')
/** The date of an instant by the computer's calendar, `YYYY-MM-DD`. */
export function localDate(instant: number): string {
  const day = new Date(instant)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

const midnight = (instant: number): number => new Date(instant).setHours(0, 0, 0, 0)
/** Days from one instant's day to another's, by the computer's calendar. */
export const daysBetween = (from: number, to: number): number => Math.round((midnight(to) - midnight(from)) / 86_400_000)

/** The 24-hour clock of an instant; with the day where it is not today: `yesterday 14:31`, `Nov 21, 14:31`. */
export function timeAndDay(instant: number, now: number, language: string): string {
  const days = daysBetween(now, instant)
  if (days === 0) return clock(instant, language)
  return Math.abs(days) === 1 ? `${relativeDay(days, language)} ${clock(instant, language)}` : dayAndClock(instant, language)
}
