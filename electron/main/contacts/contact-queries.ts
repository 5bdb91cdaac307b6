import type { DatabaseSync } from 'node:sqlite'
import { type Contact, type ContactFilter, type ContactsState, contactsStateSchema, MOST_CONTACTS } from '../../../shared/domain/contact.ts'
import { isComplete, numberKey, significantTail } from '../../../shared/domain/contact-number.ts'
import { searchParts } from '../../../shared/domain/contact-text.ts'
import { readAs } from '../storage/read-as.ts'
import { createQuery, type Value } from '../storage/statements.ts'
import { together } from '../storage/together.ts'
import { cardQueries } from './card-rows.ts'
import type { ContactHandlers } from './contact-requests.ts'
import { contactRows } from './contact-rows.ts'
import { exportText } from './export-contacts.ts'
import { importQueries } from './import-queries.ts'
import { moveIn } from './move-in.ts'

type Row = Record<string, unknown>

const lastImportOf = (row: Row | undefined): ContactsState['lastImport'] =>
  row ? (readAs(contactsStateSchema.shape.lastImport, row)[0] ?? null) : null

/** SQL of the contacts. */
export function contactQueries(database: DatabaseSync): ContactHandlers {
  const rows = contactRows(database)
  const all = createQuery(database, 100)
  const where = ({ text, favourites, blocked, group }: ContactFilter): { sql: string; values: Value[] } => {
    const parts = searchParts(text).map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`)
    const conditions = [
      ...(favourites ? ['favourite = 1'] : []),
      ...(blocked ? ['blocked = 1'] : []),
      ...(group === null ? [] : ['position IN (SELECT contact FROM contact_group WHERE name = ?)']),
      ...parts.map(() => "text LIKE ? ESCAPE '\\'"),
    ]
    return { sql: conditions.length ? `WHERE ${conditions.join(' AND ')}` : '', values: [...(group === null ? [] : [group]), ...parts] }
  }
  const positions = (found: readonly Row[]): number[] => found.map((row) => Number(row['position']))

  return {
    ...importQueries(database, rows),
    ...cardQueries(database, rows),
    exportText: ({ format, language }) =>
      exportText(rows.read(positions(all('SELECT position FROM contact ORDER BY sort, position', []))), format, language),
    clear() {
      together(database, () => {
        for (const table of ['contact', 'contact_number', 'contact_group', 'import_change', 'card', 'card_removed', 'meta'])
          database.exec(`DELETE FROM ${table}`)
      })
    },
    setRegion({ region }) {
      together(database, () => rows.setRegion(region))
    },
    moveIn: ({ folder }) => moveIn(database, rows, folder),
    summary: ({ favourites, groups }) => ({
      count: rows.count(),
      favourites: rows.read(positions(all('SELECT position FROM contact WHERE favourite = 1 ORDER BY sort, position LIMIT ?', [favourites]))),
      groups: all('SELECT DISTINCT name FROM contact_group ORDER BY name LIMIT ?', [groups]).map((row) => String(row['name'])),
      lastImport: lastImportOf(all("SELECT value FROM meta WHERE key = 'last-import'", [])[0]),
    }),
    overview(filter) {
      const { sql, values } = where(filter)
      const found = all(`SELECT initial, count(*) AS count FROM contact ${sql} GROUP BY initial`, values)
      const initials = found.map((row) => ({ initial: String(row['initial']), count: Number(row['count']) }))
      // what begins with a digit or sign is listed first, as its sort key says
      const place = (initial: string): string => (initial === '#' ? '' : initial.toLowerCase())
      return { initials: initials.sort((a, b) => (place(a.initial) < place(b.initial) ? -1 : 1)) }
    },
    page({ offset, limit, ...filter }) {
      const { sql, values } = where(filter)
      return rows.read(positions(all(`SELECT position FROM contact ${sql} ORDER BY sort, position LIMIT ? OFFSET ?`, [...values, limit, offset])))
    },
    search({ text, limit }) {
      const { sql, values } = where({ text, favourites: false, blocked: false, group: null })
      if (sql === '') return []
      return rows.read(positions(all(`SELECT position FROM contact ${sql} ORDER BY favourite DESC, sort, position LIMIT ?`, [...values, limit])))
    },
    get: ({ id }) => rows.get(id),
    caller({ number }): Contact | null {
      const key = numberKey(number, rows.region())
      const [byKey] = all('SELECT contact AS position FROM contact_number WHERE key = ? ORDER BY contact LIMIT 1', [key])
      if (byKey) return rows.read(positions([byKey]))[0] ?? null
      const tail = significantTail(number)
      if (tail === null) return null
      const complete = isComplete(number, key)
      const same = all('SELECT contact AS position, number, key FROM contact_number WHERE tail = ? LIMIT 20', [tail])
      const found = new Set(positions(same.filter((row) => !(complete && isComplete(String(row['number']), String(row['key']))))))
      return found.size === 1 ? (rows.read([...found])[0] ?? null) : null
    },
    index({ after, limit }) {
      const found = positions(all('SELECT position FROM contact WHERE position > ? ORDER BY position LIMIT ?', [after, limit]))
      return { contacts: rows.indexed(found), next: found.length < limit ? null : (found.at(-1) ?? null) }
    },
    save({ contact }) {
      if (rows.version(contact.id) === null && rows.count() >= MOST_CONTACTS) return 'full'
      together(database, () => void rows.write(contact))
      return 'saved'
    },
    remove({ id }) {
      together(database, () => rows.remove(id))
    },
  }
}
