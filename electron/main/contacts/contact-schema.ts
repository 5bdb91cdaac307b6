import type { DatabaseSync } from 'node:sqlite'
import { migrateBy } from '../storage/migrations.ts'
import { copyTables, rowsOf } from '../storage/salvage.ts'
import type { StoreKind } from '../storage/store.ts'
import { contactQueries } from './contact-queries.ts'

/** Each step takes the schema from its index to the next version; a released step is never edited. */
const steps: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE contact (
     position INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     sort TEXT NOT NULL,
     initial TEXT NOT NULL,
     words TEXT NOT NULL,
     text TEXT NOT NULL,
     note TEXT NOT NULL,
     favourite INTEGER NOT NULL,
     account_id TEXT,
     line_id TEXT,
     ringtone TEXT,
     rings_always INTEGER NOT NULL,
     blocked INTEGER NOT NULL,
     version INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX contact_sort ON contact (sort, position);
   CREATE INDEX contact_initial ON contact (initial);
   CREATE INDEX contact_words ON contact (words);
   CREATE INDEX contact_favourite ON contact (sort, position) WHERE favourite = 1;
   CREATE INDEX contact_blocked ON contact (sort, position) WHERE blocked = 1;
   CREATE TABLE contact_number (
     contact INTEGER NOT NULL,
     place INTEGER NOT NULL,
     kind TEXT NOT NULL,
     number TEXT NOT NULL,
     key TEXT NOT NULL,
     tail TEXT,
     PRIMARY KEY (contact, place)
   ) STRICT;
   CREATE INDEX contact_number_key ON contact_number (key);
   CREATE INDEX contact_number_tail ON contact_number (tail);
   CREATE TABLE contact_group (name TEXT NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY (name, contact)) STRICT;
   CREATE INDEX contact_group_contact ON contact_group (contact);
   CREATE TABLE moved (file TEXT PRIMARY KEY) STRICT;
   CREATE TABLE import_change (contact_id TEXT PRIMARY KEY, before TEXT, version INTEGER NOT NULL) STRICT;
   CREATE TABLE card (
     contact_id TEXT PRIMARY KEY,
     href TEXT NOT NULL UNIQUE,
     etag TEXT NOT NULL,
     text TEXT NOT NULL,
     version INTEGER NOT NULL,
     conflict TEXT
   ) STRICT;
   CREATE TABLE card_removed (href TEXT PRIMARY KEY, etag TEXT NOT NULL) STRICT;`,
]

export const migrateContacts = (database: DatabaseSync, to = steps.length): void =>
  migrateBy(database, steps, to, 'the contacts were written by a newer version')

/** The contacts of this user on this computer, whatever account is open. */
export const contactsKind: StoreKind = {
  newest: steps.length,
  migrate: (database) => migrateContacts(database),
  tables: ['meta', 'contact'],
  salvage(into, path) {
    const complete = copyTables(into, path, { migrate: migrateContacts, leaveOut: '' })
    migrateContacts(into)
    return { calls: 0, records: 0, contacts: rowsOf(into, 'contact'), complete: complete ?? false }
  },
  handlers: contactQueries,
}
