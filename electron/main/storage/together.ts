import type { DatabaseSync } from 'node:sqlite'

/** Runs statements as one transaction: all of them are written, or none. Throws what they throw. */
export function together(database: DatabaseSync, run: () => void): void {
  database.exec('BEGIN')
  try {
    run()
    database.exec('COMMIT')
  } catch (e) {
    // a full disk has ended the transaction already
    if (database.isTransaction) database.exec('ROLLBACK')
    throw e
  }
}
