import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { readWallClock } from '../../../shared/domain/wall-clock.ts'
import type { ProviderClient } from './client.ts'
import { readDuration } from './duration.ts'
import { asMoney, asText, isEmpty, isRecord, itemsIn, plainText, rawTexts } from './envelope.ts'
import type { Credentials } from './signer.ts'

/** Records read from one reply, more than its largest size holds in practice; the rest counts as skipped. */
const ROWS = 200_000

export type CallshopReply = {
  readonly records: readonly CallshopRecord[]
  /** Rows that could not be read. */
  readonly skipped: number
  /** Some of these, as they came; the whole body where it holds no list. */
  readonly unread: readonly string[]
  /** The reply holds all there is of these days: an empty body or a list, every row of which could be read. */
  readonly complete: boolean
}

/** Reads a callshop's records of some days, both included, `YYYY-MM-DD` (provider API, module cdr-callshop). `show` is not sent: it is ignored. */
export async function fetchCallshop(
  client: ProviderClient,
  credentials: Credentials,
  { from, to, zone, currency }: { from: string; to: string; zone: string; currency: string },
  onUnread: (unread: readonly string[]) => void = () => {},
  signal?: AbortSignal,
): Promise<CallshopReply> {
  const query = [
    ['from', from],
    ['to', to],
  ] as const
  const { body } = await client.request(credentials, { module: 'cdr-callshop', version: 'v2', query, long: true }, signal)
  const reply = readCallshop(body, zone, currency)
  if (reply.unread.length) onUnread(reply.unread)
  if (!reply.complete && reply.skipped === 0)
    throw new AppError('provider-unexpected-reply', 'the reply holds no list of records', { retryable: true, details: { code: 200 } })
  return reply
}

/** The time is under `data` (as printed) or `date`. Rows may be equal in every field: each counts. */
export function readCallshop(body: unknown, zone: string, currency: string): CallshopReply {
  const list = listOf(body)
  const rows = itemsIn(list, isRow)
  const records = rows.slice(0, ROWS).flatMap((row) => (isRecord(row) ? (toRecord(row, zone, currency) ?? []) : []))
  const skipped = rows.length - records.length
  const complete = skipped === 0 && (isEmpty(body) || rows.length > 0 || isEmptyList(list))
  const unread = skipped > 0 ? rows.filter((row) => !isRecord(row) || !toRecord(row, zone, currency)) : complete ? [] : [body]
  return { records, skipped, unread: rawTexts(unread), complete }
}

/** A list of none; null, or an object that holds something else, is no list. */
const isEmptyList = (list: unknown): boolean => list !== undefined && list !== null && isEmpty(list)

/** Where the rows are: `cdrs`, or the body itself. Undefined where there is no list. */
function listOf(body: unknown): unknown {
  if (!isRecord(body) || 'cdrs' in body) return isRecord(body) ? body['cdrs'] : body
  const rows = Object.values(body).filter(isRecord)
  return rows.length ? rows : undefined
}

const isRow = (item: Record<string, unknown>): boolean => ['data', 'date', 'caller', 'callee'].some((name) => name in item && !isRecord(item[name]))

function toRecord(row: Record<string, unknown>, zone: string, currency: string): CallshopRecord | null {
  const startedAt = readWallClock(asText(row['data']) || asText(row['date']), zone)
  if (startedAt === null) return null
  return {
    startedAt,
    caller: plainText(asText(row['caller']), 64),
    callee: plainText(asText(row['callee']), 64),
    destination: plainText(asText(row['comment'])),
    seconds: readDuration(row['duration']) ?? 0,
    billedSeconds: readDuration(row['billingduration']) ?? 0,
    amount: asMoney(row['amount'], currency),
    amountWithTax: asMoney(row['amounttax'], currency),
  }
}
