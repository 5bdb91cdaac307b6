import type { DatabaseSync } from 'node:sqlite'
import type { Money } from '../../../shared/domain/money.ts'
import { type PaidOperation, paidOperationKindSchema, paidOperationSchema } from '../../../shared/domain/paid-operation.ts'
import { callbackRecords } from './callback-records.ts'
import { parseJson } from './read-as.ts'
import type { Requests } from './requests.ts'

type Row = Record<string, unknown>
type PaidOperationRequest =
  | 'beginPaidOperation'
  | 'updatePaidOperation'
  | 'paidOperations'
  | 'paidOperationsOf'
  | 'sentPage'
  | 'paidOperationOfPin'
  | 'closePendingPaidOperations'
type Handlers = { [N in PaidOperationRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

const columns = [
  'id',
  'kind',
  'target',
  'via',
  'amount',
  'amount_currency',
  'state',
  'created_at',
  'finished_at',
  'failure_code',
  'failure_message',
  'failure_retryable',
  'failure_details',
  'before',
  'before_currency',
  'after',
  'after_currency',
  'reference',
  'stopped',
  'dismissed',
  'pin_hash',
  'text',
] as const

/** Characters of an SMS in the list that everybody sees. */
const TEXT_SHOWN = 40
/** Comes before every page's first operation. */
const NEWEST = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** SQL of paid operations. */
export function paidOperationQueries(database: DatabaseSync): Handlers {
  const insertion = `INSERT INTO paid_operation (${columns}) VALUES (${columns.map(() => '?')})`
  const insert = database.prepare(insertion)
  const changed = columns.filter((name) => !['id', 'kind', 'created_at', 'pin_hash', 'text'].includes(name))
  const upsert = database.prepare(
    `${insertion} ON CONFLICT (id) DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`)}, pin_hash = coalesce(excluded.pin_hash, pin_hash)`,
  )
  const byId = database.prepare('SELECT * FROM paid_operation WHERE id = ?')
  const count = database.prepare('SELECT count(*) AS n FROM paid_operation WHERE kind = ? AND created_at >= ?')
  // each part from an index: the newest of each kind, and callbacks that may still be running however old they are
  const newest = database.prepare('SELECT * FROM paid_operation WHERE kind = ? ORDER BY created_at DESC, id DESC LIMIT ?')
  const running = database.prepare(
    "SELECT * FROM paid_operation WHERE kind = 'callback' AND state = 'done' AND stopped = 0 AND dismissed = 0 ORDER BY created_at DESC, id DESC LIMIT ?",
  )
  const behind = 'SELECT * FROM paid_operation WHERE (created_at, id) < (?, ?)'
  const page = database.prepare(`${behind} ORDER BY created_at DESC, id DESC LIMIT ?`)
  const pageOfKind = database.prepare(`${behind} AND kind = ? ORDER BY created_at DESC, id DESC LIMIT ?`)
  const billed = callbackRecords(database)
  const ofPin = database.prepare(
    "SELECT id, created_at, state FROM paid_operation WHERE pin_hash = ? AND state <> 'refused' ORDER BY created_at DESC LIMIT 1",
  )
  const close = database.prepare("UPDATE paid_operation SET state = 'unknown', finished_at = ? WHERE state = 'pending'")
  return {
    beginPaidOperation({ operation, pinHash, limit }) {
      const [known] = toOperation(byId.get(operation.id))
      if (known) return { state: 'known', operation: known }
      if (limit) {
        // the worker runs one request at a time: nothing is written between this count and the insert
        const begun = Number(count.get(operation.kind, limit.since)?.['n'] ?? 0)
        if (begun >= limit.most) return { state: 'over-limit', count: begun }
      }
      // on the disk before anything is sent: a power cut must not hide that it may have been
      database.exec('PRAGMA synchronous = FULL')
      try {
        insert.run(...valuesOf(operation, pinHash))
      } finally {
        database.exec('PRAGMA synchronous = NORMAL')
      }
      return { state: 'begun' }
    },
    updatePaidOperation({ operation, pinHash }) {
      // the file may have been replaced while it was under way
      upsert.run(...valuesOf(operation, pinHash))
    },
    paidOperations({ limit }) {
      const kept = paidOperationKindSchema.options.flatMap((kind) => {
        const rows = newest.all(kind, limit) as Row[]
        if (kind !== 'callback') return rows
        return (running.all(limit) as Row[]).concat(rows.filter((row) => !isRunning(row))).slice(0, limit)
      })
      const order = (a: Row, b: Row): number => Number(b['created_at']) - Number(a['created_at']) || (String(a['id']) < String(b['id']) ? 1 : -1)
      return kept
        .sort(order)
        .flatMap(toOperation)
        .map((o) => ({ ...o, text: [...o.text].slice(0, TEXT_SHOWN).join('') }))
    },
    paidOperationsOf: ({ ids }) => ids.flatMap((id) => toOperation(byId.get(id))),
    sentPage({ kind, before, limit }) {
      const { createdAt, id } = before ?? NEWEST
      const rows = (kind === null ? page.all(createdAt, id, limit) : pageOfKind.all(createdAt, id, kind, limit)) as Row[]
      const operations = rows.flatMap(toOperation)
      const records = billed(operations)
      const last = rows.at(-1)
      return {
        operations: operations.map((o) => ({ ...o, billed: records.get(o.id) ?? null })),
        next: last && rows.length === limit ? { createdAt: Number(last['created_at']), id: String(last['id']) } : null,
      }
    },
    paidOperationOfPin({ pinHash }) {
      const row = ofPin.get(pinHash)
      return row ? { id: String(row['id']), createdAt: Number(row['created_at']), state: String(row['state']) } : null
    },
    closePendingPaidOperations: ({ now }) => Number(close.run(now).changes),
  }
}

const isRunning = (row: Row): boolean => row['kind'] === 'callback' && row['state'] === 'done' && row['stopped'] === 0 && row['dismissed'] === 0

function valuesOf(o: PaidOperation, pinHash: string | null): (string | number | null)[] {
  const money = (m: Money | null): [number | null, string | null] => [m?.units ?? null, m?.currency ?? null]
  const { failure } = o
  return [
    o.id,
    o.kind,
    o.target,
    o.via,
    ...money(o.amount),
    o.state,
    o.createdAt,
    o.finishedAt,
    failure?.code ?? null,
    failure?.message ?? null,
    failure ? Number(failure.retryable) : null,
    failure?.details ? JSON.stringify(failure.details) : null,
    ...money(o.balanceBefore),
    ...money(o.balanceAfter),
    o.reference,
    Number(o.stopped),
    Number(o.dismissed),
    pinHash,
    o.text,
  ]
}

/** A row that cannot be read is left out; one whose failure alone cannot be read is shown without it. */
function toOperation(row: Row | undefined): PaidOperation[] {
  if (!row) return []
  const money = (units: unknown, currency: unknown): unknown => (units === null ? null : { units, currency })
  const details = typeof row['failure_details'] === 'string' ? parseJson(row['failure_details']) : undefined
  const failure = {
    code: row['failure_code'],
    message: row['failure_message'],
    retryable: row['failure_retryable'] === 1,
    ...(details ? { details } : {}),
  }
  const whole = {
    id: row['id'],
    kind: row['kind'],
    target: row['target'],
    via: row['via'],
    amount: money(row['amount'], row['amount_currency']),
    state: row['state'],
    createdAt: row['created_at'],
    finishedAt: row['finished_at'],
    failure: row['failure_code'] === null ? null : failure,
    balanceBefore: money(row['before'], row['before_currency']),
    balanceAfter: money(row['after'], row['after_currency']),
    reference: row['reference'],
    stopped: row['stopped'] === 1,
    dismissed: row['dismissed'] === 1,
    text: row['text'],
  }
  for (const one of [whole, { ...whole, failure: null }]) {
    const { data } = paidOperationSchema.safeParse(one)
    if (data) return [data]
  }
  return []
}
