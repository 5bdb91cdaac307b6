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
  `CREATE TABLE paid_act (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     state TEXT NOT NULL,
     pin_hash TEXT,
     value TEXT NOT NULL
   ) STRICT;
   CREATE INDEX paid_act_created ON paid_act (created_at DESC);
   CREATE TABLE rate (number TEXT PRIMARY KEY, as_of INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
   CREATE TABLE rate_look_up (id INTEGER PRIMARY KEY, asked_at INTEGER NOT NULL, numbers TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE cdr (key TEXT PRIMARY KEY, started_at INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
   CREATE INDEX cdr_started ON cdr (started_at DESC);
   CREATE TABLE callshop (id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
   CREATE INDEX callshop_started ON callshop (started_at DESC);
   CREATE TABLE card (cli TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  `ALTER TABLE call_log ADD COLUMN quality TEXT;
   CREATE TABLE contact (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE recording (id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, value TEXT NOT NULL) STRICT;`,
]

/** The file was written by a version that knows a later schema. */
export class NewerDatabase extends Error {}

/** Brings a database to the newest schema, step by step, each in a transaction. Throws NewerDatabase. */
export function migrate(database: DatabaseSync): void {
  const version = Number((database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (version > steps.length) throw new NewerDatabase(`the database was written by a newer version (${version})`)
  for (const [i, step] of steps.entries()) {
    if (i < version) continue
    database.exec(`BEGIN; ${step} PRAGMA user_version = ${i + 1}; COMMIT`)
  }
}
