import type { DatabaseSync } from 'node:sqlite'
import type { Contact } from '../../../shared/domain/contact.ts'
import { recordingSchema } from '../../../shared/domain/recording.ts'
import { readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

type PersonalRequest = 'keepContacts' | 'recordings' | 'addRecording' | 'saveRecording' | 'removeRecording'
type Handlers = { [N in PersonalRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }
export type NamedContact = Pick<Contact, 'id' | 'name'> & { readonly numbers: readonly { readonly number: string }[] }

/** SQL of recordings; and the present names of the contacts, whose own database main reads them from. */
export function personalQueries(database: DatabaseSync): Handlers & { readonly contacts: () => readonly NamedContact[] } {
  const byId = new Map<string, NamedContact>()
  let contacts: readonly NamedContact[] | null = null
  return {
    contacts() {
      contacts ??= [...byId.values()]
      return contacts
    },
    keepContacts({ all, changed, removed }) {
      contacts = null
      if (all) byId.clear()
      for (const contact of changed) byId.set(contact.id, contact)
      for (const id of removed) byId.delete(id)
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
