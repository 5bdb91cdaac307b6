import type { DatabaseSync } from 'node:sqlite'
import { type Contact, contactSchema } from '../../../shared/domain/contact.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { together } from '../storage/together.ts'
import type { CardChange, CardState } from './card-dav-sync.ts'
import type { ContactHandlers } from './contact-requests.ts'
import { type ContactRows, mergeContacts } from './contact-rows.ts'
import { readVcards } from './vcard-reader.ts'
import { changeVcard, writeVcard } from './vcard-writer.ts'

type Row = Record<string, unknown>
type CardHandlers = Pick<
  ContactHandlers,
  'cards' | 'cardToSend' | 'applyCards' | 'cardConflicts' | 'resolveCard' | 'dropCards' | 'readValue' | 'writeValue'
>

/** A card of the server that is no contact here (it has no number) is noted under its address, so that it is not read each time. */
const notKept = (href: string): string => `- ${href}`

/** Which contact is which card of the address book on the server, and what of either has changed since both were the same. */
export function cardQueries(database: DatabaseSync, rows: ContactRows): CardHandlers {
  const put = database.prepare(
    `INSERT INTO card (contact_id, href, etag, text, version, conflict) VALUES (?, ?, ?, ?, ?, NULL)
     ON CONFLICT (contact_id) DO UPDATE SET href = excluded.href, etag = excluded.etag, text = excluded.text, version = excluded.version, conflict = NULL`,
  )
  const forget = database.prepare('DELETE FROM card WHERE contact_id = ?')
  const forgetHref = database.prepare('DELETE FROM card WHERE href = ?')
  const of = database.prepare('SELECT * FROM card WHERE contact_id = ?')
  const setConflict = database.prepare('UPDATE card SET conflict = ? WHERE contact_id = ?')
  const linked = (id: string): Row | undefined => of.get(id) as Row | undefined
  const hrefOf = (id: string): string => String(linked(id)?.['href'])

  /** What a card says: null for one without a number, undefined for what is no whole card. */
  const read = (text: string): Contact | null | undefined => {
    const [card] = readVcards(text)
    return card?.contact ?? (card && !card.reasons.includes('not-complete') ? null : undefined)
  }
  /** A contact as the card says, with what only this computer knows of it. */
  const withCard = (contact: Contact, { name, numbers, note, groups }: Contact): Contact => ({ ...contact, name, numbers, note, groups })

  const take = (href: string, etag: string, text: string): void => {
    const contact = read(text)
    if (contact === undefined) return
    forgetHref.run(href)
    if (!contact) return void put.run(notKept(href), href, etag, text, 0)
    const same = rows.sameAs(contact)
    if (!same || linked(same.id)) return void put.run(contact.id, href, etag, text, rows.write(contact))
    const merged = mergeContacts(same, contact, rows.region())
    const version = rows.write(merged)
    // what is known here beside the card goes to the server next
    const more = merged.numbers.length > contact.numbers.length || merged.note !== contact.note || merged.groups.length > contact.groups.length
    put.run(same.id, href, etag, text, more ? version - 1 : version)
  }
  const apply = (change: CardChange): void => {
    switch (change.kind) {
      case 'take':
        return take(change.href, change.etag, change.text)
      case 'update': {
        const contact = rows.get(change.contactId)
        const card = read(change.text)
        const href = hrefOf(change.contactId)
        if (contact && card) return void put.run(contact.id, href, change.etag, change.text, rows.write(withCard(contact, card)))
        // its last number was removed there: what it has besides is no contact here
        if (contact && card === null) rows.remove(contact.id)
        return take(href, change.etag, change.text)
      }
      case 'stored':
        return void put.run(change.contactId, change.href, change.etag, change.text, change.version)
      case 'gone':
        rows.remove(change.contactId)
        return void forget.run(change.contactId)
      case 'unlink':
        return void forget.run(change.contactId)
      case 'conflict': {
        const { contactId, etag, text } = change
        const theirs = read(text)
        if (theirs) setConflict.run(JSON.stringify({ etag, text }), contactId)
        // removed there but changed here since, as a whole card would be sent anew
        else if (theirs === null) sendOver(contactId, etag, text)
        return
      }
      default:
        return change satisfies never
    }
  }
  /** What is here is sent over that card: the card's version is older than the contact's. */
  const sendOver = (contactId: string, etag: string, text: string): void =>
    void put.run(contactId, hrefOf(contactId), etag, text, (rows.version(contactId) ?? 1) - 1)
  const conflictOf = (row: Row): { etag: string; text: string } => JSON.parse(String(row['conflict'])) as { etag: string; text: string }
  return {
    cards: () => ({
      cards: (
        database
          .prepare(
            'SELECT k.contact_id AS id, k.href, k.etag, k.version, k.conflict, c.version AS now FROM card k LEFT JOIN contact c ON c.id = k.contact_id',
          )
          .all() as Row[]
      ).map(
        (row): CardState => ({
          contactId: String(row['id']),
          href: String(row['href']),
          etag: String(row['etag']),
          local: String(row['id']).startsWith('- ') ? 'same' : row['now'] === null ? 'removed' : row['now'] === row['version'] ? 'same' : 'changed',
          conflict: row['conflict'] !== null,
        }),
      ),
      unsent: (database.prepare('SELECT id FROM contact WHERE id NOT IN (SELECT contact_id FROM card)').all() as Row[]).map((row) =>
        String(row['id']),
      ),
    }),
    cardToSend({ contactId }) {
      const contact = rows.get(contactId)
      if (!contact) return null
      const before = linked(contactId)
      return { text: before ? changeVcard(String(before['text']), contact) : writeVcard(contact, '3.0'), version: rows.version(contactId) ?? 0 }
    },
    applyCards({ changes }) {
      together(database, () => changes.forEach(apply))
    },
    cardConflicts: () =>
      (database.prepare('SELECT contact_id AS id, conflict FROM card WHERE conflict IS NOT NULL LIMIT 100').all() as Row[]).flatMap((row) => {
        const mine = rows.get(String(row['id']))
        const theirs = read(conflictOf(row).text)
        return mine && theirs ? [{ contactId: mine.id, mine, theirs }] : []
      }),
    resolveCard({ contactId, keep }) {
      const row = linked(contactId)
      const contact = rows.get(contactId)
      if (!row || row['conflict'] === null || !contact) throw new AppError('not-found', 'there is no such question any more')
      const { etag, text } = conflictOf(row)
      const theirs = read(text)
      together(database, () => {
        if (keep === 'theirs' && theirs) return void put.run(contactId, hrefOf(contactId), etag, text, rows.write(withCard(contact, theirs)))
        if (keep === 'both' && theirs) rows.write(contactSchema.parse(theirs))
        sendOver(contactId, etag, text)
      })
    },
    readValue({ key }) {
      const value = database.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.['value']
      return typeof value === 'string' ? value : null
    },
    writeValue({ key, value }) {
      if (value === null) database.prepare('DELETE FROM meta WHERE key = ?').run(key)
      else database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
    },
    dropCards() {
      database.exec('DELETE FROM card')
    },
  }
}
