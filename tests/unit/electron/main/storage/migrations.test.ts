import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NEWEST, versionOf } from '../../../../../electron/main/storage/migrations.ts'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import type { RecentCalls } from '../../../../../shared/domain/call.ts'
import type { CallshopRecords, HistoryPage } from '../../../../../shared/domain/history-query.ts'
import type { PaidOperation } from '../../../../../shared/domain/paid-operation.ts'
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

describe('a database of version 5', () => {
  const columnsOf = (table: string): string[] => {
    const file = new DatabaseSync(path)
    const names = file
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name))
    file.close()
    return names
  }
  it('keeps its calls with why they ended, their quality, graph and note', () => {
    copyFileSync('tests/fixtures/databases/version-5.db', path)
    const store = open()
    const { entries, total } = store.answer('callSummary', { limit: 20 }) as RecentCalls
    expect(total).toBe(13)
    expect(entries.find(({ id }) => id === 'call-1001')).toMatchObject({
      end: { code: 'hung-up-here', status: null, text: '', redirect: null },
      quality: { mos: 4.1, roundTrip: 42.5, jitter: 3.25, loss: 0.01, remoteLoss: null },
      note: 'Asked about the invoice',
    })
    expect(entries.find(({ id }) => id === 'call-1002')).toMatchObject({ quality: null, name: null })
    expect(entries.find(({ id }) => id === 'call-1011')?.end).toEqual({ code: 'redirected', status: 302, text: 'Moved', redirect: '+442079460125' })
    expect(entries.find(({ id }) => id === 'call-1012')?.end).toMatchObject({ code: 'left-out', count: 12 })
    expect(store.answer('callTrace', { callId: 'call-1000' })).toMatchObject({ values: [4.2, 4.1, 3.9] })
    expect(page(store).entries.filter(({ cdr }) => cdr?.amountWithTax?.units === 119).length).toBe(11)
    store.close()
    for (const name of ['end', 'quality', 'value']) expect(columnsOf('call_log')).not.toContain(name)
  })
  it('keeps its callshop records, equal ones too, each with its amounts', () => {
    copyFileSync('tests/fixtures/databases/version-5.db', path)
    const store = open()
    const { records } = store.answer('callshopPage', { since: 0, until: 8e12, before: null, limit: 10 }) as CallshopRecords
    expect(records.map(({ amount, amountWithTax, seconds }) => [amount?.units, amountWithTax?.units, seconds])).toEqual([
      [1004, undefined, 65],
      [undefined, undefined, 64],
      [1002, 1192, 63],
      [1002, 1192, 63],
      [1001, 1191, 62],
    ])
    store.close()
    expect(columnsOf('callshop_record')).not.toContain('value')
    expect(columnsOf('callshop')).toEqual([])
  })
  it('keeps its recordings under their numbers', () => {
    copyFileSync('tests/fixtures/databases/version-5.db', path)
    const store = open()
    expect(store.answer('recordings', { limit: 10 })).toEqual([
      expect.objectContaining({ id: 3, callId: 'call-1003', running: true, seconds: 0 }),
      expect.objectContaining({ id: 1, callId: 'call-1001', running: false, seconds: 59.5, path: '/home/user/Recordings/1.wav', name: null }),
    ])
    store.close()
    expect(columnsOf('recording')).not.toContain('value')
  })
  it('keeps its paid operations with what they say, and the one that could not be read with what its columns say', () => {
    copyFileSync('tests/fixtures/databases/version-5.db', path)
    const store = open()
    const operations = store.answer('paidOperations', { limit: 10 }) as PaidOperation[]
    expect(operations.map(({ kind, state }) => [kind, state])).toEqual([
      ['card', 'pending'],
      ['sms', 'unknown'],
      ['topup', 'done'],
      ['topup', 'refused'],
      ['callback', 'done'],
      ['callback', 'done'],
    ])
    expect(operations[5]).toMatchObject({
      target: '+442079460123',
      via: '+493012345',
      amount: { units: 250, currency: 'EUR' },
      balanceBefore: { units: 120000, currency: 'EUR' },
      balanceAfter: { units: 119750, currency: 'EUR' },
      reference: 'cb-1',
      stopped: false,
      dismissed: false,
    })
    expect(operations[4]).toMatchObject({ stopped: true, dismissed: true })
    expect(operations[3]?.failure).toEqual({
      code: 'pin-invalid',
      message: 'the PIN is not valid',
      retryable: false,
      details: { code: 1200, text: 'pin invalid' },
    })
    expect(operations[1]).toMatchObject({ target: '', amount: null, finishedAt: null })
    expect(store.answer('paidOperationOfPin', { pinHash: 'hash-4' })).toMatchObject({ state: 'done' })
    store.close()
    expect(columnsOf('paid_operation')).not.toContain('value')
    expect(columnsOf('paid_act')).toEqual([])
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
