import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { AppContacts } from '../contacts/app-contacts.ts'
import type { ContactFiles } from '../dialogs/contact-files.ts'

/** The contract's calls about contacts. They need no account: all accounts share them. */
export function createContactHandlers(contacts: AppContacts, files: ContactFiles, language: () => 'en' | 'de'): IpcHandlers['contacts'] {
  const { request } = contacts.database
  return {
    overview: (filter) => request('overview', filter),
    page: (query) => request('page', query),
    search: (query) => request('search', query),
    get: (of) => request('get', of),
    save: ({ contact }) => contacts.save(contact),
    remove: ({ id }) => contacts.remove(id),
    async chooseImport({ duplicates }) {
      const file = await files.choose()
      return file && request('openImport', { ...file, duplicates })
    },
    previewImport: (choice) => request('previewImport', choice),
    importLines: (part) => request('importLines', part),
    runImport: ({ duplicates }) => contacts.runImport(duplicates),
    cancelImport: () => request('closeImport'),
    undoImport: () => contacts.undoImport(),
    connectServer: (access) => contacts.cardDav.connect(access),
    disconnectServer: () => contacts.cardDav.disconnect(),
    syncServer: () => contacts.cardDav.sync(),
    conflicts: () => contacts.cardDav.conflicts(),
    resolveConflict: ({ contactId, keep }) => contacts.cardDav.resolve(contactId, keep),
    export: ({ format }) => files.save(format === 'csv' ? 'csv' : 'vcf', () => request('exportText', { format, language: language() })),
  }
}
