import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { FromWorker, RequestName, Requests, ToWorker } from './requests.ts'

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

/**
 * Opens an account's database in a worker thread. When the thread dies, requests in flight fail and the next one starts a
 * new thread.
 *
 * @param worker path of the built database-worker
 */
export function openDatabase(folder: string, accountId: string, worker: string, { onState, log }: DatabaseListeners = {}): AccountDatabase {
  const path = databasePath(folder, accountId)
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (e: Error) => void }>()
  let thread: Worker | null = null
  let closed = false
  let nextId = 0

  const start = (): Worker => {
    try {
      mkdirSync(join(folder, 'accounts'), { recursive: true, mode: 0o700 })
    } catch (e) {
      // the worker then cannot open the file and uses a database in memory
      log?.(`database: ${(e as NodeJS.ErrnoException).code ?? 'no folder'}`)
    }
    const started = new Worker(worker, { workerData: { path } })
    const gone = (e: Error): void => {
      if (thread !== started) return
      thread = null
      if (!closed) log?.(`database thread: ${e.message}`)
      for (const w of waiting.values()) w.reject(e)
      waiting.clear()
    }
    started.on('message', (message: FromWorker) => {
      if ('state' in message) return onState?.(message.state)
      const w = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.ok) w?.resolve(message.value)
      else w?.reject(new Error(`database: ${String(message.value)}`))
    })
    started.on('error', (e) => gone(e instanceof Error ? e : new Error(String(e))))
    started.on('exit', () => gone(new Error('the database thread ended')))
    return started
  }
  const ask = (name: ToWorker['name'], args: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      thread ??= start()
      const id = ++nextId
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, name, args } satisfies ToWorker)
    })
  return {
    request: (name, ...args) => (closed ? Promise.reject(new Error('the database is closed')) : (ask(name, args[0]) as never)),
    async close() {
      if (closed) return
      closed = true
      const last = thread
      if (!last) return
      const limit = Promise.withResolvers<void>()
      const timer = setTimeout(limit.resolve, CLOSE_LIMIT)
      await Promise.race([ask('close', undefined).catch(() => {}), limit.promise])
      clearTimeout(timer)
      await last.terminate()
    },
  }
}
