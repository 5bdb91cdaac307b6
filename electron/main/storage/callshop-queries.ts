import type { DatabaseSync } from 'node:sqlite'
import type { CallshopRecord } from '../../../shared/domain/cdr.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type Value = string | number | null
type CallshopRequest = 'saveCallshop' | 'callshopPage' | 'callshopSums'
type Handlers = { [N in CallshopRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

const columns = 'started_at, caller, callee, destination, seconds, billed_seconds, net, with_tax, currency'

/** SQL of a callshop's records: pages by keyset, sums over all of them. */
export function callshopQueries(database: DatabaseSync): Handlers {
  const insert = database.prepare(`INSERT INTO callshop_record (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const within = database.prepare(`SELECT ${columns} FROM callshop_record WHERE started_at >= ? AND started_at < ?`)
  const remove = database.prepare('DELETE FROM callshop_record WHERE started_at >= ? AND started_at < ?')
  const page = database.prepare(
    `SELECT id, ${columns} FROM callshop_record WHERE started_at >= ? AND (started_at, id) < (?, ?) ORDER BY started_at DESC, id DESC LIMIT ?`,
  )
  const sums = database.prepare(
    `SELECT count(*) AS count, sum(seconds) AS seconds, sum(billed_seconds) AS billed, sum(net) AS net, sum(with_tax) AS tax, currency
     FROM callshop_record WHERE started_at >= ? AND started_at < ? GROUP BY currency`,
  )
  return {
    saveCallshop({ since, until, records, complete }) {
      together(database, () => {
        // records may be equal in every field: as many as are stored of one are not added again
        const stored = new Map<string, number>()
        if (complete) remove.run(since, until)
        else
          for (const row of within.all(since, until)) {
            const key = JSON.stringify(Object.values(row))
            stored.set(key, (stored.get(key) ?? 0) + 1)
          }
        for (const record of records) {
          // what a reply holds beyond the days that were requested would be added again with each reading
          if (record.startedAt < since || record.startedAt >= until) continue
          const values = valuesOf(record)
          const key = JSON.stringify(values)
          const left = stored.get(key) ?? 0
          if (left > 0) stored.set(key, left - 1)
          else insert.run(...values)
        }
      })
    },
    callshopPage({ since, until, before, limit }) {
      // all that begins before `until` comes before its first id
      const rows = page.all(since, before?.startedAt ?? until, before?.id ?? 0, limit) as Row[]
      const last = rows.at(-1)
      return {
        records: rows.map(toRecord),
        next: last && rows.length === limit ? { startedAt: Number(last['started_at']), id: Number(last['id']) } : null,
      }
    },
    callshopSums({ since, until }) {
      const parts = sums.all(since, until) as Row[]
      const sum = (name: string): number => parts.reduce((n, row) => n + Number(row[name] ?? 0), 0)
      return {
        count: sum('count'),
        seconds: sum('seconds'),
        billedSeconds: sum('billed'),
        amounts: parts.flatMap((row) => money(row['net'], row['currency']) ?? []),
        amountsWithTax: parts.flatMap((row) => money(row['tax'], row['currency']) ?? []),
      }
    },
  }
}

function valuesOf({ startedAt, caller, callee, destination, seconds, billedSeconds, amount, amountWithTax }: CallshopRecord): Value[] {
  const currency = (amountWithTax ?? amount)?.currency ?? null
  return [startedAt, caller, callee, destination, seconds, billedSeconds, amount?.units ?? null, amountWithTax?.units ?? null, currency]
}

const money = (units: unknown, currency: unknown): Money | null => (units === null ? null : { units: Number(units), currency: String(currency) })

const toRecord = (row: Row): CallshopRecord => ({
  startedAt: Number(row['started_at']),
  caller: String(row['caller']),
  callee: String(row['callee']),
  destination: String(row['destination']),
  seconds: Number(row['seconds']),
  billedSeconds: Number(row['billed_seconds']),
  amount: money(row['net'], row['currency']),
  amountWithTax: money(row['with_tax'], row['currency']),
})
