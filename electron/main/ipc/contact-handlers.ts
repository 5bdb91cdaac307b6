import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { ContactService } from '../contacts/contacts.ts'

/** The contract's calls about contacts. They need no account: all accounts share them. */
export function createContactHandlers(contacts: ContactService): IpcHandlers['contacts'] {
  const { request } = contacts.database
  return {
    overview: (filter) => request('overview', filter),
    page: (query) => request('page', query),
    search: (query) => request('search', query),
    get: (of) => request('get', of),
    save: ({ contact }) => contacts.save(contact),
    remove: ({ id }) => contacts.remove(id),
  }
}
