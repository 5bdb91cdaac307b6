import type { DatabaseSync } from 'node:sqlite'
import { cdrSchema } from '../../../shared/domain/cdr.ts'
import { cardBatchTables } from './card-batch-queries.ts'
import { noneDeleted } from './deleted-records.ts'
import { entryRows, registerTail } from './entries.ts'
import { typedColumns } from './migrate-columns.ts'
import { readAs } from './read-as.ts'
import { recordRows } from './record-rows.ts'
import { together } from './together.ts'

/** SQL, or what takes more than that. */
type Step = string | ((database: DatabaseSync) => void)

/** Each step takes the schema from its index to the next version; a released step is never edited. */
const steps: readonly Step[] = [
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
  `ALTER TABLE call_log ADD COLUMN note TEXT NOT NULL DEFAULT '';
   CREATE TABLE call_trace (call_id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  historyEntries,
  typedColumns,
  "ALTER TABLE paid_operation ADD COLUMN text TEXT NOT NULL DEFAULT '';",
  `${cardBatchTables}
   ALTER TABLE rate_look_up ADD COLUMN name TEXT;
   ALTER TABLE rate_look_up ADD COLUMN finished INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE rate_look_up ADD COLUMN prices TEXT;
   CREATE INDEX rate_as_of ON rate (as_of DESC);`,
  `CREATE TABLE message (
     id TEXT PRIMARY KEY,
     party TEXT NOT NULL,
     line_id TEXT NOT NULL,
     number TEXT NOT NULL,
     name TEXT,
     text TEXT NOT NULL,
     at INTEGER NOT NULL,
     state TEXT NOT NULL,
     status INTEGER,
     unseen INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX message_party ON message (party, at);
   CREATE INDEX message_unseen ON message (party) WHERE unseen = 1;`,
  'CREATE INDEX recording_call ON recording (call_id, started_at);',
  `CREATE TABLE deleted_call (tail TEXT NOT NULL, started_at INTEGER NOT NULL, connected_at INTEGER NOT NULL, ended_at INTEGER, deletion INTEGER NOT NULL) STRICT;
   CREATE INDEX deleted_call_tail ON deleted_call (tail);
   CREATE INDEX deleted_call_started ON deleted_call (started_at);
   CREATE INDEX deleted_call_deletion ON deleted_call (deletion);`,
]

/** Records with columns, and the table that the history is listed, searched and summed from. */
function historyEntries(database: DatabaseSync): void {
  registerTail(database)
  database.exec(`
    ALTER TABLE call_log ADD COLUMN tail TEXT NOT NULL DEFAULT '';
    UPDATE call_log SET tail = number_tail(number);
    CREATE INDEX call_log_tail ON call_log (tail, started_at);
    CREATE INDEX call_log_connected ON call_log (tail, connected_at);
    CREATE INDEX call_log_unseen ON call_log (unseen) WHERE unseen = 1;
    CREATE TABLE record (
      key TEXT PRIMARY KEY,
      same TEXT NOT NULL,
      tail TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      seconds INTEGER NOT NULL,
      mismatch INTEGER NOT NULL,
      number TEXT NOT NULL,
      destination TEXT NOT NULL,
      net INTEGER,
      with_tax INTEGER,
      currency TEXT,
      type TEXT NOT NULL,
      corrected TEXT
    ) STRICT;
    CREATE INDEX record_same ON record (same);
    CREATE INDEX record_tail ON record (tail, started_at);
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY,
      call_id TEXT UNIQUE,
      record_key TEXT UNIQUE,
      tail TEXT NOT NULL,
      direction TEXT NOT NULL,
      outcome TEXT,
      line_id TEXT,
      kind TEXT,
      destination TEXT,
      seconds INTEGER NOT NULL,
      cost INTEGER,
      currency TEXT,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entry_tail ON entry (tail);
    CREATE INDEX entry_direction ON entry (direction);
    CREATE INDEX entry_outcome ON entry (outcome);
    CREATE INDEX entry_line ON entry (line_id);
    CREATE INDEX entry_kind ON entry (kind);
    CREATE INDEX entry_destination ON entry (destination);
    CREATE VIRTUAL TABLE entry_text USING fts5 (text, content = 'entry', content_rowid = 'id', columnsize = 0, tokenize = 'trigram remove_diacritics 1');
    CREATE VIRTUAL TABLE entry_word USING fts5 (text, content = 'entry', content_rowid = 'id', columnsize = 0, detail = none, prefix = '1 2', tokenize = 'unicode61');
    CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
      INSERT INTO entry_text (rowid, text) VALUES (new.id, new.text);
      INSERT INTO entry_word (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
      INSERT INTO entry_text (entry_text, rowid, text) VALUES ('delete', old.id, old.text);
      INSERT INTO entry_word (entry_word, rowid, text) VALUES ('delete', old.id, old.text);
    END;`)
  const { save } = recordRows(database, noneDeleted)
  const old = database.prepare('SELECT value FROM cdr ORDER BY key').all()
  save(old.flatMap((row) => readAs(cdrSchema, row)).map((cdr) => ({ ...cdr, key: [...cdr.key.split('|').slice(0, 2), 0].join('|') })))
  database.exec('DROP TABLE cdr')
  entryRows(database).rebuild()
}

/** The newest schema's version. */
export const NEWEST = steps.length

/** The file was written by a version that knows a later schema. */
export class NewerDatabase extends Error {}

export const versionOf = (database: DatabaseSync): number =>
  Number((database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)

/** Brings a database to a version of a schema, step by step, each in a transaction. @throws NewerDatabase, with `newer` and the version */
export function migrateBy(database: DatabaseSync, schema: readonly Step[], to: number, newer: string): void {
  const version = versionOf(database)
  if (version > schema.length) throw new NewerDatabase(`${newer} (${version})`)
  for (const [i, step] of schema.entries()) {
    if (i < version || i >= to) continue
    together(database, () => {
      if (typeof step === 'string') database.exec(step)
      else step(database)
      database.exec(`PRAGMA user_version = ${i + 1}`)
    })
  }
}

/** Brings an account's database to a version, the newest unless it is said which. @throws NewerDatabase */
export const migrate = (database: DatabaseSync, to = NEWEST): void => migrateBy(database, steps, to, 'the database was written by a newer version')
