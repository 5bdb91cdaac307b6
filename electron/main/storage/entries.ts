import type { DatabaseSync } from 'node:sqlite'
import {
  type CallToMatch,
  isBillable,
  matchCalls,
  matchCost,
  numberTail,
  type RecordToMatch,
  START_TOLERANCE,
} from '../../../shared/domain/call-matching.ts'
import { fromProviderNumber } from '../../../shared/domain/phone-number.ts'

type Row = Record<string, unknown>
type CallRow = CallToMatch & {
  readonly tail: string
  readonly name: string | null
  readonly lineId: string
  readonly lineLabel: string
  readonly outcome: string
  readonly note: string
}
type RecordRow = RecordToMatch & {
  readonly tail: string
  readonly destination: string
  readonly cost: number | null
  readonly currency: string | null
  readonly type: string
}

/** Entries that begin in the same millisecond have positions of their own. */
export const POSITIONS_PER_MS = 1024
/** The position of the first entry that can begin at an instant (ms). */
export const positionAt = (instant: number): number => instant * POSITIONS_PER_MS

/** The instant (ms) at which the entry at a position begins; null for what is no position. */
export const instantOf = (position: unknown): number | null => (typeof position === 'number' ? Math.floor(position / POSITIONS_PER_MS) : null)

/** The digits of a number that are the same in every notation of it: without `+`, `00` and the trunk's 0. */
export const significantDigits = (number: string): string => number.replace(/\D/g, '').replace(/^0+/, '')

/**
 * The history's table `entry`: a row for each call and for each record that belongs to no call, with what the list is filtered,
 * searched and summed by. It is derived from `call_log` and `record`, and kept up to date whenever one of these changes.
 */
export type Entries = {
  readonly callChanged: (id: string) => void
  readonly recordsChanged: (keys: readonly string[]) => void
  readonly changed: (callIds: readonly string[], keys: readonly string[]) => void
  /** Makes the whole table anew; within a transaction, for its indexes are not kept up to date meanwhile. */
  readonly rebuild: () => void
}

