import { useEffect, useState } from 'react'
import { localDate } from '../../../shared/domain/time-text.ts'
import { addDays, readWallClock, wallDate } from '../../../shared/domain/wall-clock.ts'

/** ms. Where midnight of a zone is not known. */
const HOUR = 3_600_000

/**
 * Today's date, `YYYY-MM-DD`; who uses it is drawn again when another day begins.
 *
 * @param zone of the calendar; without it the computer's
 */
export function useToday(zone?: string): string {
  const [today, setToday] = useState(() => dateIn(zone))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const date = dateIn(zone)
      setToday(date)
      clearTimeout(timer)
      timer = setTimeout(look, untilNextDay(date, zone))
    }
    look()
    // timers do not count the hours in which the computer slept
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [zone])
  return today
}

const dateIn = (zone: string | undefined): string => (zone === undefined ? localDate(Date.now()) : wallDate(Date.now(), zone))

/** ms; a little more, for timers may be early. */
function untilNextDay(date: string, zone: string | undefined): number {
  const now = Date.now()
  const midnight = zone === undefined ? new Date(now).setHours(24, 0, 0, 0) : readWallClock(`${addDays(date, 1)} 00:00:00`, zone)
  return midnight === null ? HOUR : Math.max(1000, midnight - now + 100)
}
