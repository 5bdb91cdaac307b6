/** The provider's wall clock (provider API: times): no zone is stated, so one is assumed, Europe/Berlin unless set otherwise. */
export const DEFAULT_TIME_ZONE = 'Europe/Berlin'

/** Whether this computer knows the zone's rules. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

type Wall = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** `DD.MM.YYYY HH:MM:SS`, with a comma or not, as `YYYY-MM-DD HH:MM:SS`; any other text as it is. */
export function withIsoDate(text: string): string {
  const match = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2})(:.*)$/s.exec(text)
  if (!match) return text
  const [, day, month, year, hour, rest] = match
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')} ${hour?.padStart(2, '0')}${rest}`
}

/**
 * Reads `YYYY-MM-DD HH:MM:SS` or a German date (a fraction is cut) as wall-clock time of `zone`. A time that does not exist there (clocks put
 * forward) moves on by the gap; one that exists twice is the first. Null for anything else.
 */
export function readWallClock(text: string, zone: string): number | null {
  const match = /^\s*(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?/.exec(withIsoDate(text))
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(asUtc)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null
  // the zone's offset just before decides: it is the first of two, and skips a gap
  const early = asUtc - offsetOf(asUtc - 86_400_000, zone)
  const late = asUtc - offsetOf(asUtc + 86_400_000, zone)
  const fits = [early, late].filter((instant) => instant + offsetOf(instant, zone) === asUtc)
  return fits.length ? Math.min(...fits) : early
}

/** The zone's date at an instant, `YYYY-MM-DD`. */
export const wallDate = (instant: number, zone: string): string => dateOf(wallOf(instant, zone))

/** An instant on the zone's clock, `2026-11-23 10:30:00`. */
export function wallClock(instant: number, zone: string): string {
  const wall = wallOf(instant, zone)
  return `${dateOf(wall)} ${[wall.hour, wall.minute, wall.second].map(two).join(':')}`
}

/** `YYYY-MM-DD` as the German order that `cdrs` wants. */
export const germanDate = (date: string): string => date.split('-').reverse().join('.')

/** A date `days` later. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A date so many months later; the month's last day where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  return `${last.getUTCFullYear()}-${two(last.getUTCMonth() + 1)}-${two(Math.min(day, last.getUTCDate()))}`
}

const two = (n: number): string => String(n).padStart(2, '0')
const dateOf = ({ year, month, day }: Wall): string => `${year}-${two(month)}-${two(day)}`
const formats = new Map<string, Intl.DateTimeFormat>()

function wallOf(instant: number, zone: string): Wall {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return {
    year: parts['year'] ?? 0,
    month: parts['month'] ?? 0,
    day: parts['day'] ?? 0,
    hour: parts['hour'] ?? 0,
    minute: parts['minute'] ?? 0,
    second: parts['second'] ?? 0,
  }
}

/** Wall clock minus UTC at an instant, ms. */
function offsetOf(instant: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallOf(instant, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}
