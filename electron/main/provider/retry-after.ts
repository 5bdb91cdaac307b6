/** The longest wait that is honoured, ms: a provider that names a year or nonsense is asked again after a quarter of an hour. */
export const LONGEST_WAIT = 15 * 60_000
const SHORTEST_WAIT = 1000

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3), seconds or a date, clamped to between a second and a quarter of an hour.
 *
 * @param now ms, by the provider's clock as far as it is known
 * @returns ms; null when there is no such header or it cannot be read
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : /^[a-z]/i.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(wait) ? null : Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, wait))
}
