import { DatabaseSync } from 'node:sqlite'

/** A database in memory that notes each prepared statement that is run, and says how SQLite looks for its rows. */
export function watchedDatabase() {
  const database = new DatabaseSync(':memory:')
  const run: string[] = []
  const watched = new Proxy(database, {
    get(target, name) {
      if (name !== 'prepare') return typeof target[name as 'exec'] === 'function' ? target[name as 'exec'].bind(target) : target[name as 'exec']
      return (sql: string) => {
        const statement = target.prepare(sql)
        return new Proxy(statement, {
          get: (of, method) => {
            const value = of[method as 'all']
            if (typeof value !== 'function') return value
            return (...args: unknown[]) => {
              run.push(sql)
              return (value as (...all: unknown[]) => unknown).apply(of, args)
            }
          },
        })
      }
    },
  })
  const plan = (sql: string): string[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail']))
  return { database: watched, run, plan }
}
