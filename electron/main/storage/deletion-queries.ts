import type { DatabaseSync } from 'node:sqlite'
import { digestOfContent, digestOfSame } from './deleted-records.ts'
import { type Entries, indexedAfterwards } from './entries.ts'
import { sameOf, toCdr } from './record-rows.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type DeletionRequest = 'deleteEntries' | 'undoDeletion' | 'forgetDeleted'
export type Deletions = { [N in DeletionRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

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
export function deletionQueries(database: DatabaseSync, entries: Entries): Deletions {
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
  const unnote = database.prepare('DELETE FROM deleted_record WHERE deletion = ?')
  const forget = database.prepare('DELETE FROM deleted_row WHERE deletion = ?')
  const forgetAll = database.prepare('DELETE FROM deleted_row')

  return {
    deleteEntries({ positions }) {
      // a call that goes on is written again
      const ids = finished.all(JSON.stringify(positions)).map(({ id }) => Number(id))
      if (!ids.length) return null
      const deletion = Number(next.get()?.['id'])
      const json = JSON.stringify(ids)
      together(database, () => {
        for (const row of recordsOf.all(json)) {
          const cdr = toCdr(row)
          note.run(digestOfSame(sameOf(cdr.key)), digestOfContent(cdr), deletion)
        }
        for (const { keep } of tables) keep.run(deletion, json)
        for (const { remove } of tables) remove.run(json)
        if (ids.length < MANY) removeEntries.run(json)
        else indexedAfterwards(database, () => removeEntries.run(json))
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
        forget.run(deletion)
      })
      return true
    },
    forgetDeleted({ deletion }) {
      if (deletion === null) forgetAll.run()
      else forget.run(deletion)
    },
  }
}
