import type { DatabaseSync } from 'node:sqlite'
import type { HistoryEntry } from '../../../shared/domain/call-matching.ts'
import { numberTail } from '../../../shared/domain/call-matching.ts'
import type { HistoryChoices, HistoryPage } from '../../../shared/domain/history-query.ts'
import { toEntry } from './call-queries.ts'
import { costQueries } from './cost-queries.ts'
import { deletedRecords } from './deleted-records.ts'
import { type Deletions, deletionQueries } from './deletion-queries.ts'
import { entryRows, instantOf, positionAt } from './entries.ts'
import { searchTerms, tailsOfNamed } from './history-search.ts'
import type { NamedContact } from './personal-queries.ts'
import { providerZone } from './provider-zone.ts'
import { recordRows, toCdr } from './record-rows.ts'
import type { HistorySearch, HistorySums, Requests } from './requests.ts'
import { createQuery, type Value } from './statements.ts'
import { together } from './together.ts'

type HistoryRequest =
  | 'useZone'
  | 'saveCdrs'
  | 'historyPage'
  | 'historySums'
  | 'historySpan'
  | 'historyChoices'
  | 'deleteMatching'
  | 'costSums'
  | 'costNames'
type Handlers = { [N in HistoryRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** Where a query begins: at an index that gives its rows in the list's order, so that the first page costs the same among a million. */
export type Source = { readonly from: string; readonly where: readonly string[]; readonly values: readonly Value[]; readonly id: string }

/** From so many numbers on, the list is read in its order and each entry looked at: most fit. */
const MANY_TAILS = 20

/** SQL of the history: pages by keyset, sums of days, what can be chosen in the filters. Each request runs a few statements, whatever is stored. */
export function historyQueries(database: DatabaseSync, contacts: () => readonly NamedContact[]): Handlers & Deletions {
  const records = recordRows(database, deletedRecords(database))
  const entries = entryRows(database)
  const deletions = deletionQueries(database, entries)
  const useZone = providerZone(database, entries)
  const all = createQuery(database, 200)

  /** The ways in which an entry can fit the text: by what it holds, or by the present name of a contact. Null: any entry fits. */
  const sources = (search: HistorySearch, since: number, until: number): readonly Source[] => {
    const within = (id: string) => ({ where: [`${id} >= ?`, `${id} < ?`], values: [since, until] })
    const plain: Source = { from: 'entry e', id: 'e.id', ...within('e.id') }
    const byTails = (tails: readonly string[]): Source => {
      const column = tails.length > MANY_TAILS ? '+e.tail' : 'e.tail'
      return { ...plain, where: [...plain.where, `${column} IN (SELECT value FROM json_each(?))`], values: [...plain.values, JSON.stringify(tails)] }
    }
    const terms = searchTerms(search.text, search.callingCode)
    if (!terms.length) return [plain]
    const byText = terms.map((one): Source => {
      const [table, query, short] = 'parts' in one ? ['entry_text', one.parts, one.short] : ['entry_word', one.beginnings, []]
      const { where, values } = within('f.rowid')
      return {
        from: `${table} f CROSS JOIN entry e ON e.id = f.rowid`,
        id: 'f.rowid',
        where: [`f.${table} MATCH ?`, ...where, ...short.map(() => "e.text LIKE ? ESCAPE '\\'")],
        values: [query, ...values, ...short.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`)],
      }
    })
    const tails = tailsOfNamed(contacts(), search.text)
    return tails.length ? [...byText, byTails(tails)] : byText
  }
  const filters = (search: HistorySearch): { where: string[]; values: Value[] } => {
    const where: string[] = []
    const values: Value[] = []
    const add = (condition: string, value: Value | null): void => {
      if (value === null) return
      where.push(condition)
      values.push(value)
    }
    if (search.direction === 'missed') add('e.outcome = ?', 'missed')
    else add('e.direction = ?', search.direction === 'all' ? null : search.direction)
    add('e.outcome = ?', search.outcome)
    add('e.line_id = ?', search.lineId)
    add('e.kind = ?', search.kind)
    add('e.destination = ?', search.destination)
    add('e.cost > ?', search.costAbove)
    if (search.contactId !== null) {
      const numbers = contacts().find(({ id }) => id === search.contactId)?.numbers ?? []
      add('e.tail IN (SELECT value FROM json_each(?))', JSON.stringify(numbers.map(({ number }) => numberTail(number))))
    }
    return { where, values }
  }
  const read = (ids: readonly number[]): HistoryEntry[] => {
    const recordColumns = 'key, started_at, seconds, mismatch, number, destination, net, with_tax, currency, type, corrected'
    const rows = all(
      `SELECT e.id AS position, c.*, ${recordColumns
        .split(', ')
        .map((name) => `r.${name} AS r_${name}`)
        .join(', ')}
       FROM json_each(?) w JOIN entry e ON e.id = w.value LEFT JOIN call_log c ON c.id = e.call_id LEFT JOIN record r ON r.key = e.record_key
       ORDER BY e.id DESC`,
      [JSON.stringify(ids)],
    )
    return rows.flatMap((row) => {
      const [call = null] = row['id'] === null ? [] : toEntry(row)
      const cdr = row['r_key'] === null ? null : toCdr(row, 'r_')
      const startedAt = call?.startedAt ?? cdr?.startedAt
      return startedAt === undefined ? [] : [{ id: call?.id ?? cdr?.key ?? '', position: Number(row['position']), startedAt, call, cdr }]
    })
  }

  return {
    ...deletions.requests,
    deleteMatching({ search }) {
      const filter = filters(search)
      const found = sources(search, positionAt(search.since), positionAt(search.until)).flatMap(({ from, where, values, id }) =>
        all(`SELECT ${id} AS id FROM ${from} WHERE ${[...where, ...filter.where].join(' AND ')}`, [...values, ...filter.values]),
      )
      return deletions.requests.deleteEntries({ positions: [...new Set(found.map((row) => Number(row['id'])))] })
    },
    ...costQueries({ all, sources, filters, contacts }),
    useZone: ({ zone }) => useZone(zone),
    saveCdrs({ cdrs }) {
      together(database, () => {
        const keys = records.save(cdrs)
        entries.recordsChanged(keys)
        deletions.removeBilled(keys)
      })
    },
    historyPage({ search, before, limit }): HistoryPage {
      const since = positionAt(search.since)
      const until = Math.min(positionAt(search.until), before ?? Number.MAX_SAFE_INTEGER)
      const filter = filters(search)
      const found = sources(search, since, until).flatMap(({ from, where, values, id }) =>
        all(`SELECT ${id} AS id FROM ${from} WHERE ${[...where, ...filter.where].join(' AND ')} ORDER BY ${id} DESC LIMIT ?`, [
          ...values,
          ...filter.values,
          limit,
        ]).map((row) => Number(row['id'])),
      )
      const ids = [...new Set(found)].sort((a, b) => b - a).slice(0, limit)
      return { entries: read(ids), next: ids.length < limit ? null : (ids.at(-1) ?? null) }
    },
    historySums({ search, days }): HistorySums {
      const since = positionAt(Math.min(...days.map((day) => day.since)))
      const until = positionAt(Math.max(...days.map((day) => day.until)))
      const filter = filters(search)
      const [first, ...more] = sources(search, since, until)
      if (!first) return { days: [] }
      const matching = [first, ...more].map(({ from, where, id }) => `SELECT ${id} FROM ${from} WHERE ${where.join(' AND ')}`).join(' UNION ')
      const isPlain = first.from === 'entry e'
      const rows = all(
        `SELECT d.key AS day, count(*) AS calls, sum(e.seconds) AS seconds, sum(e.cost) AS cost, e.currency AS currency
         FROM json_each(?) d CROSS JOIN entry e
         WHERE e.id >= d.value ->> 0 AND e.id < d.value ->> 1 ${[...(isPlain ? [] : [`e.id IN (${matching})`]), ...filter.where].map((one) => `AND ${one}`).join(' ')}
         GROUP BY d.key, e.currency ORDER BY d.key, cost DESC`,
        [
          JSON.stringify(days.map((day) => [positionAt(day.since), positionAt(day.until)])),
          ...(isPlain ? [] : [first, ...more].flatMap(({ values }) => values)),
          ...filter.values,
        ],
      )
      return {
        days: [...Map.groupBy(rows, (row) => Number(row['day']))].map(([at, parts]) => {
          const sum = (name: string): number => parts.reduce((n, row) => n + Number(row[name] ?? 0), 0)
          // an account has one currency; where it was changed, the other's amounts can't be added
          const spent = parts.find((row) => row['cost'] !== null)
          return {
            date: days[at]?.date ?? '',
            calls: sum('calls'),
            seconds: sum('seconds'),
            amount: spent ? { units: Number(spent['cost']), currency: String(spent['currency']) } : null,
          }
        }),
      }
    },
    historySpan({ since, until }) {
      const [row] = all('SELECT count(*) AS count, min(id) AS first, max(id) AS last FROM entry WHERE id >= ? AND id < ?', [
        positionAt(since),
        positionAt(until),
      ])
      return { count: Number(row?.['count'] ?? 0), first: instantOf(row?.['first']), last: instantOf(row?.['last']) }
    },
    historyChoices(): HistoryChoices {
      /** A column's values, each found by its index alone. */
      const distinct = (column: string): string[] =>
        all(
          `WITH RECURSIVE v (value) AS (
             SELECT min(${column}) FROM entry
             UNION ALL SELECT (SELECT min(${column}) FROM entry WHERE ${column} > v.value) FROM v WHERE v.value IS NOT NULL
           ) SELECT value FROM v WHERE value IS NOT NULL AND value <> ''`,
          [],
        ).map((row) => String(row['value']))
      const label = (id: string): string =>
        String(
          all('SELECT c.line_label AS label FROM entry e JOIN call_log c ON c.id = e.call_id WHERE e.line_id = ? ORDER BY e.id DESC LIMIT 1', [
            id,
          ])[0]?.['label'] ?? id,
        )
      return {
        lines: distinct('line_id').map((id) => ({ id, label: label(id) })),
        kinds: distinct('kind'),
        destinations: distinct('destination'),
      }
    },
  }
}
