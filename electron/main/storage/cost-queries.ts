import { numberTail } from '../../../shared/domain/call-matching.ts'
import { positionAt } from './entries.ts'
import type { Source } from './history-queries.ts'
import type { HistorySearch, Requests } from './requests.ts'

type Row = Record<string, unknown>
type CostRequest = 'costSums' | 'costNames'
type Handlers = { [N in CostRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** What the history is searched by. */
type Searching = {
  readonly all: (sql: string, values: readonly (string | number)[]) => Row[]
  readonly sources: (search: HistorySearch, since: number, until: number) => readonly Source[]
  readonly filters: (search: HistorySearch) => { readonly where: readonly string[]; readonly values: readonly (string | number)[] }
  readonly contacts: () => readonly { readonly id: string; readonly name: string; readonly numbers: readonly { readonly number: string }[] }[]
}

const columns = { day: 'd.key', destination: 'e.destination', line: 'e.line_id', contact: 'e.tail' } as const

/** SQL of what calls cost, under the same filters as the history. */
export function costQueries({ all, sources, filters, contacts }: Searching): Handlers {
  const numberOf = (tail: string): string =>
    String(
      all(
        `SELECT coalesce(nullif(c.number, ''), r.number, '') AS number FROM entry e LEFT JOIN call_log c ON c.id = e.call_id
         LEFT JOIN record r ON r.key = e.record_key WHERE e.tail = ? ORDER BY e.id DESC LIMIT 1`,
        [tail],
      )[0]?.['number'] ?? '',
    )
  const labelOf = (lineId: string): string =>
    String(
      all('SELECT c.line_label AS label FROM entry e JOIN call_log c ON c.id = e.call_id WHERE e.line_id = ? ORDER BY e.id DESC LIMIT 1', [
        lineId,
      ])[0]?.['label'] ?? lineId,
    )
  return {
    costSums({ search, days, by }) {
      const since = positionAt(Math.min(...days.map((day) => day.since)))
      const until = positionAt(Math.max(...days.map((day) => day.until)))
      const filter = filters(search)
      const found = sources(search, since, until)
      const isPlain = found.length === 1 && found[0]?.from === 'entry e'
      const matching = found.map(({ from, where, id }) => `SELECT ${id} FROM ${from} WHERE ${where.join(' AND ')}`).join(' UNION ')
      const spans = by === 'day' ? days.map((day) => [positionAt(day.since), positionAt(day.until)]) : [[since, until]]
      return all(
        `SELECT coalesce(${columns[by]}, '') AS key, e.currency AS currency, count(e.cost) AS calls,
           sum(iif(e.cost IS NULL, 0, e.seconds)) AS seconds, coalesce(sum(e.cost), 0) AS units, sum(iif(e.seconds > 0, coalesce(e.cost, 0), 0)) AS timed,
           sum(e.cost IS NULL AND e.direction = 'outgoing' AND e.outcome IS 'connected') AS unbilled
         FROM json_each(?) d CROSS JOIN entry e
         WHERE e.id >= d.value ->> 0 AND e.id < d.value ->> 1 ${[...(isPlain ? [] : [`e.id IN (${matching})`]), ...filter.where].map((one) => `AND ${one}`).join(' ')}
         GROUP BY 1, e.currency`,
        [JSON.stringify(spans), ...(isPlain ? [] : found.flatMap(({ values }) => values)), ...filter.values],
      ).map((row) => ({
        key: by === 'day' ? (days[Number(row['key'])]?.date ?? '') : String(row['key']),
        currency: row['currency'] === null ? null : String(row['currency']),
        calls: Number(row['calls']),
        seconds: Number(row['seconds']),
        units: Number(row['units']),
        timedUnits: Number(row['timed']),
        unbilled: Number(row['unbilled']),
      }))
    },
    costNames({ by, keys }) {
      if (by === 'line') return keys.map((key) => ({ key, group: key, name: key === '' ? null : labelOf(key) }))
      const owners = new Map<string, { readonly id: string; readonly name: string }>()
      for (const contact of contacts())
        for (const { number } of contact.numbers) if (!owners.has(numberTail(number))) owners.set(numberTail(number), contact)
      return keys.map((key) => {
        const owner = owners.get(key)
        return owner ? { key, group: owner.id, name: owner.name } : { key, group: key, name: key === '' ? null : numberOf(key) }
      })
    },
  }
}
