import { noContacts } from '../../../shared/domain/contact.ts'
import type { CallService } from '../calls/call-service.ts'
import type { Environment } from '../environment.ts'
import type { Projection } from '../ipc/projection.ts'
import { namesOf } from './contact-names.ts'
import { type ContactService, createContacts } from './contacts.ts'
import { accountsFolder, openContacts } from './contacts-database.ts'

export type AppContacts = ContactService & {
  /** The recent calls are others: their names are published. */
  readonly recentCallsChanged: () => void
}

export type AppContactsOptions = {
  readonly projection: Pick<Projection, 'state' | 'set'>
  readonly calls: () => Pick<CallService, 'publishCalls' | 'setExceptions'>
  /** Path of the built contacts-worker. */
  readonly worker: string
}

/** The contacts of this app: in a database of their own, published to the page, to the calls and to the phone process. */
export function createAppContacts({ folder, log, region }: Environment, { projection, calls, worker }: AppContactsOptions): AppContacts {
  let { names: _names, ...summary } = noContacts
  const publish = (): void => {
    const numbers = projection.state.recentCalls.entries.map(({ number }) => number)
    projection.set('contacts', { ...summary, names: namesOf(numbers, service.of) })
  }
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
    },
    log: log.info,
  })
  return { ...service, recentCallsChanged: publish }
}
