import { join } from 'node:path'
import { type DatabaseListeners, openWorkerDatabase } from '../storage/worker-database.ts'
import { type ContactRequestName, type ContactRequests, contactsIpc } from './contact-requests.ts'

export type ContactsDatabase = {
  readonly request: <N extends ContactRequestName>(
    name: N,
    ...args: ContactRequests[N]['args'] extends undefined ? [] : [ContactRequests[N]['args']]
  ) => Promise<ContactRequests[N]['result']>
  readonly close: () => Promise<void>
}

/** The folder of the accounts' databases, in which contacts were kept before. */
export const accountsFolder = (folder: string): string => join(folder, 'accounts')

/**
 * Opens the contacts of this user on this computer in a worker thread.
 *
 * @param worker path of the built contacts-worker
 */
export function openContacts(folder: string, worker: string, listeners: DatabaseListeners = {}): ContactsDatabase {
  const { request, close } = openWorkerDatabase(contactsIpc, join(folder, 'contacts.db'), { worker }, listeners)
  return { request: request as ContactsDatabase['request'], close }
}
