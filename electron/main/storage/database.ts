import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
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

/** Removes an account's database with its side files. */
export function deleteDatabase(folder: string, accountId: string): void {
  const path = databasePath(folder, accountId)
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

/**
 * Opens an account's database in a worker thread.
 *
 * @param worker path of the built database-worker
 */
export function openDatabase(folder: string, accountId: string, worker: string): AccountDatabase {
  const path = databasePath(folder, accountId)
  mkdirSync(join(folder, 'accounts'), { recursive: true, mode: 0o700 })
  const thread = new Worker(worker, { workerData: { path } })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (e: Error) => void }>()
  let nextId = 0
  let dead: Error | null = null
  const fail = (e: Error): void => {
    dead = e
    for (const w of waiting.values()) w.reject(e)
    waiting.clear()
  }
  thread.on('message', ({ id, ok, value }: FromWorker) => {
    const w = waiting.get(id)
    waiting.delete(id)
    if (ok) w?.resolve(value)
    else w?.reject(new Error(`database: ${String(value)}`))
  })
  thread.on('error', (e) => fail(e instanceof Error ? e : new Error(String(e))))
  thread.on('exit', () => fail(new Error('the database is closed')))
  const ask = (name: ToWorker['name'], args: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (dead) return reject(dead)
      const id = ++nextId
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, name, args } satisfies ToWorker)
    })
  return {
    request: (name, ...args) => ask(name, args[0]) as never,
    async close() {
      if (dead) return
      await ask('close', undefined).catch(() => {})
      await thread.terminate()
    },
  }
}
