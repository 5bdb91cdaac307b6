import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import { searchFor } from '../../../../support/fakes/history.ts'
import { KILLED_NOW, type KilledWork, killedDays, killedHistory, killedShop, PER_DAY } from '../../../../support/fakes/killed-work.ts'

const LONG = process.env['DIALDESK_TEST_LONG'] !== undefined
const rounds = LONG ? 50 : 3
const DAYS = 81
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (path: string): Store => openStore({ path, now: () => KILLED_NOW, onState: () => {} })
const rows = (path: string, sql: string): number => {
  const file = new DatabaseSync(path)
  const [row] = file.prepare(`SELECT ${sql} AS n`).all()
  file.close()
  return Number(row?.['n'])
}
/** Lets another process work on the database, and kills it somewhere on the way, or when it is done. */
async function kill(path: string, work: KilledWork, round: number, longest: number): Promise<void> {
  const child = spawn(process.execPath, [resolve('tests/support/fakes/killed-child.ts'), path, work], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  })
  await once(child, 'message')
  const ended = new AbortController()
  await Promise.race([after((((round * 37) % 150) * longest) / 150, null, ended), once(child, 'message', ended)].map((one) => one.catch(() => {})))
  ended.abort()
  child.kill('SIGKILL')
  await once(child, 'exit')
}
const fresh = (): string => {
  for (const name of readdirSync(folder)) if (name.startsWith('account.')) rmSync(join(folder, name))
  return join(folder, 'account.db')
}

it(`the provider's records: killed while they are read, ${rounds} times; the next readings complete them, none is there twice`, async () => {
  for (let round = 0; round < rounds; round++) {
    const path = fresh()
    await kill(path, 'sync', round, 500)
    if (round % 2) await kill(path, 'sync', round, 300)
    const store = open(path)
    const history = killedHistory(store)
    await history.start()
    await history.sync(killedDays, false)
    expect(store.answer('historySpan', { since: 0, until: KILLED_NOW })).toMatchObject({ count: DAYS * PER_DAY })
    store.close()
    expect([rows(path, '(SELECT count(*) FROM record)'), rows(path, '(SELECT count(DISTINCT same) FROM record)')]).toEqual([
      DAYS * PER_DAY,
      DAYS * PER_DAY,
    ])
  }
}, 900_000)

it(`a callshop's records: killed while they are stored, ${rounds} times: all or none are there, and after the next reading all, once`, async () => {
  for (let round = 0; round < rounds; round++) {
    const path = fresh()
    await kill(path, 'import', round, 200)
    expect([0, 30_000]).toContain(rows(path, '(SELECT count(*) FROM callshop_record)'))
    const store = open(path)
    store.answer('saveCallshop', killedShop)
    store.close()
    expect(rows(path, '(SELECT count(*) FROM callshop_record)')).toBe(30_000)
  }
}, 900_000)

it(`a deletion: killed on the way, ${rounds} times: all is deleted, or nothing, and what is deleted stays so`, async () => {
  const original = join(folder, 'original.db')
  const filled = open(original)
  await killedHistory(filled).sync(killedDays, false)
  filled.close()
  const seen = new Set<number>()
  for (let round = 0; round < rounds; round++) {
    const path = fresh()
    copyFileSync(original, path)
    await kill(path, 'delete', round, 200)
    const store = open(path)
    const history = killedHistory(store)
    await history.start()
    const count = await history.query({ ...searchFor(), from: null, to: null, before: null, limit: 1 }).then(({ entries }) => entries.length)
    seen.add(count)
    await history.sync(killedDays, true)
    const { count: all } = store.answer('historySpan', { since: 0, until: KILLED_NOW }) as { count: number }
    expect(all).toBe(count ? DAYS * PER_DAY : 0)
    history.stop()
    store.close()
  }
  expect(seen.size).toBeGreaterThan(0)
}, 900_000)
