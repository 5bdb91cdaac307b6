import { rm } from 'node:fs/promises'
import type { RememberedAccount } from '../../../shared/domain/account.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { accountEntries, areaEntries, removeEntries } from './account-entries.ts'
import type { Keychain } from './keychain.ts'

export type DeleteAllOptions = {
  readonly accounts: readonly RememberedAccount[]
  /** Also the files of the recordings that are listed. */
  readonly recordings: boolean
  readonly withDatabase: (accountId: string, use: (database: AccountDatabase) => Promise<void>) => Promise<void>
  readonly keychain: Pick<Keychain, 'remove'>
  /** Closes the account where it is open, and removes it with its database and its own entries in the keychain. */
  readonly forget: (accountId: string) => Promise<void>
  /** Removes what is left in the app's folder, and sets the settings to what they are at the first start. */
  readonly reset: () => Promise<void>
}

/**
 * Deletes everything that the app holds: all accounts with their databases and their entries in the keychain, settings, logs. A part that cannot
 * be deleted stops no other. Throws AppError `secrets-left` where the keychain did not remove an entry.
 */
export async function deleteAll({ accounts, recordings, withDatabase, keychain, forget, reset }: DeleteAllOptions): Promise<void> {
  let left: unknown = null
  for (const { id, staySignedIn } of accounts) {
    let entries = areaEntries(id)
    // a database that cannot be read names no lines and no recordings
    await withDatabase(id, async (database) => {
      entries = await accountEntries(id, database)
      if (!recordings) return
      for (const { path } of await database.request('recordings', { limit: Number.MAX_SAFE_INTEGER })) await rm(path, { force: true })
    }).catch(() => {})
    await forget(id).catch((e: unknown) => {
      left = e
    })
    // an account that was never kept in the keychain has nothing there
    if (!staySignedIn) continue
    await removeEntries(keychain, entries).catch((e: unknown) => {
      left = e
    })
  }
  await reset()
  if (left)
    throw left instanceof AppError && left.code === 'secrets-left' ? left : new AppError('secrets-left', 'the keychain did not remove every secret')
}
