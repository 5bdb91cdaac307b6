import type { CallshopRecord } from '../../../shared/cdr.ts'
import { parseMoney } from '../../../shared/money.ts'
import { readWallClock } from '../../../shared/wall-clock.ts'
import type { ProviderClient } from './client.ts'
import { asList, asText, isRecord, plainText } from './envelope.ts'
import type { Credentials } from './signer.ts'

/** Reads a callshop's records of some days, both included, `YYYY-MM-DD` (provider API, module cdr-callshop). `show` is not sent: it is ignored. */
export async function fetchCallshop(
  client: ProviderClient,
  credentials: Credentials,
  { from, to, zone, currency }: { from: string; to: string; zone: string; currency: string },
  signal?: AbortSignal,
): Promise<{ records: readonly CallshopRecord[]; skipped: number }> {
  const query = [
    ['from', from],
    ['to', to],
  ] as const
  const { body } = await client.request(credentials, { module: 'cdr-callshop', version: 'v2', query }, signal)
  return readCallshop(body, zone, currency)
}

/** The time is under `data` (as printed) or `date`. Rows may be equal in every field: each counts. */
export function readCallshop(body: unknown, zone: string, currency: string): { records: readonly CallshopRecord[]; skipped: number } {
  const rows = asList(isRecord(body) ? body['cdrs'] : undefined)
  const records = rows.flatMap((row) => (isRecord(row) ? (toRecord(row, zone, currency) ?? []) : []))
  return { records, skipped: rows.length - records.length }
}

function toRecord(row: Record<string, unknown>, zone: string, currency: string): CallshopRecord | null {
  const startedAt = readWallClock(asText(row['data']) || asText(row['date']), zone)
  if (startedAt === null) return null
  return {
    startedAt,
    caller: plainText(asText(row['caller']), 64),
    callee: plainText(asText(row['callee']), 64),
    destination: plainText(asText(row['comment'])),
    seconds: seconds(row['duration']),
    billedSeconds: seconds(row['billingduration']),
    amount: parseMoney(row['amount'], currency),
    amountWithTax: parseMoney(row['amounttax'], currency),
  }
}

const seconds = (value: unknown): number => Number(/^\d{1,7}/.exec(asText(value))?.[0] ?? 0)
