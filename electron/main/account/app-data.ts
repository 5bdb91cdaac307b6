import { readdir, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppContacts } from '../contacts/app-contacts.ts'
import type { Language } from '../history/csv.ts'
import { type AccountDatabase, openDatabase } from '../storage/database.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import type { AccountService } from './account-service.ts'
import { deleteAll } from './delete-all.ts'
import { exportAll } from './export-all.ts'
import type { Keychain } from './keychain.ts'

/** Everything that the app holds, of all accounts. */
export type AppData = {
  /** Writes it into a new folder in `folder`, instead of an export that is under way; null where it was cancelled. See `exportAll`. */
  readonly export: (folder: string) => Promise<{ path: string; missing: readonly string[] } | null>
  readonly cancelExport: () => void
  /** Deletes it; the app is then as at its first start. See `deleteAll`. */
  readonly delete: (options: { recordings: boolean }) => Promise<void>
}

export type AppDataOptions = {
  /** The app's folder. */
  readonly folder: string
  readonly settings: Pick<SettingsStore, 'get' | 'reset'>
  readonly account: Pick<AccountService, 'state' | 'session' | 'forget'>
  readonly keychain: Pick<Keychain, 'remove'>
  readonly contacts: Pick<AppContacts, 'database' | 'clear'>
  readonly databaseWorker: string
  readonly language: () => Language
  readonly zone: () => string
  readonly now: () => number
  readonly onReset: () => void
  /** How many entries an export has written; null: there is none. */
  readonly onExporting: (done: number | null) => void
}

/** The file that is written to is emptied, for it stays open to the log; older ones go. */
async function emptyLogs(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    await (name === 'main.log' ? truncate(join(folder, name)) : rm(join(folder, name), { force: true }))
}

export function createAppData(options: AppDataOptions): AppData {
  const { folder, settings, account, keychain, contacts, databaseWorker, language, zone, now, onReset, onExporting } = options
  const withDatabase = async (accountId: string, use: (database: AccountDatabase) => Promise<void>): Promise<void> => {
    const open = account.session()?.account
    if (open?.accountId === accountId) return use(open.database)
    const database = openDatabase(folder, accountId, databaseWorker)
    try {
      await use(database)
    } finally {
      await database.close()
    }
  }
  const accounts = () => account.state().remembered
  let exporting: AbortController | null = null
  return {
    async export(into) {
      exporting?.abort()
      const mine = new AbortController()
      exporting = mine
      const progress = (done: number | null): void => {
        if (exporting === mine) onExporting(done)
      }
      progress(0)
      try {
        return await exportAll({
          ...{ folder: into, accounts: accounts(), settings: settings.get('settings'), contacts: contacts.database, withDatabase },
          ...{ language: language(), zone: zone(), now: now(), signal: mine.signal, onProgress: progress },
        })
      } catch (e) {
        if (mine.signal.aborted) return null
        throw e
      } finally {
        progress(null)
        if (exporting === mine) exporting = null
      }
    },
    cancelExport: () => exporting?.abort(),
    delete: ({ recordings }) =>
      deleteAll({
        ...{ accounts: accounts(), recordings, withDatabase, keychain, forget: account.forget },
        async reset() {
          await contacts.clear()
          await rm(join(folder, 'accounts'), { recursive: true, force: true })
          // the folder stays: the phone process writes into it
          for (const name of await readdir(join(folder, 'crashes')).catch(() => []))
            await rm(join(folder, 'crashes', name), { recursive: true, force: true })
          for (const name of await readdir(folder)) if (/^settings\.damaged-/.test(name)) await rm(join(folder, name), { force: true })
          settings.reset()
          await emptyLogs(join(folder, 'logs'))
          onReset()
        },
      }),
  }
}
