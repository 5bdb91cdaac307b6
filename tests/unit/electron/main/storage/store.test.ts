import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { toRecord } from '../../../../../electron/main/calls/call-log.ts'
import { migrate } from '../../../../../electron/main/storage/migrations.ts'
import type { StoredLines } from '../../../../../electron/main/storage/requests.ts'
import { openStore, type Store, type StoreOptions } from '../../../../../electron/main/storage/store.ts'
import type { RecentCalls } from '../../../../../shared/domain/call.ts'
import type { HistoryPage } from '../../../../../shared/domain/history-query.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'
import type { DatabaseState } from '../../../../../shared/domain/storage-state.ts'
import { linePolicy } from '../../../../../shared/domain/voip-line.ts'
import { searchFor } from '../../../../support/fakes/history.ts'
import { callOf } from '../../../../support/state.ts'

let folder: string
let path: string
let states: DatabaseState[]
let stores: Store[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
  path = join(folder, 'account.db')
  states = []
  stores = []
})
afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = (part: Partial<StoreOptions> = {}): Store => {
  const store = openStore({ path, now: () => 7, onState: (state) => states.push(state), ...part })
  stores.push(store)
  return store
}
const close = (store: Store): void => {
  store.close()
  stores.splice(stores.indexOf(store), 1)
}
const entry = (id: string) => toRecord(callOf({ id, state: 'ended', endedAt: 5000 }), 'Office')
const summary = (store: Store) => store.answer('callSummary', { limit: 10 }) as RecentCalls
const ids = (store: Store) => summary(store).entries.map(({ id }) => id)
const storedLines = (...names: string[]): StoredLines => ({
  lines: names.map((name) => ({
    policy: linePolicy({ id: name, fields: { username: name, password: 'made-up', ip: '127.0.0.1:5060' } }),
    label: `${name} label`,
    enabled: true,
    instanceId: '00000000-0000-4000-8000-000000000001',
    passwordIndex: 0,
    passwordOverridden: false,
    webSocketAddress: null,
    pin: null,
    preferences: defaultPreferences,
  })),
  defaultLineId: names[0] ?? null,
  asOf: 1,
})
/** A file that holds a line and a call. */
const filled = (): void => {
  const store = open()
  store.answer('saveLines', storedLines('office'))
  store.answer('upsertCall', entry('call-0001'))
  close(store)
  states = []
}
const works = (store: Store): void => {
  store.answer('upsertCall', entry('call-0002'))
  expect(ids(store)).toContain('call-0002')
}

it('a damaged file is set aside with its contents, and a new one replaces it', () => {
  writeFileSync(path, 'not a database '.repeat(500))
  works(open())
  expect(states).toEqual([setAside({ calls: 0, complete: false })])
  expect(readFileSync(join(folder, 'account.damaged-7.db'), 'utf8')).toMatch(/^not a database/)
})
/** The file with nonsense in the pages that `which` names, in order, of those that hold a part of a table. */
const damage = (table: string, which: (pages: number[]) => number[]): void => {
  const file = new DatabaseSync(path)
  const pages = file.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno").all(table)
  file.close()
  const bytes = readFileSync(path)
  for (const page of which(pages.map((row) => Number(row['pageno'])))) bytes.fill(0xff, (page - 1) * 4096, page * 4096)
  writeFileSync(path, bytes)
}
const setAside = (saved: object) => ({ state: 'set-aside', path: join(folder, 'account.damaged-7.db'), records: 0, contacts: 0, ...saved })
const manyCalls = (): void => {
  const store = open()
  for (let i = 0; i < 500; i++) store.answer('upsertCall', entry(`call-${1000 + i}`))
  close(store)
  states = []
}

