import { z } from 'zod'
import { type ArgsOf, call, event, nothing, type ResultOf } from '../../../shared/contract/contract.ts'
import type { Contact, ContactFilter, ContactOverview, ContactsState } from '../../../shared/domain/contact.ts'
import type { Duplicates, ExportFormat, ImportChoice, ImportCounts, ImportLine, ImportPreview } from '../../../shared/domain/contact-import.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { CardChange, CardState } from './card-dav-sync.ts'

/** What callers are looked up by; `key` and `tail` as in shared/domain/contact-number.ts. */
export type IndexedContact = Pick<Contact, 'id' | 'name' | 'ringtone' | 'ringsAlways' | 'blocked'> & {
  readonly numbers: readonly { readonly number: string; readonly key: string; readonly tail: string | null }[]
}

export type ContactSummary = {
  readonly count: number
  readonly favourites: readonly Contact[]
  readonly groups: readonly string[]
  readonly lastImport: ContactsState['lastImport']
}

/** Plain data between two parts of the app: typed, and not parsed. */
const plain = <T>() => z.custom<T>()

/** The contract between main and the worker of the contacts' database. */
export const contactsIpc = {
  database: {
    /** Country of numbers without a country code; keys that were made with another one are made anew. */
    setRegion: call(plain<{ region: string }>(), nothing),
    /**
     * Moves in the contacts that earlier versions kept in the accounts' databases of a folder, each file once, duplicates merged.
     * Returns how many contacts came in or were changed.
     */
    moveIn: call(plain<{ folder: string }>(), plain<number>()),
    summary: call(plain<{ favourites: number; groups: number }>(), plain<ContactSummary>()),
    overview: call(plain<ContactFilter>(), plain<ContactOverview>()),
    page: call(plain<ContactFilter & { offset: number; limit: number }>(), plain<Contact[]>()),
    search: call(plain<{ text: string; limit: number }>(), plain<Contact[]>()),
    get: call(plain<{ id: string }>(), plain<Contact | null>()),
    /** Whose number it is: by its key, else by its last digits where just one contact has them. */
    caller: call(plain<{ number: string }>(), plain<Contact | null>()),
    /** A part of all contacts, in the order in which they were stored; `next` null: the last. */
    index: call(plain<{ after: number; limit: number }>(), plain<{ contacts: IndexedContact[]; next: number | null }>()),
    /** Fails with `full` beyond MOST_CONTACTS. */
    save: call(plain<{ contact: Contact }>(), plain<'saved' | 'full'>()),
    remove: call(plain<{ id: string }>(), nothing),

    /** Reads a file with contacts, and tries what importing it would do; `fileName` is shown. */
    openImport: call(plain<{ fileName: string; bytes: Uint8Array; duplicates: Duplicates }>(), plain<ImportPreview>()),
    /** Reads the same file in another way. Fails with `not-found` when none is open. */
    previewImport: call(plain<ImportChoice>(), plain<ImportPreview>()),
    /** The report of the last trial or import, by line; `skippedOnly`: what was left out, and why. */
    importLines: call(plain<{ offset: number; limit: number; skippedOnly: boolean }>(), plain<{ lines: ImportLine[]; total: number }>()),
    /** Imports the file that is open, all of it or, where it fails, nothing. */
    runImport: call(plain<{ duplicates: Duplicates }>(), plain<ImportCounts>()),
    closeImport: call(nothing, nothing),
    /** Takes the last import back; contacts that were changed since stay. Returns how many were taken back. */
    undoImport: call(nothing, plain<number>()),
    exportText: call(plain<{ format: ExportFormat; language: 'en' | 'de' }>(), plain<string>()),

    /** The address book on a server: the state of each card here, and the contacts that have none. */
    cards: call(nothing, plain<{ cards: CardState[]; unsent: string[] }>()),
    /** A contact as its card is to be; null where it is gone. What the card holds beside it stays. */
    cardToSend: call(plain<{ contactId: string }>(), plain<{ text: string; version: number } | null>()),
    applyCards: call(plain<{ changes: readonly CardChange[] }>(), nothing),
    cardConflicts: call(nothing, plain<{ contactId: string; mine: Contact; theirs: Contact }[]>()),
    /** Fails with `not-found` where there is no question any more. */
    resolveCard: call(plain<{ contactId: string; keep: 'mine' | 'theirs' | 'both' }>(), nothing),
    /** A small setting of the contacts; null when it was never written. */
    readValue: call(plain<{ key: 'card-server' }>(), plain<string | null>()),
    writeValue: call(plain<{ key: 'card-server'; value: string | null }>(), nothing),
    /** Contacts stay; they have no cards any more. */
    dropCards: call(nothing, nothing),

    /** Deletes everything but the note of which files were moved in. */
    clear: call(nothing, nothing),

    /** Closes the file; the last call. */
    close: call(nothing, nothing),
    /** The file's state, on opening and on each change. */
    state: event(plain<DatabaseState>()),
  },
} as const

type ContactCalls = Omit<(typeof contactsIpc)['database'], 'close' | 'state'>
export type ContactRequestName = keyof ContactCalls
export type ContactRequests = {
  readonly [N in ContactRequestName]: { args: ArgsOf<ContactCalls[N]>; result: ResultOf<ContactCalls[N]> }
}
export type ContactHandlers = { readonly [N in ContactRequestName]: (args: ContactRequests[N]['args']) => ContactRequests[N]['result'] }
