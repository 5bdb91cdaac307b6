import type { DatabaseSync } from 'node:sqlite'
import type { CallLogEntry } from '../../../shared/call.ts'
import { entryCost, entrySeconds, mergeHistory } from '../../../shared/call-matching.ts'
import { cardSchema } from '../../../shared/card.ts'
import { type Cdr, callshopRecordSchema, cdrSchema } from '../../../shared/cdr.ts'
import type { HistoryPage } from '../../../shared/history-query.ts'
import type { Money } from '../../../shared/money.ts'
import { paidActSchema } from '../../../shared/paid-act.ts'
import { rateSchema } from '../../../shared/rate.ts'
import { wallDate } from '../../../shared/wall-clock.ts'
import { readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

type Row = Record<string, unknown>
type ServiceRequest =
  | 'readValue'
  | 'writeValue'
  | 'beginAct'
  | 'updateAct'
  | 'acts'
  | 'countActs'
  | 'actOfPin'
  | 'closePendingActs'
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

/** SQL of what the provider's services keep: costly acts, rates, billed calls, callshop records, cards. */
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
    beginAct({ act, pinHash }) {
      const [known] = all('SELECT value FROM paid_act WHERE id = ?', act.id).flatMap((row) => readAs(paidActSchema, row))
      if (known) return known
      // on the disk before anything is sent: a power cut must not hide that it may have been
      database.exec('PRAGMA synchronous = FULL')
      try {
        database
          .prepare('INSERT INTO paid_act (id, kind, created_at, state, pin_hash, value) VALUES (?, ?, ?, ?, ?, ?)')
          .run(act.id, act.kind, act.createdAt, act.state, pinHash, JSON.stringify(act))
      } finally {
        database.exec('PRAGMA synchronous = NORMAL')
      }
      return null
    },
    updateAct(act) {
      database.prepare('UPDATE paid_act SET state = ?, value = ? WHERE id = ?').run(act.state, JSON.stringify(act), act.id)
    },
    acts: ({ limit }) => all('SELECT value FROM paid_act ORDER BY created_at DESC, id LIMIT ?', limit).flatMap((row) => readAs(paidActSchema, row)),
    countActs: ({ kind, since }) => Number(all('SELECT count(*) AS n FROM paid_act WHERE kind = ? AND created_at >= ?', kind, since)[0]?.['n'] ?? 0),
    actOfPin: ({ pinHash }) =>
      all("SELECT value FROM paid_act WHERE pin_hash = ? AND state <> 'refused' ORDER BY created_at DESC LIMIT 1", pinHash).flatMap((row) =>
        readAs(paidActSchema, row),
      )[0] ?? null,
    closePendingActs({ now }) {
      const pending = all("SELECT value FROM paid_act WHERE state = 'pending'").flatMap((row) => readAs(paidActSchema, row))
      const update = database.prepare("UPDATE paid_act SET state = 'unknown', value = ? WHERE id = ?")
      together(() => {
        for (const act of pending) update.run(JSON.stringify({ ...act, state: 'unknown', finishedAt: now }), act.id)
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
      all('SELECT id, asked_at, numbers FROM rate_look_up ORDER BY asked_at DESC LIMIT ?', limit).map((row) => ({
        id: Number(row['id']),
        askedAt: Number(row['asked_at']),
        numbers: JSON.parse(String(row['numbers'])) as string[],
      })),

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
    saveCallshop({ since, until, records }) {
      const insert = database.prepare('INSERT INTO callshop (started_at, value) VALUES (?, ?)')
      together(() => {
        database.prepare('DELETE FROM callshop WHERE started_at >= ? AND started_at < ?').run(since, until)
        for (const record of records) insert.run(record.startedAt, JSON.stringify(record))
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
