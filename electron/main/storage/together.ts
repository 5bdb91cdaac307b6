import type { DatabaseSync } from 'node:sqlite'

/** Runs statements as one transaction: all of them are written, or none. Throws what they throw. */
export function together(database: DatabaseSync, run: () => void): void {
  database.exec('BEGIN')
  try {
    run()
    database.exec('COMMIT')
  } catch (e) {
    database.exec('ROLLBACK')
    throw e
  }
}
