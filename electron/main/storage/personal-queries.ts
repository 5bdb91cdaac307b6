import type { DatabaseSync } from 'node:sqlite'
import type { Contact } from '../../../shared/domain/contact.ts'
import { type Recording, recordingSchema } from '../../../shared/domain/recording.ts'
import type { Requests } from './requests.ts'

type PersonalRequest = 'keepContacts' | 'recordings' | 'recording' | 'addRecording' | 'saveRecording' | 'removeRecording'
type Handlers = { [N in PersonalRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }
export type NamedContact = Pick<Contact, 'id' | 'name'> & { readonly numbers: readonly { readonly number: string }[] }

/** SQL of recordings; and the present names of the contacts, whose own database main reads them from. */
export function personalQueries(database: DatabaseSync): Handlers & { readonly contacts: () => readonly NamedContact[] } {
  const byId = new Map<string, NamedContact>()
  let contacts: readonly NamedContact[] | null = null
  const newest = database.prepare('SELECT * FROM recording WHERE (started_at, id) < (:at, :id) ORDER BY started_at DESC, id DESC LIMIT :limit')
  const newestOfCall = database.prepare(
    'SELECT * FROM recording WHERE call_id = :callId AND (started_at, id) < (:at, :id) ORDER BY started_at DESC, id DESC LIMIT :limit',
  )
  const one = database.prepare('SELECT * FROM recording WHERE id = ?')
  const insert = database.prepare('INSERT INTO recording (call_id, number, name, started_at, seconds, path, running) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const update = database.prepare('UPDATE recording SET number = ?, name = ?, seconds = ?, path = ?, running = ? WHERE id = ?')
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
    recordings({ limit, callId = null, before = null }) {
      const within = { at: before?.startedAt ?? Number.MAX_SAFE_INTEGER, id: before?.id ?? Number.MAX_SAFE_INTEGER, limit }
      return (callId === null ? newest.all(within) : newestOfCall.all({ ...within, callId })).flatMap(toRecording)
    },
    recording({ id }) {
      const row = one.get(id)
      return (row && toRecording(row)[0]) ?? null
    },
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
