import type { DatabaseSync } from 'node:sqlite'
import type { CallLogEntry } from '../../../shared/domain/call.ts'
import { entryCost, entrySeconds, mergeHistory } from '../../../shared/domain/call-matching.ts'
import { cardSchema } from '../../../shared/domain/card.ts'
import { type Cdr, callshopRecordSchema, cdrSchema } from '../../../shared/domain/cdr.ts'
import type { HistoryPage } from '../../../shared/domain/history-query.ts'
import type { Money } from '../../../shared/domain/money.ts'
import { paidOperationSchema } from '../../../shared/domain/paid-operation.ts'
import { rateLookUpSchema, rateSchema } from '../../../shared/domain/rate.ts'
import { wallDate } from '../../../shared/domain/wall-clock.ts'
import { parseJson, readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

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
  | 'saveCdrs'
  | 'history'
  | 'saveCallshop'
  | 'callshop'
  | 'cards'
  | 'saveCard'
  | 'removeCard'
type Handlers = { [N in ServiceRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of what the provider's services keep: paid operations, rates, billed calls, callshop records, cards. */
export function serviceQueries(database: DatabaseSync, callsBetween: (since: number, until: number) => CallLogEntry[]): Handlers {
  const all = (sql: string, ...values: (string | number)[]): Row[] => database.prepare(sql).all(...values) as Row[]
  const together = (run: () => void): void => {
    database.exec('BEGIN')
    try {
      run()
      database.exec('COMMIT')
    } catch (e) {
      database.exec('ROLLBACK')
      throw e
    }
  }
  const cdrsBetween = (since: number, until: number): Cdr[] =>
    all('SELECT value FROM cdr WHERE started_at >= ? AND started_at < ?', since, until).flatMap((row) => readAs(cdrSchema, row))

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
      together(() => {
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
      together(() => {
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

    saveCdrs({ cdrs }) {
      const insert = database.prepare(
        'INSERT INTO cdr (key, started_at, value) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET started_at = excluded.started_at, value = excluded.value',
      )
      together(() => {
        for (const cdr of cdrs) insert.run(cdr.key, cdr.startedAt, JSON.stringify(cdr))
      })
    },
    history({ since, until, zone, text, direction, limit }) {
      const merged = mergeHistory(callsBetween(since, until), cdrsBetween(since, until))
      const wanted = text.trim().toLowerCase()
      const digits = wanted.replace(/\D/g, '')
      const fits = merged.filter(({ call, cdr }) => {
        if (direction === 'outgoing' && call?.direction === 'incoming') return false
        if (direction === 'incoming' && call?.direction !== 'incoming') return false
        if (direction === 'missed' && call?.outcome !== 'missed') return false
        if (wanted === '') return true
        const words = [call?.name, call?.number, call?.lineLabel, cdr?.number, cdr?.destination].join(' ').toLowerCase()
        return words.includes(wanted) || (digits.length > 2 && words.replace(/[^\d ]/g, '').includes(digits))
      })
      return { entries: fits.slice(0, limit), matching: fits.length, total: merged.length, ...sums(fits, zone) }
    },
    saveCallshop({ since, until, records, complete }) {
      const insert = database.prepare('INSERT INTO callshop (started_at, value) VALUES (?, ?)')
      together(() => {
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

function sums(entries: HistoryPage['entries'], zone: string): Pick<HistoryPage, 'days' | 'seconds'> {
  const days = new Map<string, { amount: Money; calls: number }>()
  let seconds = 0
  for (const entry of entries) {
    seconds += entrySeconds(entry)
    const spent = entryCost(entry)
    if (!spent) continue
    const date = wallDate(entry.startedAt, zone)
    const day = days.get(date) ?? { amount: { units: 0, currency: spent.currency }, calls: 0 }
    days.set(date, { amount: { units: day.amount.units + spent.units, currency: spent.currency }, calls: day.calls + 1 })
  }
  return { days: [...days].map(([date, day]) => ({ date, ...day })).sort((a, b) => (a.date < b.date ? -1 : 1)), seconds }
}
