import { contactsKind } from '../../../electron/main/contacts/contact-schema.ts'
import type { ContactsDatabase } from '../../../electron/main/contacts/contacts-database.ts'
import { openStore } from '../../../electron/main/storage/store.ts'

/** The contacts' database without its thread, in memory unless a path is given. */
export function fakeContacts(path = ':memory:'): ContactsDatabase & { readonly closed: () => boolean } {
  const store = openStore({ kind: contactsKind, path, now: () => 1, onState: () => {} })
  let closed = false
  return {
    request: (async (name: string, args: unknown) => store.answer(name, args)) as ContactsDatabase['request'],
    async close() {
      closed = true
      store.close()
    },
    closed: () => closed,
  }
}
