import type { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema, MOST_NUMBERS } from '../../../shared/domain/contact.ts'
import { numberKey, significantTail } from '../../../shared/domain/contact-number.ts'
import { initialOf, nameWords, searchText, sortKey, spokenName } from '../../../shared/domain/contact-text.ts'
import { ringtoneSchema } from '../../../shared/domain/line-preferences.ts'
import type { IndexedContact } from './contact-requests.ts'

type Row = Record<string, unknown>

/** The rows of contacts, each with its numbers and groups in tables of their own. */
export type ContactRows = {
  readonly region: () => string
  /** Writes keys anew where the region is another one than they were made with. */
  readonly setRegion: (region: string) => void
  /** Creates or replaces. Returns the contact's new version. */
  readonly write: (contact: Contact) => number
  readonly remove: (id: string) => void
  /** Contacts by position, in the order given. */
  readonly read: (positions: readonly number[]) => Contact[]
  readonly indexed: (positions: readonly number[]) => IndexedContact[]
  readonly get: (id: string) => Contact | null
  readonly version: (id: string) => number | null
  readonly count: () => number
  /** The contact that this one is, by name and numbers; null when it is a new one. */
  readonly sameAs: (contact: Contact) => Contact | null
}

const columns = 'id, name, sort, initial, words, text, note, favourite, account_id, line_id, ringtone, rings_always, blocked, version'

