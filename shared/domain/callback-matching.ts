import { numberTail, START_TOLERANCE } from './call-matching.ts'
import type { Cdr } from './cdr.ts'
import type { PaidOperation } from './paid-operation.ts'

/** The two calls of a callback begin so soon after it, ms: the first phone may ring for a while, and the second one after it. */
export const CALLBACK_WITHIN = 30 * 60_000

type CallbackToMatch = Pick<PaidOperation, 'id' | 'via' | 'target' | 'createdAt'>
type RecordToMatch = Pick<Cdr, 'key' | 'number' | 'startedAt'>

/**
 * Joins web callbacks with the provider's records of their two calls: callback id -> at most one record for the phone that rang first, and
 * one for the other. The records name no callback, so they are matched by number and by what begins nearest to it; a record counts
 * once. The same sets give the same pairs in whatever order they came.
 */
export function matchCallbacks<R extends RecordToMatch>(callbacks: readonly CallbackToMatch[], records: readonly R[]): Map<string, readonly R[]> {
  const byEnd = Map.groupBy(records, ({ number }) => numberTail(number))
  const candidates = callbacks
    .flatMap(({ id, via, target, createdAt }) =>
      [via, target].flatMap((number, call) =>
        (byEnd.get(numberTail(number)) ?? []).flatMap((record) => {
          const after = record.startedAt - createdAt
          return after >= -START_TOLERANCE && after <= CALLBACK_WITHIN ? [{ id, call, record, apart: Math.abs(after) }] : []
        }),
      ),
    )
    .sort((a, b) => a.apart - b.apart || compare(a.id, b.id) || a.call - b.call || compare(a.record.key, b.record.key))
  const matched = new Map<string, [R | null, R | null]>()
  const taken = new Set<string>()
  for (const { id, call, record } of candidates) {
    const calls = matched.get(id) ?? [null, null]
    if (calls[call] || taken.has(record.key)) continue
    calls[call] = record
    matched.set(id, calls)
    taken.add(record.key)
  }
  return new Map([...matched].map(([id, calls]) => [id, calls.filter((record) => record !== null)]))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
