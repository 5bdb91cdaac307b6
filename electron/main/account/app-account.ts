import { join } from 'node:path'
import type { AccountServicesOptions } from '../billing/account-services.ts'
import { createAccountServices } from '../billing/account-services.ts'
import type { AppContacts } from '../contacts/app-contacts.ts'
import type { Environment } from '../environment.ts'
import type { Projection } from '../ipc/projection.ts'
import { createMessages } from '../messages/messages.ts'
import type { Telephony } from '../phone/telephony.ts'
import { createClient, type Fetch } from '../provider/client.ts'
import { createRecordings } from '../recordings/recordings.ts'
import { deleteDatabase, openDatabase } from '../storage/database.ts'
import { accountEntries, removeEntries } from './account-entries.ts'
import { type AccountService, createAccountService } from './account-service.ts'
import { type AccountSessionOptions, openAccountSession } from './account-session.ts'
import { type AppData, createAppData } from './app-data.ts'
import type { Keychain } from './keychain.ts'

export type AppAccountOptions = {
  readonly projection: Pick<Projection, 'state' | 'set'>
  readonly telephony: Pick<Telephony, 'lines' | 'calls' | 'sendMessage'>
  readonly contacts: Pick<AppContacts, 'of' | 'follow' | 'unfollow' | 'moveIn' | 'recentCallsChanged' | 'database' | 'clear'>
  readonly fetch: Fetch
  readonly keychain: Keychain
  readonly confirmMany: AccountServicesOptions['confirmMany']
  readonly confirmCards: AccountServicesOptions['confirmCards']
  /** Where recordings go unless the user chose another folder. */
  readonly documents: () => string
  /** Path of the built database-worker. */
  readonly databaseWorker: string
  /** All data was deleted, and the settings are those of the first start. */
  readonly onReset: () => void
}

export type AppAccount = {
  readonly account: AccountService
  readonly data: AppData
  /** The missed calls were seen. */
  readonly markSeen: () => void
  /** These warnings of the budget were shown. */
  readonly setBudgetShown: (keys: readonly string[]) => void
}

/** The account of this app: signed in over `fetch`, opened with its own database and the app's lines and calls. And all that the app holds. */
export function createAppAccount(environment: Environment, options: AppAccountOptions): AppAccount {
  const { folder, log, settings, region, zone, language, recordingDisabled } = environment
  const { projection, telephony, contacts, fetch, keychain, confirmMany, confirmCards, documents, databaseWorker, onReset } = options
  const { lines, calls } = telephony
  const balance = () => projection.state.account.balance.amount

  const sessionOptions: AccountSessionOptions = {
    openDatabase: (accountId, onState) => openDatabase(folder, accountId, databaseWorker, { onState, log: log.warn }),
    createRecordings: (database, onChange) =>
      createRecordings({
        database,
        settings: () => settings.get('settings').recording,
        defaultFolder: join(documents(), 'Dialdesk'),
        disabled: recordingDisabled,
        call: (id) => calls.call(id),
        now: Date.now,
        onChange,
        log: log.warn,
      }),
    createMessages: (database, onChange) =>
      createMessages({
        ...{ database, now: Date.now, region, onChange },
        send: (message) => telephony.sendMessage(message),
        contactOf: (number) => contacts.of(number)?.name ?? null,
      }),
    createServices: (opened, onChange) =>
      createAccountServices(opened, {
        now: Date.now,
        zone,
        region,
        keepMonths: () => settings.get('settings').calls.keepMonths,
        balance,
        currency: account.currency,
        readBalance: account.readBalance,
        balanceOf: account.balanceOf,
        confirmMany,
        confirmCards,
        onChange,
      }),
    lines,
    calls,
    contacts,
    now: Date.now,
    recordingDisabled,
    publish(slice, value) {
      projection.set(slice, value)
      if (slice === 'recentCalls') contacts.recentCallsChanged()
    },
    onDatabaseState(database) {
      if (database.state !== 'ready') log.warn(`database: ${database.state === 'in-memory' ? database.reason : database.state}`)
      projection.set('storage', { ...projection.state.storage, database })
    },
    log,
  }
  const account = createAccountService({
    settings,
    now: Date.now,
    keychain,
    createClient: (baseAddress, onClockOffset) =>
      createClient({ baseAddress, now: Date.now, onClockOffset, fetch, apiVersion: () => settings.get('settings').apiVersion }),
    openSession: (parts) => openAccountSession(parts, sessionOptions),
    async deleteDatabase(accountId, inKeychain) {
      // what keeps contacts from being moved must not keep the account here
      await contacts.moveIn().catch((e: Error) => log.warn(`contacts: ${e.message}`))
      // where it was not open, nobody has removed what the keychain holds of its lines, which its database names
      const database = inKeychain ? openDatabase(folder, accountId, databaseWorker) : null
      const entries = database ? await accountEntries(accountId, database) : []
      await database?.close()
      deleteDatabase(folder, accountId)
      await removeEntries(keychain, entries)
    },
    onChange: (state) => projection.set('account', state),
  })
  const logged = (what: string, running: Promise<unknown> | undefined): void => void running?.catch((e: Error) => log.error(`${what}: ${e.message}`))
  return {
    account,
    data: createAppData({
      ...{ folder, settings, account, keychain, contacts, databaseWorker, language, zone, now: Date.now, onReset },
      onExporting: (exporting) => projection.set('storage', { ...projection.state.storage, exporting }),
    }),
    markSeen: () => logged('call log', account.session()?.callLog.markSeen()),
    setBudgetShown: (keys) => logged('budget', account.session()?.services.spending.mark('notified', keys)),
  }
}
