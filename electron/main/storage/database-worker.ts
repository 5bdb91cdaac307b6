// Runs an account's database in a worker thread, so that no query ever stalls the main process.
import { parentPort, workerData } from 'node:worker_threads'
import type { Handlers } from '../../../shared/contract/contract.ts'
import { createPeer } from '../../../shared/contract/peer.ts'
import { databaseIpc, type RequestName, unlimited } from './requests.ts'
import { openStore } from './store.ts'

type DatabaseHandlers = Handlers<typeof databaseIpc>['database']

const { close: _close, state: _state, ...requests } = databaseIpc.database
const queries = Object.fromEntries((Object.keys(requests) as RequestName[]).map((name) => [name, (args: unknown) => store.answer(name, args)]))
const peer = createPeer({
  contract: databaseIpc,
  port: { post: (message) => parentPort?.postMessage(message) },
  handlers: { database: { ...(queries as unknown as DatabaseHandlers), close: () => store.close() } },
  ...unlimited,
})
const store = openStore({
  path: (workerData as { path: string }).path,
  now: Date.now,
  onState: (state) => peer.emit('database', 'state', state),
})

parentPort?.on('message', peer.receive)

/** Time for the account's opening, ms. */
const CHECK_AFTER = 10_000
setTimeout(() => void store.check().catch(() => {}), CHECK_AFTER).unref()