export function contactRows(database: DatabaseSync): ContactRows {
  const known = database.prepare('SELECT position, version FROM contact WHERE id = ?')
  const insert = database.prepare(`INSERT INTO contact (${columns}) VALUES (${columns.split(', ').map(() => '?')}) RETURNING position`)
  const update = database.prepare(
    `UPDATE contact SET ${columns
      .split(', ')
      .map((name) => `${name} = ?`)
      .join(', ')} WHERE position = ? RETURNING position`,
  )
  const removeNumbers = database.prepare('DELETE FROM contact_number WHERE contact = ?')
  const addNumber = database.prepare('INSERT INTO contact_number (contact, place, kind, number, key, tail) VALUES (?, ?, ?, ?, ?, ?)')
  const removeGroups = database.prepare('DELETE FROM contact_group WHERE contact = ?')
  const addGroup = database.prepare('INSERT OR IGNORE INTO contact_group (name, contact) VALUES (?, ?)')
  const removeContact = database.prepare('DELETE FROM contact WHERE position = ?')
  const readContacts = database.prepare('SELECT c.* FROM json_each(?) w JOIN contact c ON c.position = w.value ORDER BY w.key')
  const readNumbers = database.prepare('SELECT n.* FROM json_each(?) w JOIN contact_number n ON n.contact = w.value ORDER BY n.contact, n.place')
  const readGroups = database.prepare('SELECT g.contact, g.name FROM json_each(?) w JOIN contact_group g ON g.contact = w.value ORDER BY g.name')
  const counted = database.prepare('SELECT count(*) AS n FROM contact')
  const named = database.prepare('SELECT position, name FROM contact WHERE words = ? ORDER BY position LIMIT 20')
  const keysOf = database.prepare('SELECT key FROM contact_number WHERE contact = ?')
  let region = String(database.prepare("SELECT value FROM meta WHERE key = 'region'").get()?.['value'] ?? '')

  const read = (positions: readonly number[]): Contact[] => {
    const wanted = JSON.stringify(positions)
    const numbers = Map.groupBy(readNumbers.all(wanted) as Row[], (row) => row['contact'])
    const groups = Map.groupBy(readGroups.all(wanted) as Row[], (row) => row['contact'])
    return (readContacts.all(wanted) as Row[]).flatMap((row) => {
      const parsed = contactSchema.safeParse({
        id: row['id'],
        name: row['name'],
        note: row['note'],
        favourite: row['favourite'] === 1,
        numbers: (numbers.get(row['position']) ?? []).map(({ kind, number }) => ({ kind, number })),
        groups: (groups.get(row['position']) ?? []).map(({ name }) => name),
        line: row['account_id'] === null ? null : { accountId: row['account_id'], lineId: row['line_id'] },
        ringtone: row['ringtone'],
        ringsAlways: row['rings_always'] === 1,
        blocked: row['blocked'] === 1,
      })
      return parsed.success ? [parsed.data] : []
    })
  }
  const rows: ContactRows = {
    region: () => region,
    setRegion(next) {
      if (next === region) return
      region = next
      const all = database.prepare('SELECT position FROM contact').all() as { position: number }[]
      for (const contact of read(all.map(({ position }) => position))) rows.write(contact)
      database.prepare("INSERT INTO meta (key, value) VALUES ('region', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(region)
    },
    write(contact) {
      const numbers = contact.numbers.map(({ kind, number }) => ({ kind, number, key: numberKey(number, region), tail: significantTail(number) }))
      const before = known.get(contact.id) as { position: number; version: number } | undefined
      const version = (before?.version ?? 0) + 1
      const values = [
        contact.id,
        contact.name,
        sortKey(contact.name),
        initialOf(contact.name),
        nameWords(contact.name),
        searchText(contact.name, contact.note, contact.groups, numbers),
        contact.note,
        contact.favourite ? 1 : 0,
        contact.line?.accountId ?? null,
        contact.line?.lineId ?? null,
        contact.ringtone,
        contact.ringsAlways ? 1 : 0,
        contact.blocked ? 1 : 0,
        version,
      ]
      const position = Number((before ? update.get(...values, before.position) : insert.get(...values))?.['position'])
      if (before) {
        removeNumbers.run(position)
        removeGroups.run(position)
      }
      for (const [place, { kind, number, key, tail }] of numbers.entries()) addNumber.run(position, place, kind, number, key, tail)
      for (const group of contact.groups) addGroup.run(group, position)
      return version
    },
    remove(id) {
      const before = known.get(id) as { position: number } | undefined
      if (!before) return
      for (const statement of [removeNumbers, removeGroups, removeContact]) statement.run(before.position)
    },
    read,
    indexed(positions) {
      const wanted = JSON.stringify(positions)
      const numbers = Map.groupBy(readNumbers.all(wanted) as Row[], (row) => row['contact'])
      return (readContacts.all(wanted) as Row[]).map((row) => ({
        id: String(row['id']),
        name: String(row['name']),
        ringtone: ringtoneSchema.nullable().catch(null).parse(row['ringtone']),
        ringsAlways: row['rings_always'] === 1,
        blocked: row['blocked'] === 1,
        numbers: (numbers.get(row['position']) ?? []).map(({ number, key, tail }) => ({
          number: String(number),
          key: String(key),
          tail: typeof tail === 'string' ? tail : null,
        })),
      }))
    },
    get(id) {
      const found = known.get(id) as { position: number } | undefined
      return found ? (read([found.position])[0] ?? null) : null
    },
    version: (id) => (known.get(id) as { version: number } | undefined)?.version ?? null,
    count: () => Number((counted.get() as Row)['n']),
    sameAs(contact) {
      const words = nameWords(contact.name)
      if (words === '') return null
      const keys = new Set(contact.numbers.map(({ number }) => numberKey(number, region)))
      const candidates = named.all(words) as { position: number; name: string }[]
      const sharing = candidates.find(({ position }) => (keysOf.all(position) as { key: string }[]).some(({ key }) => keys.has(key)))
      // one word names many ("Taxi"), a full name hardly two
      const full = words.includes(' ') ? candidates.find(({ name }) => spokenName(name) === spokenName(contact.name)) : undefined
      const found = sharing ?? full
      return found ? (read([found.position])[0] ?? null) : null
    },
  }
  return rows
}

/** Two entries of the same contact as one: what the first says stays, and what the second knows beside it is added. */
export function mergeContacts(first: Contact, second: Contact, region: string): Contact {
  const keys = new Set(first.numbers.map(({ number }) => numberKey(number, region)))
  const added = second.numbers.filter(({ number }) => !keys.has(numberKey(number, region)))
  const note =
    second.note.trim() === '' || first.note.includes(second.note.trim()) ? first.note : [first.note, second.note].filter(Boolean).join('\n')
  return contactSchema.parse({
    ...first,
    note: note.slice(0, 4000),
    favourite: first.favourite || second.favourite,
    numbers: [...first.numbers, ...added].slice(0, MOST_NUMBERS),
    groups: [...new Set([...first.groups, ...second.groups])].slice(0, 20),
    line: first.line ?? second.line,
    ringtone: first.ringtone ?? second.ringtone,
    ringsAlways: first.ringsAlways || second.ringsAlways,
    blocked: first.blocked || second.blocked,
  })
}
