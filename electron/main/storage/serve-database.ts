import { parentPort, workerData } from 'node:worker_threads'
import type { Handlers } from '../../../shared/contract/contract.ts'
import { createPeer } from '../../../shared/contract/peer.ts'
import { type databaseIpc, unlimited } from './requests.ts'
import { openStore, type StoreKind } from './store.ts'
import type { DatabaseContract } from './worker-database.ts'

/** Time for the opening, ms. */
const CHECK_AFTER = 10_000

/**
 * Opens the database of this worker thread, and answers its requests.
 *
 * @param kindOf gets what the thread was started with
 */
export function serveDatabase(contract: DatabaseContract, kindOf: (data: Readonly<Record<string, unknown>>) => StoreKind): void {
  const { path, ...data } = workerData as { path: string }
  const { close: _close, state: _state, ...requests } = contract.database
  const queries = Object.fromEntries(Object.keys(requests).map((name) => [name, (args: unknown) => store.answer(name, args)]))
  const peer = createPeer({
    contract: contract as unknown as typeof databaseIpc,
    port: { post: (message) => parentPort?.postMessage(message) },
    handlers: { database: { ...(queries as unknown as Handlers<typeof databaseIpc>['database']), close: () => store.close() } },
    ...unlimited,
  })
  const store = openStore({ kind: kindOf(data), path, now: Date.now, onState: (state) => peer.emit('database', 'state', state) })

  parentPort?.on('message', peer.receive)
  setTimeout(() => void store.check().catch(() => {}), CHECK_AFTER).unref()
}
