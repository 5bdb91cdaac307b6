import type { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema } from '../../../shared/domain/contact.ts'
import { recordingSchema } from '../../../shared/domain/recording.ts'
import { readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

type PersonalRequest = 'contacts' | 'saveContact' | 'removeContact' | 'recordings' | 'addRecording' | 'saveRecording' | 'removeRecording'
type Handlers = { [N in PersonalRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of contacts and recordings. */
export function personalQueries(database: DatabaseSync): Handlers {
  /** Kept, since the history is searched by the contacts' names with each key. */
  let contacts: Contact[] | null = null
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
    recordings: ({ limit }) =>
      database
        .prepare('SELECT value FROM recording ORDER BY started_at DESC, id DESC LIMIT ?')
        .all(limit)
        .flatMap((row) => readAs(recordingSchema, row)),
    addRecording(recording) {
      const { lastInsertRowid } = database.prepare("INSERT INTO recording (started_at, value) VALUES (?, '{}')").run(recording.startedAt)
      const id = Number(lastInsertRowid)
      database.prepare('UPDATE recording SET value = ? WHERE id = ?').run(JSON.stringify({ ...recording, id }), id)
      return id
    },
    saveRecording(recording) {
      database.prepare('UPDATE recording SET value = ? WHERE id = ?').run(JSON.stringify(recording), recording.id)
    },
    removeRecording({ id }) {
      database.prepare('DELETE FROM recording WHERE id = ?').run(id)
    },
  }
}
