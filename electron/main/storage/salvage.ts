import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { entryRows } from './entries.ts'
import { migrate, NEWEST, versionOf } from './migrations.ts'
import { together } from './together.ts'

/** How many rows of what a user would miss were copied, and whether some of the file could not be read. */
export type Salvaged = { readonly calls: number; readonly records: number; readonly contacts: number; readonly complete: boolean }

const nothing: Salvaged = { calls: 0, records: 0, contacts: 0, complete: false }

/**
 * Copies what can be read of a database file into an empty database, table by table, and brings that to the newest schema. Of a
 * damaged table, the rows before and behind the damage are copied. The file is not touched; what its WAL holds may be missing.
 */
export function salvage(into: DatabaseSync, path: string): Salvaged {
  // the history's entries are made from the other tables
  const complete = copyTables(into, path, { migrate, leaveOut: 'entry%' })
  if (complete === null) return nothing
  if (versionOf(into) === NEWEST) together(into, () => entryRows(into).rebuild())
  else migrate(into)
  // contacts have a database of their own
  return { calls: rowsOf(into, 'call_log'), records: rowsOf(into, 'record'), contacts: 0, complete }
}

export const rowsOf = (database: DatabaseSync, table: string): number => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])

/**
 * Copies the tables of a file into an empty database, which gets the file's schema first. Returns whether all could be read; null
 * where nothing could.
 */
export function copyTables(
  into: DatabaseSync,
  path: string,
  options: { migrate: (database: DatabaseSync, to: number) => void; leaveOut: string },
): boolean | null {
  let complete = true
  try {
    into.prepare('ATTACH ? AS disk').run(`${pathToFileURL(path)}?mode=ro&immutable=1`)
  } catch {
    return null
  }
  try {
    options.migrate(into, Number(into.prepare('PRAGMA disk.user_version').get()?.['user_version']))
    const tables = into
      .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE ?")
      .all(options.leaveOut)
    for (const { name } of tables) complete = copyTable(into, String(name)) && complete
  } catch {
    complete = false
  } finally {
    into.exec('DETACH disk')
  }
  return complete
}

/** Returns whether all of the table could be read. */
function copyTable(into: DatabaseSync, table: string): boolean {
  const columnsOf = (database: string): string[] =>
    into
      .prepare(`PRAGMA ${database}.table_info(${table})`)
      .all()
      .map((column) => String(column['name']))
  let both: string[] = []
  try {
    const known = columnsOf('disk')
    both = columnsOf('main').filter((column) => known.includes(column))
    if (!both.length) return true
    into.exec(`INSERT OR IGNORE INTO main.${table} (${both}) SELECT ${both} FROM disk.${table}`)
    return true
  } catch {
    if (!both.length) return false
    const insert = into.prepare(`INSERT OR IGNORE INTO main.${table} (${both}) VALUES (${both.map(() => '?')})`)
    for (const order of ['ASC', 'DESC']) {
      try {
        // NOT INDEXED: an index may be damaged where its table is not
        for (const row of into.prepare(`SELECT ${both} FROM disk.${table} NOT INDEXED ORDER BY rowid ${order}`).iterate())
          insert.run(...both.map((column) => row[column] ?? null))
      } catch {
        // as far as the damage
      }
    }
    return false
  }
}
