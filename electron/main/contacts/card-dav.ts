import { z } from 'zod'
import type { CardBook, CardConflict, CardServerState } from '../../../shared/domain/contact.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Keychain } from '../account/keychain.ts'
import { asFailure } from '../failure.ts'
import { type CardAccess, readCardAddress } from './card-address.ts'
import { type CardServer, syncCards } from './card-dav-sync.ts'
import type { ContactsDatabase } from './contacts-database.ts'

export type CardDav = {
  readonly start: () => Promise<void>
  readonly stop: () => void
  /**
   * Signs in to the server, finds the address book, and brings both together. Where there are several, they are returned and
   * nothing is kept. Fails with `card-server-*`, `keychain-*`.
   */
  readonly connect: (access: CardAccess) => Promise<{ readonly choice: CardBook[] }>
  /** Contacts stay on both sides. */
  readonly disconnect: () => Promise<void>
  readonly sync: () => Promise<void>
  readonly conflicts: () => Promise<CardConflict[]>
  readonly resolve: (contactId: string, keep: 'mine' | 'theirs' | 'both') => Promise<void>
  /** Contacts were changed here: they are sent in a while. */
  readonly contactsChanged: () => void
}

export type CardDavOptions = {
  readonly database: Pick<ContactsDatabase, 'request'>
  readonly keychain: Pick<Keychain, 'read' | 'write' | 'remove'>
  readonly find: (access: CardAccess) => Promise<CardBook[]>
  readonly open: (access: CardAccess) => Promise<CardServer>
  readonly now: () => number
  readonly onState: (state: CardServerState | null) => void
  /** A sync has changed contacts. */
  readonly onContacts: () => Promise<void>
  readonly log: (text: string) => void
}

const accessSchema = z.object({ address: z.string(), userName: z.string(), syncedAt: z.number().nullable(), tag: z.string().nullable() })
type Access = z.infer<typeof accessSchema>

/** ms between two looks at the server, and from a change here to the sync that sends it. */
const EVERY = 15 * 60_000
const AFTER_CHANGE = 5000

/** The user's address book on a CardDAV server. Whatever the server does, the contacts here are there and can be changed. */
export function createCardDav({ database, keychain, find, open, now, onState, onContacts, log }: CardDavOptions): CardDav {
  let access: Access | null = null
  let server: CardServer | null = null
  let state: CardServerState | null = null
  let abort = new AbortController()
  let running: Promise<void> | null = null
  let every: NodeJS.Timeout | undefined
  let soon: NodeJS.Timeout | undefined
  /** Contacts were changed here since the last sync began. */
  let dirty = true

  const entryOf = ({ address, userName }: Pick<Access, 'address' | 'userName'>) => ({ kind: 'card-server', address, userName }) as const
  const publish = (part: Partial<CardServerState>): void => {
    if (!access) return onState(null)
    state = {
      running: false,
      failure: null,
      conflicts: 0,
      ...state,
      address: access.address,
      userName: access.userName,
      syncedAt: access.syncedAt,
      ...part,
    }
    onState(state)
  }
  const save = (): Promise<void> => database.request('writeValue', { key: 'card-server', value: access && JSON.stringify(access) })
  const opened = async (of: Access): Promise<CardServer> => {
    if (server) return server
    const password = await keychain.read(entryOf(of))
    if (password === null) throw new AppError('card-server-refused', 'the keychain holds no password')
    server = await open({ address: of.address, userName: of.userName, password })
    return server
  }
  const run = async (of: Access, signal: AbortSignal): Promise<void> => {
    publish({ running: true })
    try {
      const book = await opened(of)
      const tag = await book.tag()
      signal.throwIfAborted()
      // nothing new on either side
      if (!dirty && tag !== null && tag === of.tag) {
        access = { ...of, syncedAt: now() }
        return publish({ running: false, failure: null })
      }
      dirty = false
      const { received, sent, conflicts } = await syncCards(database, book, signal)
      signal.throwIfAborted()
      access = { ...of, syncedAt: now(), tag: sent ? null : tag }
      await save()
      if (received || sent) {
        log(`address book: ${received} received, ${sent} sent`)
        await onContacts()
      }
      publish({ running: false, failure: null, conflicts })
    } catch (e) {
      dirty = true
      if (signal.aborted) return
      server = null
      // what was brought here before it broke off is shown
      await onContacts().catch(() => {})
      publish({ running: false, failure: asFailure(e) })
      throw e
    }
  }
  const sync = (): Promise<void> => {
    const of = access
    if (!of) return Promise.resolve()
    running ??= run(of, abort.signal).finally(() => {
      running = null
    })
    return running
  }
  const quietly = (): void => void sync().catch((e: Error) => log(`address book: ${e.message}`))
  const watch = (): void => {
    clearInterval(every)
    every = setInterval(quietly, EVERY)
    every.unref()
  }
  const giveUp = async (): Promise<void> => {
    abort.abort()
    clearInterval(every)
    clearTimeout(soon)
    await running?.catch(() => {})
    abort = new AbortController()
    server = null
  }
  return {
    async start() {
      const text = await database.request('readValue', { key: 'card-server' })
      const known = accessSchema.safeParse(text === null ? null : JSON.parse(text))
      if (!known.success) return
      access = known.data
      publish({})
      watch()
      quietly()
    },
    stop() {
      abort.abort()
      clearInterval(every)
      clearTimeout(soon)
    },
    async connect({ address, userName, password }) {
      const next = { address: readCardAddress(address), userName: userName.trim(), password }
      const books = await find(next)
      if (books.length > 1) return { choice: books }
      // tried before anything is kept
      const book = await open(next)
      await giveUp()
      await keychain.write(entryOf(next), password)
      if (access && access.address !== next.address) await database.request('dropCards')
      access = { address: next.address, userName: next.userName, syncedAt: null, tag: null }
      server = book
      dirty = true
      await save()
      watch()
      await sync()
      return { choice: [] }
    },
    async disconnect() {
      const was = access
      if (!was) return
      await giveUp()
      access = null
      state = null
      await save()
      await database.request('dropCards')
      onState(null)
      await keychain.remove(entryOf(was))
    },
    sync,
    conflicts: () => database.request('cardConflicts'),
    async resolve(contactId, keep) {
      await database.request('resolveCard', { contactId, keep })
      dirty = true
      await onContacts()
      publish({ conflicts: Math.max(0, (state?.conflicts ?? 1) - 1) })
      quietly()
    },
    contactsChanged() {
      dirty = true
      if (!access) return
      clearTimeout(soon)
      soon = setTimeout(quietly, AFTER_CHANGE)
      soon.unref()
    },
  }
}
