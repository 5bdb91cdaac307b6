import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { constants, enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databasePath, deleteDatabase, openDatabase } from '../../../../../electron/main/storage/database.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { DatabaseState } from '../../../../../shared/domain/storage-state.ts'

const account = 'https://p.example alice'
const built = resolve('electron/main/storage/database-worker.ts')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a thread that dies fails what was in flight, and the next request starts a new one', async () => {
  // dies at `markSeen`, answers everything else
  const worker = join(folder, 'worker.mjs')
  writeFileSync(
    worker,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ id, channel }) =>
       channel === 'database.markSeen' ? process.exit(1) : parentPort.postMessage({ kind: 'reply', id, outcome: { ok: true, value: 1 } }))`,
  )
  const database = openDatabase(folder, account, worker)
  const inFlight = database.request('markSeen')
  const behindIt = database.request('closeRunning', { now: 1 })
  await expect(inFlight).rejects.toThrow('the database thread ended')
  await expect(behindIt).rejects.toThrow('the database thread ended')
  expect(await database.request('closeRunning', { now: 1 })).toBe(1)
  await database.close()
  await expect(database.request('markSeen')).rejects.toThrow('closed')
})
it('a thread takes its compiled modules from where main keeps its own', async () => {
  const compiled = join(folder, 'compiled')
  expect(enableCompileCache(compiled).status).toBe(constants.compileCacheStatus.ENABLED)
  const database = openDatabase(folder, account, built)
  await database.request('closeRunning', { now: 1 })
  await database.close()
  const names = readdirSync(compiled, { recursive: true })
  expect(names.length).toBeGreaterThan(10)
})
it('a thread that cannot even start fails each request and ends nothing', async () => {
  const database = openDatabase(folder, account, join(folder, 'none.mjs'))
  await expect(database.request('markSeen')).rejects.toThrow()
  await expect(database.request('markSeen')).rejects.toThrow()
  await database.close()
})
it('closed twice, and closed before anything was asked', async () => {
  const unused = openDatabase(folder, account, built)
  await unused.close()
  const database = openDatabase(folder, account, built)
  await database.request('markSeen')
  await Promise.all([database.close(), database.close()])
  await database.close()
})
it('closing waits for what was asked before', async () => {
  const database = openDatabase(folder, account, built)
  const asked = database.request('writeValue', { key: 'realm', value: 'one' })
  const read = database.request('readValue', { key: 'realm' })
  await database.close()
  await asked
  expect(await read).toBe('one')
})
it('a request that SQLite refuses fails with its text, which is no text for the page, and later ones work', async () => {
  const database = openDatabase(folder, account, built)
  const refusal = await database.request('writeValue', { key: 'realm', value: null as unknown as string }).catch((e: unknown) => e)
  expect(refusal).toBeInstanceOf(Error)
  expect(refusal).not.toBeInstanceOf(AppError)
  expect(String(refusal)).toMatch(/^Error: database\.writeValue: NOT NULL/)
  expect(await database.request('readValue', { key: 'realm' })).toBeNull()
  await database.close()
})
it('a damaged file is reported, and the account works', async () => {
  const path = databasePath(folder, account)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'damaged '.repeat(1000))
  const states: DatabaseState[] = []
  const database = openDatabase(folder, account, built, { onState: (state) => states.push(state) })
  expect(await database.request('callSummary', { limit: 1 })).toEqual({ entries: [], total: 0, unseenMissed: 0 })
  await database.close()
  const [state] = states
  expect(state).toMatchObject({ state: 'set-aside' })
  const aside = state?.state === 'set-aside' ? state.path : ''
  expect(existsSync(aside)).toBe(true)

  // forgetting the account forgets this, too
  deleteDatabase(folder, account)
  expect([existsSync(aside), existsSync(path)]).toEqual([false, false])
})
it('a folder that cannot be made is reported, and the account works', async () => {
  writeFileSync(join(folder, 'accounts'), 'a file in its place')
  const states: DatabaseState[] = []
  const database = openDatabase(folder, account, built, { onState: (state) => states.push(state) })
  expect(await database.request('loadLines')).toEqual({ lines: [], defaultLineId: null, asOf: null })
  expect(states).toMatchObject([{ state: 'in-memory' }])
  await database.close()
})
