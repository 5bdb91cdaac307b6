import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { databaseIpc, type RequestName, type Requests } from './requests.ts'
import { type DatabaseListeners, openWorkerDatabase } from './worker-database.ts'

export type AccountDatabase = {
  readonly request: <N extends RequestName>(
    name: N,
    ...args: Requests[N]['args'] extends undefined ? [] : [Requests[N]['args']]
  ) => Promise<Requests[N]['result']>
  /** Waits for what was asked, then closes the file. */
  readonly close: () => Promise<void>
}

/** The file of an account's database: named by a hash, since a user name may hold anything. */
export function databasePath(folder: string, accountId: string): string {
  return join(folder, 'accounts', `${createHash('sha256').update(accountId).digest('hex').slice(0, 32)}.db`)
}

/** Removes an account's database with its side files and what was set aside of it. */
export function deleteDatabase(folder: string, accountId: string): void {
  const path = databasePath(folder, accountId)
  const name = basename(path, '.db')
  if (!existsSync(dirname(path))) return
  for (const file of readdirSync(dirname(path))) if (file.startsWith(`${name}.`)) rmSync(join(dirname(path), file), { force: true })
}

/**
 * Opens an account's database in a worker thread.
 *
 * @param worker path of the built database-worker
 */
export function openDatabase(folder: string, accountId: string, worker: string, listeners: DatabaseListeners = {}): AccountDatabase {
  const { request, close } = openWorkerDatabase(databaseIpc, databasePath(folder, accountId), { worker }, listeners)
  return { request: request as AccountDatabase['request'], close }
}
