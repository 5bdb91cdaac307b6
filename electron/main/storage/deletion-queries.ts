import type { DatabaseSync } from 'node:sqlite'
import { matchCost } from '../../../shared/domain/call-matching.ts'
import { digestOfContent, digestOfSame, digestOfTail } from './deleted-records.ts'
import { type Entries, indexedAfterwards, instantOf } from './entries.ts'
import { sameOf, toCdr } from './record-rows.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type DeletionRequest = 'deleteEntries' | 'undoDeletion' | 'forgetDeleted'
export type Deletions = { [N in DeletionRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** ms. For so long a deleted call's record is waited for. */
const BILLED_WITHIN = 31 * 86_400_000

/** Tables whose rows go with an entry, and how those of some entries are found. */
const origins = [
  { table: 'call_log', where: 'id IN (SELECT call_id FROM entry WHERE id IN (SELECT value FROM json_each(?)))' },
  { table: 'call_trace', where: 'call_id IN (SELECT call_id FROM entry WHERE id IN (SELECT value FROM json_each(?)))' },
  { table: 'record', where: 'key IN (SELECT record_key FROM entry WHERE id IN (SELECT value FROM json_each(?)))' },
] as const

/** From so many entries on, the search index is made anew instead of being changed entry by entry. */
const MANY = 2000

/**
 * Deletes entries of the history with the call and the record behind them. What is deleted is gone from every list at once and for good after
 * `forgetDeleted`; until then it can be restored. Each is one transaction: after a crash all of it is deleted, or nothing.
 */
export function deletionQueries(
  database: DatabaseSync,
  entries: Entries,
): {
  readonly requests: Deletions
  /** Deletes those of new records that belong to calls that were deleted before; within a transaction. */
  readonly removeBilled: (keys: readonly string[]) => void
} {
  const columnsOf = (table: string): string[] =>
    database
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name))
  const tables = origins.map(({ table, where }) => {
    const columns = columnsOf(table)
    const kept = columns.map((name) => `value ->> '$.${name}'`)
    return {
      keep: database.prepare(
        `INSERT INTO deleted_row SELECT ?, '${table}', json_object(${columns.map((name) => `'${name}', ${name}`)}) FROM ${table} WHERE ${where}`,
      ),
      remove: database.prepare(`DELETE FROM ${table} WHERE ${where}`),
      restore: database.prepare(
        `INSERT OR IGNORE INTO ${table} (${columns}) SELECT ${kept} FROM deleted_row WHERE deletion = ? AND origin = '${table}'`,
      ),
    }
  })
  const finished = database.prepare(
    `SELECT e.id AS id FROM json_each(?) w JOIN entry e ON e.id = w.value LEFT JOIN call_log c ON c.id = e.call_id WHERE c.outcome IS NOT 'running'`,
  )
  const next = database.prepare(
    'SELECT 1 + max((SELECT coalesce(max(deletion), 0) FROM deleted_row), (SELECT coalesce(max(deletion), 0) FROM deleted_record)) AS id',
  )
  const recordsOf = database.prepare('SELECT * FROM record WHERE key IN (SELECT record_key FROM entry WHERE id IN (SELECT value FROM json_each(?)))')
  const note = database.prepare('INSERT INTO deleted_record (same, content, deletion) VALUES (?, ?, ?)')
  const removeEntries = database.prepare('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(?))')
  const kept = database.prepare(
    "SELECT origin, coalesce(value ->> '$.id', value ->> '$.key') AS id FROM deleted_row WHERE deletion = ? AND origin <> 'call_trace'",
  )
  const unbilled = database.prepare(
    `SELECT c.tail, c.started_at, c.connected_at, c.ended_at FROM json_each(?) w JOIN entry e ON e.id = w.value JOIN call_log c ON c.id = e.call_id
     WHERE e.record_key IS NULL AND c.direction = 'outgoing' AND c.connected_at IS NOT NULL`,
  )
  const expect = database.prepare('INSERT INTO deleted_call VALUES (?, ?, ?, ?, ?)')
  const newest = database.prepare('SELECT max(id) AS position FROM entry')
  const expectNoMore = database.prepare('DELETE FROM deleted_call WHERE started_at < ?')
  const expected = database.prepare('SELECT rowid AS id, * FROM deleted_call WHERE tail = ?')
  const anyExpected = database.prepare('SELECT 1 FROM deleted_call LIMIT 1')
  const came = database.prepare('DELETE FROM deleted_call WHERE rowid = ?')
  const restored = database.prepare('DELETE FROM deleted_call WHERE deletion = ?')
  const ofNoCall = database.prepare(
    'SELECT e.id AS position, r.* FROM json_each(?) w JOIN entry e ON e.record_key = w.value JOIN record r ON r.key = w.value WHERE e.call_id IS NULL',
  )
  const canRestore = database.prepare('SELECT 1 FROM deleted_row WHERE deletion = ? LIMIT 1')
  const unnote = database.prepare('DELETE FROM deleted_record WHERE deletion = ?')
  const forget = database.prepare('DELETE FROM deleted_row WHERE deletion = ?')
  const forgetAll = database.prepare('DELETE FROM deleted_row')

  /** @param restorable whether it can be undone */
  const remove = (ids: readonly number[], deletion: number, restorable: boolean): void => {
    const json = JSON.stringify(ids)
    for (const row of recordsOf.all(json)) {
      const cdr = toCdr(row)
      note.run(digestOfSame(sameOf(cdr.key)), digestOfContent(cdr), deletion)
    }
    if (restorable) for (const { keep } of tables) keep.run(deletion, json)
    for (const table of tables) table.remove.run(json)
    if (ids.length < MANY) removeEntries.run(json)
    else indexedAfterwards(database, () => removeEntries.run(json))
  }

  const requests: Deletions = {
    deleteEntries({ positions }) {
      // a call that goes on is written again
      const ids = finished.all(JSON.stringify(positions)).map(({ id }) => Number(id))
      if (!ids.length) return null
      const deletion = Number(next.get()?.['id'])
      const now = instantOf(newest.get()?.['position']) ?? 0
      together(database, () => {
        expectNoMore.run(now - BILLED_WITHIN)
        for (const row of unbilled.all(JSON.stringify(ids))) {
          if (Number(row['started_at']) < now - BILLED_WITHIN) continue
          expect.run(digestOfTail(String(row['tail'])), Number(row['started_at']), Number(row['connected_at']), row['ended_at'] ?? null, deletion)
        }
        remove(ids, deletion, true)
      })
      return { deletion, count: ids.length }
    },
    undoDeletion({ deletion }) {
      const rows = kept.all(deletion)
      if (!rows.length) return false
      const ids = (origin: string): string[] => rows.filter((row) => row['origin'] === origin).map(({ id }) => String(id))
      together(database, () => {
        for (const { restore } of tables) restore.run(deletion)
        if (rows.length < MANY) entries.changed(ids('call_log'), ids('record'))
        else entries.rebuild()
        unnote.run(deletion)
        restored.run(deletion)
        forget.run(deletion)
      })
      return true
    },
    forgetDeleted({ deletion }) {
      if (deletion === null) forgetAll.run()
      else forget.run(deletion)
    },
  }
  return {
    requests,
    removeBilled(keys) {
      if (!keys.length || !anyExpected.get()) return
      for (const row of ofNoCall.all(JSON.stringify(keys))) {
        const cdr = toCdr(row)
        const [best] = expected
          .all(digestOfTail(String(row['tail'])))
          .flatMap(({ id, started_at, connected_at, ended_at, deletion }) => {
            const call = { startedAt: Number(started_at), connectedAt: Number(connected_at), endedAt: ended_at === null ? null : Number(ended_at) }
            const cost = matchCost(call, cdr)
            return cost === null ? [] : [{ id: Number(id), deletion: Number(deletion), cost }]
          })
          .sort((a, b) => a.cost - b.cost)
        if (!best) continue
        came.run(best.id)
        remove([Number(row['position'])], best.deletion, canRestore.get(best.deletion) !== undefined)
      }
    },
  }
}
