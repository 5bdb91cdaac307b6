import { mkdirSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Contract } from '../../../shared/contract/contract.ts'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import { endsWithin } from '../ends-within.ts'
import { type databaseIpc, type RequestName, unlimited } from './requests.ts'

export type DatabaseListeners = {
  /** The file's state, on opening and on each change. */
  readonly onState?: (state: DatabaseState) => void
  readonly log?: (text: string) => void
}

/** A thread that hangs must not keep the account open, ms. */
const CLOSE_LIMIT = 5000
/** Requests that may wait for the thread at a time; far more than a working app has. */
const MOST_WAITING = 10_000

export type WorkerDatabase = {
  readonly request: (name: string, args?: unknown) => Promise<unknown>
  /** Waits for what was asked, then closes the file. */
  readonly close: () => Promise<void>
}

/** The calls of a database, beside `close` and the event `state`. */
export type DatabaseContract = { readonly database: Pick<(typeof databaseIpc)['database'], 'close' | 'state'> & Contract[string] }

/**
 * Opens a database in a worker thread. When the thread dies, requests in flight fail and the next one starts a new thread. A
 * request has no time limit: a large export takes as long as it takes.
 *
 * @param worker path of the built worker; `data`: what it gets beside the path of the file
 */
export function openWorkerDatabase(
  contract: DatabaseContract,
  path: string,
  { worker, data = {} }: { worker: string; data?: object },
  { onState, log }: DatabaseListeners,
): WorkerDatabase {
  let running: { readonly thread: Worker; readonly peer: Peer<typeof databaseIpc> } | null = null
  let closed = false

  const start = (): NonNullable<typeof running> => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    } catch (e) {
      // the worker then cannot open the file and uses a database in memory
      log?.(`database: ${(e as NodeJS.ErrnoException).code ?? 'no folder'}`)
    }
    const thread = new Worker(worker, { workerData: { ...data, path, compiled: getCompileCacheDir() } })
    const peer = createPeer({
      // the names of the calls are the caller's matter; what is common to all databases is typed
      contract: contract as unknown as typeof databaseIpc,
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
    async request(name, args) {
      if (closed) throw new Error('the database is closed')
      running ??= start()
      try {
        return (await running.peer.call('database', name as RequestName, args as never)) as unknown
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
      await endsWithin(
        CLOSE_LIMIT,
        last.peer.call('database', 'close').catch(() => {}),
      )
      await last.thread.terminate()
      last.peer.close('the database is closed')
    },
  }
}
