import { type Contact, type ContactRef, type ContactsState, contactSchema } from '../../../shared/domain/contact.ts'
import type { Duplicates, ImportCounts } from '../../../shared/domain/contact-import.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { type CallerExceptions, createContactIndex, indexed } from './contact-index.ts'
import type { ContactsDatabase } from './contacts-database.ts'

export type ContactsSummary = Omit<ContactsState, 'names' | 'server'>

export type ContactService = {
  /** Moves in what earlier versions kept elsewhere, then reads what callers are looked up by. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly database: Pick<ContactsDatabase, 'request'>
  /** @throws AppError `busy` when the list is full */
  readonly save: (contact: Contact) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Whose number it is, or null. */
  readonly of: (number: string) => ContactRef | null
  readonly exceptions: () => CallerExceptions
  /** An account's database gets the present names, which its history is searched by, and each change until `unfollow`. */
  readonly follow: (account: Pick<AccountDatabase, 'request'>) => void
  readonly unfollow: (account: Pick<AccountDatabase, 'request'>) => void
  readonly runImport: (duplicates: Duplicates) => Promise<ImportCounts>
  readonly undoImport: () => Promise<number>
  /** The country of the settings may be another one. */
  readonly regionChanged: () => Promise<void>
  /** Much may have changed at once: everything is read again. */
  readonly reload: () => Promise<void>
  /** Before an account's database is removed: contacts that an earlier version kept in it must be here first. */
  readonly moveIn: () => Promise<void>
}

/** Contacts that are read, or sent on, at a time. */
const PART = 1000
const MOST_FAVOURITES = 50
const MOST_GROUPS = 500

export type ContactsOptions = {
  readonly database: ContactsDatabase
  /** Where the accounts' databases are. */
  readonly accounts: string
  readonly region: () => string
  readonly onChange: (summary: ContactsSummary) => void
  readonly log: (text: string) => void
}

/** The user's contacts on this computer, which all accounts share. */
export function createContacts({ database, accounts, region, onChange, log }: ContactsOptions): ContactService {
  let readFor = ''
  let index = createContactIndex(() => readFor)
  let revision = 0
  let loading: Promise<void> = Promise.resolve()
  const followers = new Set<Pick<AccountDatabase, 'request'>>()

  const sendTo = (follower: Pick<AccountDatabase, 'request'>, changed: readonly Contact[], removed: readonly string[]): void =>
    void follower.request('keepContacts', { all: false, changed, removed }).catch(() => {})
  const sendAll = async (follower: Pick<AccountDatabase, 'request'>): Promise<void> => {
    const all = index.contacts()
    for (let i = 0; i === 0 || i < all.length; i += PART) {
      if (!followers.has(follower)) return
      const changed = all.slice(i, i + PART).map(({ id, name, numbers }) => ({ id, name, numbers: numbers.map(({ number }) => ({ number })) }))
      await follower.request('keepContacts', { all: i === 0, changed, removed: [] })
    }
  }
  const sendAllTo = (follower: Pick<AccountDatabase, 'request'>): void => void sendAll(follower).catch((e: Error) => log(`contacts: ${e.message}`))
  const publish = async (): Promise<void> => {
    const summary = await database.request('summary', { favourites: MOST_FAVOURITES, groups: MOST_GROUPS })
    revision += 1
    onChange({ ...summary, revision, favourites: [...summary.favourites], groups: [...summary.groups] })
  }
  const load = async (): Promise<void> => {
    const wanted = region()
    await database.request('setRegion', { region: wanted })
    const next = createContactIndex(() => readFor)
    let after = 0
    for (let more = true; more; ) {
      const part = await database.request('index', { after, limit: PART })
      for (const contact of part.contacts) next.put(contact)
      more = part.next !== null
      after = part.next ?? after
    }
    readFor = wanted
    index = next
    for (const follower of followers) sendAllTo(follower)
    await publish()
  }
  /** One reading after the other: what changed while one ran is in the next. */
  const reload = (): Promise<void> => {
    loading = loading.catch(() => {}).then(load)
    return loading
  }
  const moveIn = async (): Promise<void> => {
    await database.request('setRegion', { region: region() })
    const count = await database.request('moveIn', { folder: accounts })
    if (count) log(`contacts: ${count} moved in from accounts`)
  }
  return {
    database,
    async start() {
      await moveIn().catch((e: Error) => log(`contacts: ${e.message}`))
      await reload()
    },
    stop: () => database.close(),
    async save(contact) {
      const clean = contactSchema.parse(contact)
      if ((await database.request('save', { contact: clean })) === 'full') throw new AppError('busy', 'the list of contacts is full')
      // what is being read may hold it as it was
      await loading.catch(() => {})
      index.put(indexed(clean, readFor))
      for (const follower of followers) sendTo(follower, [clean], [])
      await publish()
    },
    async remove(id) {
      await database.request('remove', { id })
      await loading.catch(() => {})
      index.remove(id)
      for (const follower of followers) sendTo(follower, [], [id])
      await publish()
    },
    async runImport(duplicates) {
      const counts = await database.request('runImport', { duplicates })
      await reload()
      return counts
    },
    async undoImport() {
      const count = await database.request('undoImport')
      await reload()
      return count
    },
    of: (number) => index.of(number),
    exceptions: () => index.exceptions(),
    follow(account) {
      followers.add(account)
      sendAllTo(account)
    },
    unfollow: (account) => void followers.delete(account),
    regionChanged: () => (region() === readFor ? Promise.resolve() : reload()),
    reload,
    moveIn,
  }
}
