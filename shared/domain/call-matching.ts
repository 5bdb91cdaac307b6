import { z } from 'zod'
import { type CallLogEntry, callLogEntrySchema } from './call.ts'
import { type Cdr, cdrSchema } from './cdr.ts'
import type { Money } from './money.ts'

/** A row of the history: our own record, the provider's, or both where they are the same call. */
export const historyEntrySchema = z.object({
  id: z.string(),
  startedAt: z.number().int(),
  call: callLogEntrySchema.nullable(),
  cdr: cdrSchema.nullable(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** How long a call lasted: as billed, else as we measured it. */
export const entrySeconds = ({ call, cdr }: Pick<HistoryEntry, 'call' | 'cdr'>): number =>
  cdr?.seconds ?? (call?.connectedAt && call.endedAt ? Math.round((call.endedAt - call.connectedAt) / 1000) : 0)

/** What the provider billed, with tax where it says so; null while it has billed nothing. */
export const entryCost = ({ cdr }: Pick<HistoryEntry, 'cdr'>): Money | null => cdr?.amountWithTax ?? cdr?.amount ?? null

/** Clocks and set-up times differ: a record may begin so much before or after our call. */
const START_TOLERANCE = 120_000
const DURATION_TOLERANCE = 5
const DURATION_SHARE = 0.05

/**
 * Joins our calls with the provider's records, newest first. A record is shown once, with the call it fits best by number,
 * begin and duration, or alone; none is lost. The outcome depends on what is there, not on the order it came in.
 */
export function mergeHistory(calls: readonly CallLogEntry[], cdrs: readonly Cdr[]): HistoryEntry[] {
  const pairs = matchCalls(calls, cdrs)
  const cdrOf = new Map(cdrs.map((cdr) => [cdr.key, cdr]))
  const taken = new Set(pairs.values())
  const entries: HistoryEntry[] = [
    ...calls.map((call) => ({ id: call.id, startedAt: call.startedAt, call, cdr: cdrOf.get(pairs.get(call.id) ?? '') ?? null })),
    ...[...cdrOf.values()].filter(({ key }) => !taken.has(key)).map((cdr) => ({ id: cdr.key, startedAt: cdr.startedAt, call: null, cdr })),
  ]
  return entries.sort((a, b) => b.startedAt - a.startedAt || compare(a.id, b.id))
}

/** Call id -> record key. Best fits first; ties by id and key, so that the same sets always give the same pairs. */
export function matchCalls(calls: readonly CallLogEntry[], cdrs: readonly Cdr[]): Map<string, string> {
  const byEnd = Map.groupBy(cdrs, ({ number }) => tail(number))
  const candidates = calls
    .filter((c) => c.direction === 'outgoing' && c.connectedAt !== null)
    .flatMap((call) =>
      (byEnd.get(tail(call.number)) ?? []).flatMap((cdr) => {
        const cost = costOf(call, cdr)
        return cost === null ? [] : [{ call: call.id, cdr: cdr.key, cost }]
      }),
    )
    .sort((a, b) => a.cost - b.cost || compare(a.call, b.call) || compare(a.cdr, b.cdr))
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  for (const { call, cdr } of candidates) {
    if (pairs.has(call) || taken.has(cdr)) continue
    pairs.set(call, cdr)
    taken.add(cdr)
  }
  return pairs
}

/** How badly two fit, in seconds; null when they are not the same call. */
function costOf(call: CallLogEntry, cdr: Cdr): number | null {
  const begin = call.connectedAt ?? call.startedAt
  const apart = Math.min(Math.abs(cdr.startedAt - begin), Math.abs(cdr.startedAt - call.startedAt))
  const seconds = call.endedAt === null ? null : (call.endedAt - begin) / 1000
  const longer = seconds === null ? 0 : Math.abs(cdr.seconds - seconds)
  if (apart > START_TOLERANCE || longer > Math.max(DURATION_TOLERANCE, (seconds ?? 0) * DURATION_SHARE)) return null
  return apart / 1000 + longer
}

/** The end of a number, which is the same however it is written: `+49 30 1234567`, `0049301234567`, `0301234567`, `ONNET1234`. */
function tail(number: string): string {
  const digits = number.replace(/\D/g, '')
  return digits.length > 8 ? digits.slice(-8) : digits.replace(/^0+/, '') || number.toLowerCase()
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