export function entryRows(database: DatabaseSync): Entries {
  const callColumns =
    'id, number, direction, started_at AS startedAt, connected_at AS connectedAt, ended_at AS endedAt, tail, name, line_id AS lineId, line_label AS lineLabel, outcome, note'
  const recordColumns = 'key, number, started_at AS startedAt, seconds, tail, destination, coalesce(with_tax, net) AS cost, currency, type'
  const callOf = database.prepare(`SELECT ${callColumns} FROM call_log WHERE id = ?`)
  const recordOf = database.prepare(`SELECT ${recordColumns} FROM record WHERE key = ?`)
  const callsNear = database.prepare(
    `SELECT ${callColumns} FROM call_log WHERE tail = ?1 AND started_at BETWEEN ?2 AND ?3
     UNION SELECT ${callColumns} FROM call_log WHERE tail = ?1 AND connected_at BETWEEN ?2 AND ?3`,
  )
  const recordsNear = database.prepare(`SELECT ${recordColumns} FROM record WHERE tail = ? AND started_at BETWEEN ? AND ?`)
  const partnerOfCall = database.prepare('SELECT record_key AS key FROM entry WHERE call_id = ?')
  const partnerOfRecord = database.prepare('SELECT call_id AS id FROM entry WHERE record_key = ?')
  const removeOfCall = database.prepare('DELETE FROM entry WHERE call_id = ?')
  const removeOfRecord = database.prepare('DELETE FROM entry WHERE record_key = ?')
  const last = database.prepare('SELECT max(id) AS id FROM entry WHERE id >= ? AND id < ?')
  const insert = database.prepare(
    `INSERT INTO entry (id, call_id, record_key, tail, direction, outcome, line_id, kind, destination, seconds, cost, currency, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  /** Behind the entries that begin at the same instant; where these are too many, a little into the time after it. */
  const freePosition = (instant: number): number => {
    const begin = positionAt(instant)
    for (let room = POSITIONS_PER_MS; ; room *= 2) {
      const used = (last.get(begin, begin + room) as Row)['id']
      if (typeof used !== 'number') return begin
      if (used + 1 < begin + room) return used + 1
    }
  }
  const write = (call: CallRow | null, record: RecordRow | null): void => {
    const number = call?.number || fromProviderNumber(record?.number ?? '')
    const digits = significantDigits(number)
    const measured = call?.connectedAt && call.endedAt ? Math.round((call.endedAt - call.connectedAt) / 1000) : 0
    insert.run(
      freePosition(call?.startedAt ?? record?.startedAt ?? 0),
      call?.id ?? null,
      record?.key ?? null,
      call?.tail ?? record?.tail ?? '',
      call?.direction ?? 'outgoing',
      call?.outcome ?? null,
      call?.lineId ?? null,
      record?.type ?? null,
      record?.destination ?? null,
      record?.seconds ?? measured,
      record?.cost ?? null,
      record?.currency ?? null,
      // a number with letters is found by them too
      [call?.name ?? '', digits, /[a-z]/i.test(number) ? number : '', record?.destination ?? '', call?.lineLabel ?? '', call?.note ?? ''].join('\n'),
    )
  }

  /** Everything that could be matched differently because of what is given: whatever fits it, and what fits that, and so on. */
  const connected = (callIds: readonly string[], keys: readonly string[]): { calls: Map<string, CallRow>; records: Map<string, RecordRow> } => {
    const calls = new Map<string, CallRow>()
    const records = new Map<string, RecordRow>()
    const open: ({ call: CallRow } | { record: RecordRow })[] = []
    const addCall = (call: CallRow | undefined): void => {
      if (!call || calls.has(call.id)) return
      calls.set(call.id, call)
      open.push({ call })
    }
    const addRecord = (record: RecordRow | undefined): void => {
      if (!record || records.has(record.key)) return
      records.set(record.key, record)
      open.push({ record })
    }
    for (const id of callIds) addCall(callOf.get(id) as CallRow | undefined)
    for (const key of keys) addRecord(recordOf.get(key) as RecordRow | undefined)
    for (let next = open.pop(); next; next = open.pop()) {
      if ('call' in next) {
        const { call } = next
        // whom it belonged to before has to be looked at again
        const before = (partnerOfCall.get(call.id) as Row | undefined)?.['key']
        if (typeof before === 'string') addRecord(recordOf.get(before) as RecordRow | undefined)
        if (!isBillable(call)) continue
        for (const instant of new Set([call.startedAt, call.connectedAt ?? call.startedAt]))
          for (const record of recordsNear.all(call.tail, instant - START_TOLERANCE, instant + START_TOLERANCE) as RecordRow[])
            if (matchCost(call, record) !== null) addRecord(record)
      } else {
        const { record } = next
        const before = (partnerOfRecord.get(record.key) as Row | undefined)?.['id']
        if (typeof before === 'string') addCall(callOf.get(before) as CallRow | undefined)
        for (const call of callsNear.all(record.tail, record.startedAt - START_TOLERANCE, record.startedAt + START_TOLERANCE) as CallRow[])
          if (isBillable(call) && matchCost(call, record) !== null) addCall(call)
      }
    }
    return { calls, records }
  }

  const place = (calls: ReadonlyMap<string, CallRow>, records: ReadonlyMap<string, RecordRow>): void => {
    const pairs = matchCalls([...calls.values()], [...records.values()])
    const taken = new Set(pairs.values())
    for (const call of calls.values()) write(call, records.get(pairs.get(call.id) ?? '') ?? null)
    for (const record of records.values()) if (!taken.has(record.key)) write(null, record)
  }
  const changed = (callIds: readonly string[], keys: readonly string[]): void => {
    const { calls, records } = connected(callIds, keys)
    for (const id of calls.keys()) removeOfCall.run(id)
    for (const key of records.keys()) removeOfRecord.run(key)
    place(calls, records)
  }
  return {
    callChanged: (id) => changed([id], []),
    recordsChanged: (keys) => changed([], keys),
    changed,
    rebuild() {
      indexedAfterwards(database, () => {
        database.exec('DELETE FROM entry')
        place(
          new Map((database.prepare(`SELECT ${callColumns} FROM call_log`).all() as CallRow[]).map((call) => [call.id, call])),
          new Map((database.prepare(`SELECT ${recordColumns} FROM record`).all() as RecordRow[]).map((record) => [record.key, record])),
        )
      })
    },
  }
}

/** Within a transaction: changes many entries, and makes the search indexes anew at the end instead of with each of them. */
export function indexedAfterwards(database: DatabaseSync, change: () => void): void {
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entry'").all()
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
  change()
  for (const { sql } of triggers) database.exec(String(sql))
  for (const index of ['entry_text', 'entry_word']) database.exec(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`)
}

/** The SQL function that fills the column `tail` of rows that were written before it existed. */
export const registerTail = (database: DatabaseSync): void =>
  database.function('number_tail', { deterministic: true }, (number) => numberTail(String(number)))
