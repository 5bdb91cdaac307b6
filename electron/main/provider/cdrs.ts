import type { Cdr } from '../../../shared/domain/cdr.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { germanDate, readWallClock, withIsoDate } from '../../../shared/domain/wall-clock.ts'
import type { ProviderClient } from './client.ts'
import { readDuration } from './duration.ts'
import { asMoney, asText, isEmpty, isRecord, itemsIn, plainText, rawTexts } from './envelope.ts'
import { type Footer, readFooter } from './footer.ts'
import type { Credentials } from './signer.ts'

/** Records read from one reply; the rest counts as skipped. */
export const MOST_CDRS = 16_000

export type CdrReply = {
  readonly cdrs: readonly Cdr[]
  /** Rows the reply held, readable or not: as many as requested means that there may be more. */
  readonly rows: number
  readonly skipped: number
  /** Some of the rows that could not be read, as they came; the whole body where there is nothing to read in it. */
  readonly unread: readonly string[]
  /** Whether there is a table, or surely none: anything else says nothing of the account's calls. */
  readonly understood: boolean
  readonly footer: Footer
}

/**
 * Reads the account's billed calls of some days (provider API, module cdrs). Throws AppError `provider-unexpected-reply` where a success
 * holds neither a table nor nothing.
 *
 * @param from first day, @param to last day, both `YYYY-MM-DD` in the provider's zone and both included
 * @param show rows at most
 * @param currency of the account, for a reply that names none
 * @param onUnread gets what could not be read of the reply
 */
export async function fetchCdrs(
  client: ProviderClient,
  credentials: Credentials,
  { from, to, show, zone, currency }: { from: string; to: string; show: number; zone: string; currency: string },
  signal?: AbortSignal,
  onUnread: (unread: readonly string[]) => void = () => {},
): Promise<CdrReply> {
  const query = [
    ['from', germanDate(from)],
    ['to', germanDate(to)],
    ['show', String(show)],
  ] as const
  const { body } = await client.request(credentials, { module: 'cdrs', version: 'v2', query, long: true }, signal)
  const reply = readCdrs(body, zone, currency)
  if (reply.unread.length) onUnread(reply.unread)
  if (!reply.understood)
    throw new AppError('provider-unexpected-reply', 'the reply holds no table of records', { retryable: true, details: { code: 200 } })
  return reply
}

/**
 * The records of `table.tbody.tr.td` in whatever shape a converted table has: many rows, one object, objects keyed by index,
 * "", [] or nothing. A missing body is an empty list, not an error. What is not a record is skipped alone.
 */
export function readCdrs(body: unknown, zone: string, currency = 'EUR'): CdrReply {
  const footer = readFooter(body)
  const table = tableBody(body)
  const rows = itemsIn(table ?? (hasRow(body) ? body : undefined), isRow)
  const understood =
    isEmpty(body) || table !== undefined || rows.length > 0 || (isRecord(body) && 'table' in body) || footer.accountNumber !== '' || !!footer.currency
  const seen = new Map<string, number>()
  const cdrs = rows.slice(0, MOST_CDRS).flatMap((row) => {
    const cdr = isRecord(row) ? toCdr(row, zone, footer.currency ?? currency) : null
    if (!cdr) return []
    // records of the same start and number are distinguished by their count, so that none is lost
    const count = (seen.get(cdr.key) ?? 0) + 1
    seen.set(cdr.key, count)
    return [{ ...cdr, key: `${cdr.key}|${count}` }]
  })
  const unread = understood ? rows.filter((row) => !isRecord(row) || !toCdr(row, zone, currency)) : [body]
  return { cdrs, rows: rows.length, skipped: rows.length - cdrs.length, unread: rawTexts(unread), understood, footer }
}

/** Whether a body without a table is a list of records itself, or holds one. */
const hasRow = (body: unknown): boolean => itemsIn(body, isRow).some((item) => isRecord(item) && isRow(item))

/** What holds the rows: a `tbody`, or the `tr` of a table without one, wherever a converter put them. */
function tableBody(value: unknown, levels = 6): unknown {
  if (levels === 0) return undefined
  if (Array.isArray(value)) return value.flatMap((item) => tableBody(item, levels - 1) ?? [])
  if (!isRecord(value)) return undefined
  if ('tbody' in value) return value['tbody']
  if ('tr' in value) return { tr: value['tr'] }
  if ('table' in value) return tableBody(value['table'], levels - 1)
  return Object.keys(value).every((name) => /^\d+$/.test(name)) ? tableBody(Object.values(value), levels - 1) : undefined
}

const isRow = (item: Record<string, unknown>): boolean =>
  ['datestart', 'dateend', 'number', 'time'].some((name) => name in item && !isRecord(item[name]))

function toCdr(row: Record<string, unknown>, zone: string, currency: string): Cdr | null {
  const start = withIsoDate(asText(row['datestart']))
  const startedAt = readWallClock(start, zone)
  if (startedAt === null) return null
  const endedAt = readWallClock(asText(row['dateend']), zone)
  const between = endedAt === null ? null : Math.max(0, Math.round((endedAt - startedAt) / 1000))
  const stated = readDuration(row['time'])
  const number = plainText(asText(row['number']), 64)
  const type = plainText(asText(row['type']), 40)
  return {
    key: `${start}|${number}`.slice(0, 180),
    startedAt,
    seconds: stated ?? between ?? 0,
    mismatch: stated !== null && between !== null && Math.abs(stated - between) > 1,
    number,
    destination: plainText(asText(row['destination'])),
    amount: asMoney(row['amount'], currency),
    amountWithTax: asMoney(row['amounttax'], currency),
    type,
  }
}
