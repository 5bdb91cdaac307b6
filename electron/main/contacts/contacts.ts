import { type Contact, contactSchema, contactsByNumber, MOST_CONTACTS, numberKey } from '../../../shared/domain/contact.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountDatabase } from '../storage/database.ts'

export type ContactService = {
  readonly start: () => Promise<void>
  readonly save: (contact: Contact) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Whose number it is, or null. */
  readonly of: (number: string) => { readonly id: string; readonly name: string } | null
}

/** The account's own list of contacts, by name. */
export function createContacts(database: AccountDatabase, region: () => string, onChange: (contacts: Contact[]) => void): ContactService {
  let contacts: Contact[] = []
  let byNumber: { region: string; map: ReadonlyMap<string, Contact> } = { region: '', map: new Map() }
  const set = (next: Contact[]): void => {
    contacts = next.sort((a, b) => a.name.localeCompare(b.name))
    byNumber = { region: '', map: new Map() }
    onChange(contacts)
  }
  return {
    start: async () => set(await database.request('contacts')),
    async save(contact) {
      const clean = contactSchema.parse(contact)
      const others = contacts.filter(({ id }) => id !== clean.id)
      if (others.length >= MOST_CONTACTS) throw new AppError('busy', 'the list of contacts is full')
      await database.request('saveContact', clean)
      set([...others, clean])
    },
    async remove(id) {
      await database.request('removeContact', { id })
      set(contacts.filter((c) => c.id !== id))
    },
    of(number) {
      if (number === '') return null
      // the country may have been changed in the settings meanwhile
      if (byNumber.region !== region()) byNumber = { region: region(), map: contactsByNumber(contacts, region()) }
      const found = byNumber.map.get(numberKey(number, region()))
      return found ? { id: found.id, name: found.name } : null
    },
  }
}
