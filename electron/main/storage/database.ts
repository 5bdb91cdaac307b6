import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import { databaseIpc, type RequestName, type Requests, unlimited } from './requests.ts'

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

export type DatabaseListeners = {
  /** The file's state, on opening and on each change. */
  readonly onState?: (state: DatabaseState) => void
  readonly log?: (text: string) => void
}

/** A thread that hangs must not keep the account open, ms. */
const CLOSE_LIMIT = 5000
/** Requests that may wait for the thread at a time; far more than a working app has. */
const MOST_WAITING = 10_000

/**
 * Opens an account's database in a worker thread. When the thread dies, requests in flight fail and the next one starts a
 * new thread. A request has no time limit: a large export takes as long as it takes.
 *
 * @param worker path of the built database-worker
 */
export function openDatabase(folder: string, accountId: string, worker: string, { onState, log }: DatabaseListeners = {}): AccountDatabase {
  const path = databasePath(folder, accountId)
  let running: { readonly thread: Worker; readonly peer: Peer<typeof databaseIpc> } | null = null
  let closed = false

  const start = (): NonNullable<typeof running> => {
    try {
      mkdirSync(join(folder, 'accounts'), { recursive: true, mode: 0o700 })
    } catch (e) {
      // the worker then cannot open the file and uses a database in memory
      log?.(`database: ${(e as NodeJS.ErrnoException).code ?? 'no folder'}`)
    }
    const thread = new Worker(worker, { workerData: { path } })
    const peer = createPeer({
      contract: databaseIpc,
      port: { post: (message) => thread.postMessage(message) },
      onEvent: ({ payload }) => onState?.(payload),
      onDropped: (why) => log?.(`database: ${why}`),
      ...unlimited,
      most: MOST_WAITING,
    })
    const started = { thread, peer }
    const gone = (why: string): void => {
      if (running !== started) return
      running = null
      if (!closed) log?.(`database thread: ${why}`)
      peer.close(why)
    }
    thread.on('message', peer.receive)
    thread.on('error', (e) => gone(e instanceof Error ? e.message : String(e)))
    thread.on('exit', () => gone('the database thread ended'))
    return started
  }
  return {
    async request(name, ...[args]) {
      if (closed) throw new Error('the database is closed')
      running ??= start()
      try {
        return (await running.peer.call('database', name, args as never)) as never
      } catch (e) {
        // SQLite's own text, which is for the log and not for the page: no AppError
        throw new Error((e as Error).message)
      }
    },
    async close() {
      if (closed) return
      closed = true
      const last = running
      if (!last) return
      const limit = Promise.withResolvers<void>()
      const timer = setTimeout(limit.resolve, CLOSE_LIMIT)
      await Promise.race([last.peer.call('database', 'close').catch(() => {}), limit.promise])
      clearTimeout(timer)
      await last.thread.terminate()
      last.peer.close('the database is closed')
    },
  }
}
