import type { Cdr } from '../../../shared/cdr.ts'
import { parseMoney } from '../../../shared/money.ts'
import { germanDate, readWallClock } from '../../../shared/wall-clock.ts'
import type { ProviderClient } from './client.ts'
import { asList, asText, isRecord, plainText } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

export type CdrReply = {
  readonly cdrs: readonly Cdr[]
  /** Rows the reply held, readable or not: as many as were asked for means that there may be more. */
  readonly rows: number
  readonly skipped: number
  readonly footer: Footer
}

/**
 * Reads the account's billed calls of some days (provider API, module cdrs).
 *
 * @param from first day, @param to last day, both `YYYY-MM-DD` in the provider's zone and both included
 * @param show rows at most
 */
export async function fetchCdrs(
  client: ProviderClient,
  credentials: Credentials,
  { from, to, show, zone }: { from: string; to: string; show: number; zone: string },
  signal?: AbortSignal,
): Promise<CdrReply> {
  const query = [
    ['from', germanDate(from)],
    ['to', germanDate(to)],
    ['show', String(show)],
  ] as const
  const { body } = await client.request(credentials, { module: 'cdrs', version: 'v2', query }, signal)
  return readCdrs(body, zone)
}

/**
 * The records of `table.tbody.tr.td` in whatever shape a converted table has: many rows, one object, "", [] or nothing; `tr`
 * an array. A missing body is an empty list, not an error. What is no record is skipped without losing its neighbours.
 */
export function readCdrs(body: unknown, zone: string): CdrReply {
  const footer = readFooter(body)
  const table = isRecord(body) ? body['table'] : undefined
  const tbody = isRecord(table) ? table['tbody'] : undefined
  const rows = asList(isRecord(tbody) && 'tr' in tbody ? tbody['tr'] : tbody).flatMap((tr) => asList(isRecord(tr) && 'td' in tr ? tr['td'] : tr))
  const seen = new Map<string, number>()
  const cdrs = rows.flatMap((row) => {
    const cdr = isRecord(row) ? toCdr(row, zone, footer.currency ?? 'EUR') : null
    if (!cdr) return []
    // equal records are told apart by their count, so that none is lost
    const count = (seen.get(cdr.key) ?? 0) + 1
    seen.set(cdr.key, count)
    return [{ ...cdr, key: `${cdr.key}|${count}` }]
  })
  return { cdrs, rows: rows.length, skipped: rows.length - cdrs.length, footer }
}

function toCdr(row: Record<string, unknown>, zone: string, currency: string): Cdr | null {
  const start = asText(row['datestart'])
  const startedAt = readWallClock(start, zone)
  if (startedAt === null) return null
  const endedAt = readWallClock(asText(row['dateend']), zone)
  const between = endedAt === null ? null : Math.max(0, Math.round((endedAt - startedAt) / 1000))
  const stated = readDuration(asText(row['time']))
  const number = plainText(asText(row['number']), 64)
  const type = plainText(asText(row['type']), 40)
  return {
    key: [start, number, asText(row['time']), type].join('|').slice(0, 180),
    startedAt,
    seconds: stated ?? between ?? 0,
    mismatch: stated !== null && between !== null && Math.abs(stated - between) > 1,
    number,
    destination: plainText(asText(row['destination'])),
    amount: parseMoney(row['amount'], currency),
    amountWithTax: parseMoney(row['amounttax'], currency),
    type,
  }
}

function readDuration(text: string): number | null {
  const match = /^(\d{1,4}):([0-5]\d):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null
}
