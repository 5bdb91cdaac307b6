import { DatabaseSync } from 'node:sqlite'
import type { OpenAccount } from '../../../electron/main/account/account-session.ts'
import { createMemoryKeychain } from '../../../electron/main/account/session-keychain.ts'
import type { ProviderClient } from '../../../electron/main/provider/client.ts'
import { callshopQueries } from '../../../electron/main/storage/callshop-queries.ts'
import { cardBatchQueries } from '../../../electron/main/storage/card-batch-queries.ts'
import { historyQueries } from '../../../electron/main/storage/history-queries.ts'
import { migrate } from '../../../electron/main/storage/migrations.ts'
import { paidOperationQueries } from '../../../electron/main/storage/paid-operation-queries.ts'
import { rateQueries } from '../../../electron/main/storage/rate-queries.ts'
import { serviceQueries } from '../../../electron/main/storage/service-queries.ts'

/** An open account on a database in memory, with the worker's own queries. */
export function openAccountOn(database = new DatabaseSync(':memory:'), part: Partial<OpenAccount> = {}): OpenAccount {
  if (!database.prepare("SELECT name FROM sqlite_master WHERE name = 'paid_operation'").get()) migrate(database)
  const queries = {
    ...serviceQueries(database),
    ...rateQueries(database),
    ...paidOperationQueries(database),
    ...cardBatchQueries(database),
    ...callshopQueries(database),
    ...historyQueries(database, () => []),
  } as unknown as Record<string, (args: unknown) => unknown>
  return {
    accountId: 'https://p.example alice',
    client: { request: () => Promise.reject(new Error('no provider')) } as unknown as ProviderClient,
    credentials: { userName: 'alice', password: 'made up' },
    secrets: createMemoryKeychain(),
    database: { request: (async (name: string, args: unknown) => queries[name]?.(args)) as never, close: async () => {} },
    signal: new AbortController().signal,
    onFooter: () => {},
    ...part,
  }
}