it('damage that a request finds is set aside; the request is answered by the new file, which has the calls before and behind it', () => {
  manyCalls()
  damage('call_log', (pages) => pages.slice(4, 5))
  const again = open()
  const { total } = summary(again)
  expect([total > 400, total < 500]).toEqual([true, true])
  works(again)
  expect(states).toEqual([{ state: 'ready' }, setAside({ calls: total, complete: false })])
})
it('damage in the search index alone loses no call', () => {
  manyCalls()
  damage('entry_text_data', (pages) => pages.slice(0, 3))
  const again = open()
  works(again)
  expect(summary(again).total).toBe(501)
  expect(states).toEqual([{ state: 'ready' }, setAside({ calls: 500, complete: true })])
})
it('damage that no request meets is found by the check', async () => {
  manyCalls()
  damage('sqlite_autoindex_entry_1', (pages) => pages.slice(0, 1))
  const again = open()
  expect(summary(again).total).toBe(500)
  await again.check()
  expect(states).toEqual([{ state: 'ready' }, setAside({ calls: 500, complete: true })])
  await again.check()
  expect(states.length).toBe(2)
})
it('a schema that does not match its version counts as damage', () => {
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE meta (other TEXT); PRAGMA user_version = 3')
  other.close()
  works(open())
  expect(states).toMatchObject([{ state: 'updating' }, { state: 'set-aside' }])
})
it('a file that another program has locked is replaced in memory, with its contents', () => {
  filled()
  const other = new DatabaseSync(path)
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  const store = open({ open: (file) => new DatabaseSync(file, { timeout: 0 }), busyTimeout: 1 })
  expect(states).toEqual([{ state: 'in-memory', reason: 'locked' }])
  expect((store.answer('loadLines', undefined) as StoredLines).lines.map(({ label }) => label)).toEqual(['office label'])
  works(store)
  other.exec('COMMIT')
  other.close()
  close(store)
  // nothing of it was touched
  expect(ids(open())).toEqual(['call-0001'])
})
/** Another process that locks the file, and lets go after so many ms. */
async function lock(ms: number): Promise<() => void> {
  const program = `import { DatabaseSync } from 'node:sqlite'
    const other = new DatabaseSync(${JSON.stringify(path)}); other.exec('BEGIN IMMEDIATE'); process.send('locked'); setTimeout(() => process.exit(), ${ms})`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(child, 'message')
  return () => void child.kill('SIGKILL')
}
it('a file that another program locks later is waited for, and it is said; the call is in the file', async () => {
  filled()
  const store = open({ busyTimeout: 300 })
  const end = await lock(500)
  works(store)
  expect(states).toEqual([{ state: 'ready' }, { state: 'waiting' }, { state: 'ready' }])
  end()
  close(store)
  expect(ids(open())).toContain('call-0002')
})
it('a file that stays locked is replaced in memory, with its contents and the call', async () => {
  filled()
  const store = open({ busyTimeout: 20 })
  const end = await lock(60_000)
  works(store)
  expect(states).toEqual([{ state: 'ready' }, { state: 'waiting' }, { state: 'in-memory', reason: 'locked' }])
  expect(ids(store)).toContain('call-0001')
  end()
})
it('a file of a newer version is left as it is and replaced in memory', () => {
  filled()
  const newer = new DatabaseSync(path)
  newer.exec('ALTER TABLE call_log ADD COLUMN later TEXT; PRAGMA user_version = 99')
  newer.close()
  const store = open()
  expect(states).toEqual([{ state: 'in-memory', reason: 'newer' }])
  expect(ids(store)).toEqual(['call-0001'])
  works(store)
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
})
it('with a full disk, at the first write or later, the database goes on in memory and the write is kept for this run', () => {
  filled()
  const full = (file: string): DatabaseSync => {
    const database = new DatabaseSync(file)
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number }
    database.exec(`PRAGMA max_page_count = ${pages}`)
    return database
  }
  const store = open({ open: full })
  for (let i = 0; i < 200; i++) store.answer('upsertCall', entry(`call-${1000 + i}`))
  expect(states).toEqual([{ state: 'ready' }, { state: 'in-memory', reason: 'full' }])
  expect(summary(store).total).toBe(201)
})
it('a new file on a full disk is replaced in memory', () => {
  const full = (file: string): DatabaseSync => {
    const database = new DatabaseSync(file)
    database.exec('PRAGMA max_page_count = 1')
    return database
  }
  works(open({ open: full }))
  expect(states).toEqual([{ state: 'in-memory', reason: 'full' }])
})
it('a file that cannot be written is replaced in memory, with its contents', () => {
  filled()
  const store = open({ open: (file) => new DatabaseSync(file, { readOnly: true }) })
  works(store)
  expect(states.at(-1)).toEqual({ state: 'in-memory', reason: 'read-only' })
  expect(ids(store)).toContain('call-0001')
})
it('a file in a folder that is missing is replaced in memory', () => {
  path = join(folder, 'none', 'account.db')
  works(open())
  expect(states).toEqual([{ state: 'in-memory', reason: 'failed' }])
  expect(existsSync(path)).toBe(false)
})
it('one cell that cannot be read costs its line, its reason or its record, and nothing else', () => {
  const store = open()
  const lines = storedLines('office', 'home')
  store.answer('saveLines', { ...lines, lines: [{ ...lines.lines[0], policy: 'nonsense' }, lines.lines[1]] })
  store.answer('upsertCall', entry('call-0001'))
  store.answer('upsertCall', entry('call-0002'))
  store.answer('beginRateLookUp', { askedAt: 1, numbers: ['4930123'], goOn: false })
  const raw = new DatabaseSync(path)
  raw.exec(`UPDATE call_log SET end_code = 'half', mos = 9 WHERE id = 'call-0001';
    INSERT INTO contact (id, value) VALUES ('broken', '{"half');
    INSERT INTO rate_look_up (asked_at, numbers) VALUES (2, '[');
    INSERT INTO paid_operation (id, kind, target, via, created_at, state, stopped, dismissed) VALUES ('a', 'sms', '', '', 1, 'pending', 0, 0);
    INSERT INTO paid_operation (id, kind, target, via, created_at, state, stopped, dismissed) VALUES ('b', 'callback', '', '', 1, 'done', 0, 0)`)
  raw.close()
  expect((store.answer('loadLines', undefined) as StoredLines).lines.map(({ label }) => label)).toEqual(['home label'])
  expect(summary(store).entries.map(({ id, end }) => [id, end])).toEqual([
    ['call-0001', null],
    ['call-0002', null],
  ])
  expect(store.answer('rateLookUps', { limit: 10 })).toMatchObject([{ numbers: ['4930123'] }])
  expect(store.answer('closePendingPaidOperations', { now: 3 })).toBe(1)
  expect(store.answer('paidOperations', { limit: 10 })).toEqual([])
  expect(states).toEqual([{ state: 'ready' }])
})
it('a file of an earlier version keeps its calls, and takes notes and graphs from then on', () => {
  const old = new DatabaseSync(path)
  migrate(old, 3)
  old.exec(`
    INSERT INTO call_log (id, line_id, line_label, direction, number, anonymous, started_at, outcome, unseen, quality)
      VALUES ('call-0001', 'sip_1', 'Office', 'incoming', '+493012345', 0, 1000, 'missed', 1, NULL);
    INSERT INTO meta (key, value) VALUES ('areas', '[]')`)
  old.close()
  const store = open()
  expect(states).toEqual([{ state: 'updating' }, { state: 'ready' }])
  expect(summary(store)).toMatchObject({ unseenMissed: 1, entries: [{ id: 'call-0001', number: '+493012345', note: '' }] })
  expect(store.answer('readValue', { key: 'areas' })).toBe('[]')
  expect(store.answer('callTrace', { callId: 'call-0001' })).toBeNull()
  expect(store.answer('setCallNote', { callId: 'call-0001', note: 'Ask for Ms Ünal' })).toBe(true)
  close(store)
  expect(summary(open()).entries[0]?.note).toBe('Ask for Ms Ünal')
})
it('a note stays when the call goes on, and a graph that cannot be read is none', () => {
  const store = open()
  store.answer('upsertCall', entry('call-0001'))
  store.answer('setCallNote', { callId: 'call-0001', note: 'first' })
  const trace = { interval: 2000, values: [null, 4.3, 1.2] }
  store.answer('upsertCall', { ...entry('call-0001'), trace })
  expect(summary(store).entries[0]?.note).toBe('first')
  expect(store.answer('callTrace', { callId: 'call-0001' })).toEqual(trace)
  expect(store.answer('setCallNote', { callId: 'call-0009', note: 'x' })).toBe(false)
  const raw = new DatabaseSync(path)
  raw.exec(`UPDATE call_trace SET value = '{"interval":0'`)
  raw.close()
  expect(store.answer('callTrace', { callId: 'call-0001' })).toBeNull()
})
it('the history finds a call by its note', () => {
  const store = open()
  for (const id of ['call-0001', 'call-0002']) store.answer('upsertCall', entry(id))
  store.answer('setCallNote', { callId: 'call-0002', note: 'Order 4711, Müller calls back' })
  const found = (text: string) =>
    (store.answer('historyPage', { search: searchFor({ text }), before: null, limit: 10 }) as HistoryPage).entries.map(({ id }) => id)
  expect(found('müller')).toEqual(['call-0002'])
  expect(found('4711')).toEqual(['call-0002'])
  expect(found('')).toHaveLength(2)
})
it('lines that cannot be read at all are no lines', () => {
  const store = open()
  const raw = new DatabaseSync(path)
  raw.exec(`INSERT INTO meta (key, value) VALUES ('lines', '{"lines":')`)
  raw.close()
  expect(store.answer('loadLines', undefined)).toEqual({ lines: [], defaultLineId: null, asOf: null })
})
it('a wrong statement is the request’s failure, not the file’s', () => {
  const store = open()
  expect(() => store.answer('upsertCall', { ...entry('call-0001'), lineLabel: null })).toThrow()
  expect(states).toEqual([{ state: 'ready' }])
  works(store)
})
