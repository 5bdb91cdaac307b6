import type { DatabaseSync } from 'node:sqlite'

/** Each step takes the schema from its index to the next version; a released step is never edited. */
const steps: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE call_log (
     id TEXT PRIMARY KEY,
     line_id TEXT NOT NULL,
     line_label TEXT NOT NULL,
     direction TEXT NOT NULL,
     number TEXT NOT NULL,
     name TEXT,
     anonymous INTEGER NOT NULL,
     started_at INTEGER NOT NULL,
     connected_at INTEGER,
     ended_at INTEGER,
     outcome TEXT NOT NULL,
     end TEXT,
     unseen INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX call_log_started ON call_log (started_at DESC);
   CREATE INDEX call_log_missed ON call_log (outcome, started_at DESC);`,
]

/** Brings a database to the newest schema, step by step, each in a transaction. */
export function migrate(database: DatabaseSync): void {
  const version = Number((database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (version > steps.length) throw new Error(`the database was written by a newer version (${version})`)
  for (const [i, step] of steps.entries()) {
    if (i < version) continue
    database.exec(`BEGIN; ${step} PRAGMA user_version = ${i + 1}; COMMIT`)
  }
}
