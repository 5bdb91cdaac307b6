import type { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema } from '../../../shared/domain/contact.ts'
import { type Recording, recordingSchema } from '../../../shared/domain/recording.ts'
import { readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

type PersonalRequest = 'contacts' | 'saveContact' | 'removeContact' | 'recordings' | 'addRecording' | 'saveRecording' | 'removeRecording'
type Handlers = { [N in PersonalRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of contacts and recordings. */
export function personalQueries(database: DatabaseSync): Handlers {
  /** Kept, since the history is searched by the contacts' names with each key. */
  let contacts: Contact[] | null = null
  const newest = database.prepare('SELECT * FROM recording ORDER BY started_at DESC, id DESC LIMIT ?')
  const insert = database.prepare('INSERT INTO recording (call_id, number, name, started_at, seconds, path, running) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const update = database.prepare('UPDATE recording SET number = ?, name = ?, seconds = ?, path = ?, running = ? WHERE id = ?')
  return {
    contacts() {
      contacts ??= database
        .prepare('SELECT value FROM contact')
        .all()
        .flatMap((row) => readAs(contactSchema, row))
      return contacts
    },
    saveContact(contact) {
      contacts = null
      database
        .prepare('INSERT INTO contact (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value')
        .run(contact.id, JSON.stringify(contact))
    },
    removeContact({ id }) {
      contacts = null
      database.prepare('DELETE FROM contact WHERE id = ?').run(id)
    },
    recordings: ({ limit }) => newest.all(limit).flatMap(toRecording),
    addRecording({ callId, number, name, startedAt, seconds, path, running }) {
      return Number(insert.run(callId, number, name, startedAt, seconds, path, running ? 1 : 0).lastInsertRowid)
    },
    saveRecording({ id, number, name, seconds, path, running }) {
      update.run(number, name, seconds, path, running ? 1 : 0, id)
    },
    removeRecording({ id }) {
      database.prepare('DELETE FROM recording WHERE id = ?').run(id)
    },
  }
}

/** A row that cannot be read is left out. */
function toRecording(row: Record<string, unknown>): Recording[] {
  const { id, number, name, seconds, path } = row
  const { data } = recordingSchema.safeParse({
    ...{ id, number, name, seconds, path },
    callId: row['call_id'],
    startedAt: row['started_at'],
    running: row['running'] === 1,
  })
  return data ? [data] : []
}
