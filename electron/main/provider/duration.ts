import { asText } from './envelope.ts'

/**
 * Reads a duration in seconds: `HH:MM:SS`, `MM:SS`, or a number of seconds, with or without `s`, whose fraction is cut off.
 * Null for anything else (provider API: cdrs).
 */
export function readDuration(value: unknown): number | null {
  const text = asText(value)
  const clock = /^(?:(\d{1,4}):)?(\d{1,4}):([0-5]\d)(?:[.,]\d+)?$/.exec(text)
  if (clock) {
    const [, hours, minutes, seconds] = clock
    return hours !== undefined && Number(minutes) > 59 ? null : Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  }
  const plain = /^(\d{1,7})(?:[.,]\d+)?(?:\s*s(?:ec)?\.?)?$/i.exec(text)
  return plain ? Number(plain[1]) : null
}
