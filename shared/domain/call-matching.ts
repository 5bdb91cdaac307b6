import { z } from 'zod'
import { type CallLogEntry, callLogEntrySchema } from './call.ts'
import { type Cdr, cdrSchema } from './cdr.ts'
import type { Money } from './money.ts'
import { fromProviderNumber } from './phone-number.ts'

/** A row of the history: our own record, the provider's, or both where they are the same call. */
export const historyEntrySchema = z.object({
  id: z.string(),
  /** Orders the history: a later entry has a larger position. Changes when the entry's start does. */
  position: z.number().int(),
  startedAt: z.number().int(),
  call: callLogEntrySchema.nullable(),
  cdr: cdrSchema.nullable(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** The other side's number, as a call or a contact has it. */
export const entryNumber = ({ call, cdr }: Pick<HistoryEntry, 'call' | 'cdr'>): string => call?.number || fromProviderNumber(cdr?.number ?? '')

/** How long a call lasted: as billed, else as we measured it. */
export const entrySeconds = ({ call, cdr }: Pick<HistoryEntry, 'call' | 'cdr'>): number =>
  cdr?.seconds ?? (call?.connectedAt && call.endedAt ? Math.round((call.endedAt - call.connectedAt) / 1000) : 0)

/** What the provider billed, with tax where it names it; null while it has billed nothing. */
export const entryCost = ({ cdr }: Pick<HistoryEntry, 'cdr'>): Money | null => cdr?.amountWithTax ?? cdr?.amount ?? null

/** Clocks and set-up times differ: a record may begin so much before or after our call, ms. */
export const START_TOLERANCE = 120_000
/** Two durations may differ by so many seconds, or by this share of our own if that is more. */
const DURATION_TOLERANCE = 5
const DURATION_SHARE = 0.05

/** The fields that decide whether a call and a record are the same call. */
export type CallToMatch = Pick<CallLogEntry, 'id' | 'number' | 'direction' | 'startedAt' | 'connectedAt' | 'endedAt'>
export type RecordToMatch = Pick<Cdr, 'key' | 'number' | 'startedAt' | 'seconds'>

/**
 * Joins our calls with the provider's records: call id -> record key. A record belongs to the call it fits best by number, start
 * and duration. Best fits first; ties by id and key, so that the same sets give the same pairs in whatever order they came.
 */
export function matchCalls(calls: readonly CallToMatch[], cdrs: readonly RecordToMatch[]): Map<string, string> {
  const byEnd = Map.groupBy(cdrs, ({ number }) => numberTail(number))
  const candidates = calls
    .filter(isBillable)
    .flatMap((call) =>
      (byEnd.get(numberTail(call.number)) ?? []).flatMap((cdr) => {
        const cost = matchCost(call, cdr)
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

/** Whether a call can have a record at all. */
export const isBillable = ({ direction, connectedAt }: CallToMatch): boolean => direction === 'outgoing' && connectedAt !== null

/** How badly two with the same number fit, in seconds; null when they are not the same call. */
export function matchCost(
  call: Pick<CallToMatch, 'startedAt' | 'connectedAt' | 'endedAt'>,
  cdr: Pick<RecordToMatch, 'startedAt' | 'seconds'>,
): number | null {
  const begin = call.connectedAt ?? call.startedAt
  const apart = Math.min(Math.abs(cdr.startedAt - begin), Math.abs(cdr.startedAt - call.startedAt))
  const seconds = call.endedAt === null ? null : (call.endedAt - begin) / 1000
  const longer = seconds === null ? 0 : Math.abs(cdr.seconds - seconds)
  if (apart > START_TOLERANCE || longer > Math.max(DURATION_TOLERANCE, (seconds ?? 0) * DURATION_SHARE)) return null
  return apart / 1000 + longer
}

/** The end of a number, which is the same however it is written: `+49 30 1234567`, `0049301234567`, `0301234567`, `ONNET1234`. */
export function numberTail(number: string): string {
  const digits = number.replace(/\D/g, '')
  return digits.length > 8 ? digits.slice(-8) : digits.replace(/^0+/, '') || number.toLowerCase()
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
