import type { DatabaseSync } from 'node:sqlite'
import { numberTail, START_TOLERANCE } from '../../../shared/domain/call-matching.ts'
import { CALLBACK_WITHIN, matchCallbacks } from '../../../shared/domain/callback-matching.ts'
import type { PaidOperation, SentOperation } from '../../../shared/domain/paid-operation.ts'

type Row = Record<string, unknown>

/** Finds what the provider's records say of web callbacks: by their ids. */
export function callbackRecords(database: DatabaseSync): (operations: readonly PaidOperation[]) => ReadonlyMap<string, SentOperation['billed']> {
  // the others near them too: each record counts for the callback it fits best
  const near = database.prepare(
    `SELECT id, via, target, created_at AS createdAt FROM paid_operation
     WHERE kind = 'callback' AND created_at BETWEEN ? AND ? AND state IN ('done', 'unknown')`,
  )
  // a record that belongs to one of our own calls is none of a callback
  const records = database.prepare(
    `SELECT r.key, r.number, r.started_at AS startedAt, r.seconds, coalesce(r.with_tax, r.net) AS units, r.currency
     FROM record r JOIN entry e ON e.record_key = r.key AND e.call_id IS NULL WHERE r.tail = ? AND r.started_at BETWEEN ? AND ?`,
  )
  return (operations) => {
    const times = operations.filter(({ kind }) => kind === 'callback').map(({ createdAt }) => createdAt)
    if (!times.length) return new Map()
    const [first, last] = [Math.min(...times), Math.max(...times)]
    const reach = CALLBACK_WITHIN + START_TOLERANCE
    const callbacks = near.all(first - reach, last + reach) as (Pick<PaidOperation, 'id' | 'via' | 'target' | 'createdAt'> & Row)[]
    const tails = new Set(callbacks.flatMap(({ via, target }) => [numberTail(via), numberTail(target)]))
    const found = [...tails].flatMap((tail) => records.all(tail, first - 2 * reach, last + 2 * reach) as never as RecordRow[])
    return new Map([...matchCallbacks(callbacks, found)].map(([id, calls]) => [id, billedOf(calls)]))
  }
}

type RecordRow = {
  readonly key: string
  readonly number: string
  readonly startedAt: number
  readonly seconds: number
  readonly units: number | null
  readonly currency: string | null
}

/** `cost` null: the records name no amounts, or amounts in several currencies. */
function billedOf(calls: readonly RecordRow[]): SentOperation['billed'] {
  const [currency, ...others] = new Set(calls.map((r) => (r.units === null ? null : r.currency)))
  return {
    calls: calls.length,
    seconds: calls.reduce((sum, r) => sum + r.seconds, 0),
    cost: currency && !others.length ? { units: calls.reduce((sum, r) => sum + (r.units ?? 0), 0), currency } : null,
  }
}
