import { isDeepStrictEqual } from 'node:util'
import { noContacts } from '../../../shared/domain/empty.ts'
import type { Keychain } from '../account/keychain.ts'
import type { CallService } from '../calls/call-service.ts'
import type { Environment } from '../environment.ts'
import type { Projection } from '../ipc/projection.ts'
import { type CardDav, createCardDav } from './card-dav.ts'
import type { CardFetch } from './card-dav-server.ts'
import { namesOf } from './contact-names.ts'
import { type ContactService, createContacts } from './contacts.ts'
import { accountsFolder, openContacts } from './contacts-database.ts'

export type AppContacts = ContactService & {
  /** The recent calls have changed: their names are published where they are others. */
  readonly recentCallsChanged: () => void
  readonly cardDav: CardDav
  /** Deletes all contacts, and the connection to a server with its password; what is on the server stays. */
  readonly clear: () => Promise<void>
}

export type AppContactsOptions = {
  readonly projection: Pick<Projection, 'state' | 'set'>
  readonly calls: () => Pick<CallService, 'publishCalls' | 'setExceptions'>
  readonly keychain: Keychain
  /** Requests to the server of an address book. */
  readonly fetch: CardFetch
  /** Path of the built contacts-worker. */
  readonly worker: string
}

/** The contacts of this app: in a database of their own, published to the page, to the calls and to the phone process. */
export function createAppContacts(
  { folder, log, region }: Environment,
  { projection, calls, keychain, fetch, worker }: AppContactsOptions,
): AppContacts {
  let { names: _names, server, ...summary } = noContacts
  const recentNames = () =>
    namesOf(
      projection.state.recentCalls.entries.map(({ number }) => number),
      service.of,
    )
  const publish = (): void => projection.set('contacts', { ...summary, server, names: recentNames() })
  const database = openContacts(folder, worker, {
    onState(state) {
      if (state.state !== 'ready') log.warn(`contacts: ${state.state === 'in-memory' ? state.reason : state.state}`)
      projection.set('storage', { ...projection.state.storage, contacts: state })
    },
    log: log.warn,
  })
  const service = createContacts({
    database,
    accounts: accountsFolder(folder),
    region,
    onChange(next) {
      summary = next
      publish()
      // the history, too, is shown under the present names
      projection.set('recentCalls', { ...projection.state.recentCalls })
      calls().publishCalls()
      calls().setExceptions(service.exceptions())
      if (!syncing) cardDav.contactsChanged()
    },
    log: log.info,
  })
  let syncing = false
  const cardDav = createCardDav({
    database,
    keychain,
    // loaded for those who have an address book on a server
    find: async (access) => (await cardServers()).findCardBooks(access, fetch),
    open: async (access) => (await cardServers()).openCardServer(access, fetch),
    now: Date.now,
    onState(next) {
      server = next
      publish()
    },
    async onContacts() {
      syncing = true
      await service.reload().finally(() => {
        syncing = false
      })
    },
    log: log.info,
  })
  return {
    ...service,
    cardDav,
    async start() {
      await service.start()
      await cardDav.start()
    },
    async stop() {
      cardDav.stop()
      await service.stop()
    },
    recentCallsChanged() {
      // each state of a call changes the recent calls, and seldom whose they are
      if (!isDeepStrictEqual(recentNames(), projection.state.contacts.names)) publish()
    },
    async clear() {
      try {
        await cardDav.disconnect()
      } finally {
        await database.request('clear')
        await service.reload()
      }
    },
  }
}

const cardServers = () => import('./card-dav-server.ts')
