import type { DatabaseSync } from 'node:sqlite'
import { cardSchema } from '../../../shared/domain/card.ts'
import { callshopRecordSchema } from '../../../shared/domain/cdr.ts'
import { paidOperationSchema } from '../../../shared/domain/paid-operation.ts'
import { rateLookUpSchema, rateSchema } from '../../../shared/domain/rate.ts'
import { parseJson, readAs } from './read-as.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type ServiceRequest =
  | 'readValue'
  | 'writeValue'
  | 'beginPaidOperation'
  | 'updatePaidOperation'
  | 'paidOperations'
  | 'paidOperationOfPin'
  | 'closePendingPaidOperations'
  | 'rates'
  | 'saveRates'
  | 'saveRateLookUp'
  | 'rateLookUps'
  | 'saveCallshop'
  | 'callshop'
  | 'cards'
  | 'saveCard'
  | 'removeCard'
type Handlers = { [N in ServiceRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of what the provider's services keep: paid operations, rates, callshop records, cards. */
export function serviceQueries(database: DatabaseSync): Handlers {
  const all = (sql: string, ...values: (string | number)[]): Row[] => database.prepare(sql).all(...values) as Row[]

  return {
    readValue: ({ key }) => {
      const [row] = all('SELECT value FROM meta WHERE key = ?', key)
      return row ? String(row['value']) : null
    },
    writeValue({ key, value }) {
      database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
    },
    beginPaidOperation({ operation, pinHash, limit }) {
      const [known] = all('SELECT value FROM paid_act WHERE id = ?', operation.id).flatMap((row) => readAs(paidOperationSchema, row))
      if (known) return { state: 'known', operation: known }
      if (limit) {
        // the worker runs one request at a time: nothing is written between this count and the insert
        const count = Number(all('SELECT count(*) AS n FROM paid_act WHERE kind = ? AND created_at >= ?', operation.kind, limit.since)[0]?.['n'] ?? 0)
        if (count >= limit.most) return { state: 'over-limit', count }
      }
      // on the disk before anything is sent: a power cut must not hide that it may have been
      database.exec('PRAGMA synchronous = FULL')
      try {
        database
          .prepare('INSERT INTO paid_act (id, kind, created_at, state, pin_hash, value) VALUES (?, ?, ?, ?, ?, ?)')
          .run(operation.id, operation.kind, operation.createdAt, operation.state, pinHash, JSON.stringify(operation))
      } finally {
        database.exec('PRAGMA synchronous = NORMAL')
      }
      return { state: 'begun' }
    },
    updatePaidOperation({ operation, pinHash }) {
      // the file may have been replaced while it was under way
      database
        .prepare(
          `INSERT INTO paid_act (id, kind, created_at, state, pin_hash, value) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET state = excluded.state, value = excluded.value, pin_hash = COALESCE(excluded.pin_hash, pin_hash)`,
        )
        .run(operation.id, operation.kind, operation.createdAt, operation.state, pinHash, JSON.stringify(operation))
    },
    paidOperations: ({ limit }) =>
      all(
        `SELECT value FROM (
           SELECT id, value, created_at FROM paid_act
           ORDER BY kind = 'callback' AND state = 'done'
             AND CASE WHEN json_valid(value) THEN value ->> 'stopped' = 0 AND value ->> 'dismissed' = 0 ELSE 0 END DESC, created_at DESC, id LIMIT ?
         ) ORDER BY created_at DESC, id`,
        limit,
      ).flatMap((row) => readAs(paidOperationSchema, row)),
    paidOperationOfPin({ pinHash }) {
      // from the columns alone: a value that cannot be read must not hide that the PIN was sent
      const [row] = all(
        "SELECT id, created_at, state FROM paid_act WHERE pin_hash = ? AND state <> 'refused' ORDER BY created_at DESC LIMIT 1",
        pinHash,
      )
      return row ? { id: String(row['id']), createdAt: Number(row['created_at']), state: String(row['state']) } : null
    },
    closePendingPaidOperations({ now }) {
      const pending = all("SELECT value FROM paid_act WHERE state = 'pending'").flatMap((row) => readAs(paidOperationSchema, row))
      const update = database.prepare('UPDATE paid_act SET value = ? WHERE id = ?')
      together(database, () => {
        database.exec("UPDATE paid_act SET state = 'unknown' WHERE state = 'pending'")
        for (const operation of pending) update.run(JSON.stringify({ ...operation, state: 'unknown', finishedAt: now }), operation.id)
      })
      return pending.length
    },

    rates: ({ numbers }) =>
      numbers.flatMap((number) => all('SELECT value FROM rate WHERE number = ?', number).flatMap((row) => readAs(rateSchema, row))),
    saveRates({ rates }) {
      const insert = database.prepare(
        'INSERT INTO rate (number, as_of, value) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET as_of = excluded.as_of, value = excluded.value',
      )
      together(database, () => {
        for (const rate of rates) insert.run(rate.number, rate.asOf, JSON.stringify(rate))
      })
    },
    saveRateLookUp({ askedAt, numbers }) {
      database
        .prepare('INSERT INTO rate_look_up (asked_at, numbers) VALUES (?, ?) ON CONFLICT (numbers) DO UPDATE SET asked_at = excluded.asked_at')
        .run(askedAt, JSON.stringify(numbers))
    },
    rateLookUps: ({ limit }) =>
      all('SELECT id, asked_at, numbers FROM rate_look_up ORDER BY asked_at DESC LIMIT ?', limit).flatMap((row) => {
        const parsed = rateLookUpSchema.safeParse({ id: row['id'], askedAt: row['asked_at'], numbers: parseJson(row['numbers']) })
        return parsed.success ? [parsed.data] : []
      }),

    saveCallshop({ since, until, records, complete }) {
      const insert = database.prepare('INSERT INTO callshop (started_at, value) VALUES (?, ?)')
      together(database, () => {
        // records may be equal in every field: as many as are stored of one are not added again
        const stored = new Map<string, number>()
        if (complete) database.prepare('DELETE FROM callshop WHERE started_at >= ? AND started_at < ?').run(since, until)
        else {
          for (const row of all('SELECT value FROM callshop WHERE started_at >= ? AND started_at < ?', since, until))
            stored.set(String(row['value']), (stored.get(String(row['value'])) ?? 0) + 1)
        }
        for (const record of records) {
          // what a reply holds beyond the days that were asked for would be added again with each reading
          if (record.startedAt < since || record.startedAt >= until) continue
          const value = JSON.stringify(record)
          const left = stored.get(value) ?? 0
          if (left > 0) stored.set(value, left - 1)
          else insert.run(record.startedAt, value)
        }
      })
    },
    callshop: ({ since, until }) =>
      all('SELECT value FROM callshop WHERE started_at >= ? AND started_at < ? ORDER BY started_at DESC, id LIMIT 20000', since, until).flatMap(
        (row) => readAs(callshopRecordSchema, row),
      ),

    cards: () => all('SELECT value FROM card ORDER BY cli').flatMap((row) => readAs(cardSchema, row)),
    saveCard(card) {
      database
        .prepare('INSERT INTO card (cli, value) VALUES (?, ?) ON CONFLICT (cli) DO UPDATE SET value = excluded.value')
        .run(card.cli, JSON.stringify(card))
    },
    removeCard({ cli }) {
      database.prepare('DELETE FROM card WHERE cli = ?').run(cli)
    },
  }
}
