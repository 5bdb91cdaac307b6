import type { DatabaseSync, StatementSync } from 'node:sqlite'

export type Value = string | number

/**
 * Rows of statements that are put together for each request, prepared once for each text.
 *
 * @param most statements that are kept; beyond that all are prepared anew
 */
export function createQuery(database: DatabaseSync, most: number): (sql: string, values: readonly Value[]) => Record<string, unknown>[] {
  const prepared = new Map<string, StatementSync>()
  return (sql, values) => {
    let statement = prepared.get(sql)
    if (!statement) {
      if (prepared.size > most) prepared.clear()
      statement = database.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement.all(...values)
  }
}
