const clockOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const midnight = (instant: number): number => new Date(instant).setHours(0, 0, 0, 0)

/** The 24-hour clock of an instant; with the day where it is not today: `yesterday 14:31`, `Nov 21, 14:31`. */
export function timeAndDay(instant: number, now: number, language: string): string {
  const clock = new Intl.DateTimeFormat(language, clockOptions).format(instant)
  const days = Math.round((midnight(instant) - midnight(now)) / 86_400_000)
  if (days === 0) return clock
  if (Math.abs(days) === 1) return `${new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')} ${clock}`
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...clockOptions }).format(instant)
}
