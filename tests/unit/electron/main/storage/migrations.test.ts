import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NEWEST, versionOf } from '../../../../../electron/main/storage/migrations.ts'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import type { HistoryPage } from '../../../../../shared/domain/history-query.ts'
import type { DatabaseState } from '../../../../../shared/domain/storage-state.ts'
import { searchFor } from '../../../../support/fakes/history.ts'

const LONG = process.env['DIALDESK_TEST_LONG'] !== undefined
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-'))
  path = join(folder, 'account.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (states: DatabaseState[] = []): Store => openStore({ path, now: () => 7, onState: (state) => states.push(state) })
const page = (store: Store): HistoryPage => store.answer('historyPage', { search: searchFor(), before: null, limit: 500 }) as HistoryPage

describe('a database of version 3', () => {
  it('keeps its calls and records; each record is with its call', () => {
    copyFileSync('tests/fixtures/databases/version-3.db', path)
    const states: DatabaseState[] = []
    const store = open(states)
    const { entries } = page(store)
    expect(entries.map(({ call, cdr }) => [call?.id, cdr?.amountWithTax?.units])).toEqual([
      [undefined, undefined],
      ['call-1012', undefined],
      ['call-1011', undefined],
      ['call-1010', undefined],
      ...Array.from({ length: 10 }, (_, i) => [`call-${1009 - i}`, 119]),
    ])
    expect(store.answer('callSummary', { limit: 5 })).toMatchObject({ total: 13, unseenMissed: 1 })
    expect(states).toEqual([{ state: 'updating' }, { state: 'ready' }])
    store.close()
  })
  it('is copied before, and the copy kept until a start finds it at the newest version', () => {
    copyFileSync('tests/fixtures/databases/version-3.db', path)
    const copy = join(folder, 'account.before-update.db')
    open().close()
    const kept = new DatabaseSync(copy)
    expect([versionOf(kept), kept.prepare('SELECT count(*) AS n FROM cdr').get()]).toEqual([3, { n: 11 }])
    kept.close()
    open().close()
    expect(existsSync(copy)).toBe(false)
  })
  it('that is only readable is in memory with everything it holds', () => {
    copyFileSync('tests/fixtures/databases/version-3.db', path)
    const store = openStore({
      path,
      now: () => 7,
      onState: () => {},
      open: () => {
        throw Object.assign(new Error('attempt to write a readonly database'), { errcode: 8 })
      },
    })
    expect(page(store).entries.length).toBe(14)
    store.close()
  })
})

const rounds = LONG ? 50 : 3
it(`killed while it is brought to the newest version, ${rounds} times: nothing is lost, nothing is there twice`, async () => {
  const original = join(folder, 'original.db')
  copyFileSync('tests/fixtures/databases/version-3.db', original)
  const big = new DatabaseSync(original)
  big.exec(
    `INSERT INTO call_log SELECT id || '-' || n.value, line_id, line_label, direction, number, name, anonymous, started_at + n.value * 90000000,
    connected_at + n.value * 90000000, ended_at + n.value * 90000000, outcome, end, unseen, quality FROM call_log, generate_series(1, 150) n`.replace(
      'generate_series(1, 150) n',
      `(${Array.from({ length: 150 }, (_, i) => `SELECT ${i + 1} AS value`).join(' UNION ALL ')}) n`,
    ),
  )
  big.close()
  const program = `import { openStore } from ${JSON.stringify(resolve('electron/main/storage/store.ts'))}
    process.send('opening'); openStore({ path: ${JSON.stringify(path)}, now: () => 7, onState: () => {} }); process.send('open'); setInterval(() => {}, 1000)`
  const start = (): ChildProcess =>
    spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  for (let round = 0; round < rounds; round++) {
    copyFileSync(original, path)
    const child = start()
    await once(child, 'message')
    // somewhere between the first statement and the last
    const late = new Promise((done) => setTimeout(done, (round * 37) % 150))
    await late
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = open()
    expect(store.answer('callSummary', { limit: 1 })).toMatchObject({ total: 13 * 151 })
    let before: number | null = null
    let count = 0
    do {
      const { entries, next } = store.answer('historyPage', { search: searchFor(), before, limit: 500 }) as HistoryPage
      count += entries.length
      before = next
    } while (before !== null)
    expect(count).toBe(13 * 151 + 1)
    store.close()
    for (const file of readdirSync(folder)) if (file.startsWith('account.')) rmSync(join(folder, file))
  }
  expect(NEWEST).toBeGreaterThan(3)
}, 120_000)
