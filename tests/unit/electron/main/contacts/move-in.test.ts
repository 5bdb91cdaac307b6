import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contactsKind } from '../../../../../electron/main/contacts/contact-schema.ts'
import { databasePath } from '../../../../../electron/main/storage/database.ts'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import { anyContact, type Contact } from '../../../../../shared/domain/contact.ts'
import { contactOf as contact } from '../../../../support/state.ts'

const LONG = process.env['DIALDESK_TEST_LONG'] !== undefined
let folder: string
let accounts: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'move-in-'))
  accounts = join(folder, 'accounts')
  mkdirSync(accounts)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (): Store => openStore({ kind: contactsKind, path: join(folder, 'contacts.db'), now: () => 7, onState: () => {} })
const moveIn = (store: Store): unknown => {
  store.answer('setRegion', { region: 'DE' })
  return store.answer('moveIn', { folder: accounts })
}
const all = (store: Store) => store.answer('page', { ...anyContact, offset: 0, limit: 200 }) as Contact[]
/** A database of version 3 with these contacts. */
function account(name: string, ...contacts: object[]): string {
  const path = databasePath(folder, name)
  copyFileSync('tests/fixtures/databases/version-3.db', path)
  const database = new DatabaseSync(path)
  database.exec('DELETE FROM contact')
  for (const [i, one] of contacts.entries()) database.prepare('INSERT INTO contact (id, value) VALUES (?, ?)').run(`row-${i}`, JSON.stringify(one))
  database.close()
  return path
}
/** A contact as version 3 stored it. */
const old = (...args: Parameters<typeof contact>) => {
  const { id, name, note, favourite, numbers } = contact(...args)
  return { id, name, note, favourite, numbers }
}

it('the contact of the released version is there afterwards, and its file as it was', () => {
  const path = databasePath(folder, 'alice')
  copyFileSync('tests/fixtures/databases/version-3.db', path)
  const store = open()
  expect(moveIn(store)).toBe(1)
  expect(all(store)).toMatchObject([{ name: 'Anna Example', groups: [], blocked: false }])
  store.close()
  const database = new DatabaseSync(path)
  expect(database.prepare('SELECT count(*) AS n FROM contact').get()).toEqual({ n: 1 })
  database.close()
})
it('each file once: what is deleted here afterwards does not come back', () => {
  account('alice', old(1, 'Anna', ['030 1234567']))
  const store = open()
  moveIn(store)
  store.answer('remove', { id: contact(1, 'x', ['1']).id })
  expect(moveIn(store)).toBe(0)
  expect(all(store)).toEqual([])
  store.close()
  const again = open()
  expect(moveIn(again)).toBe(0)
  again.close()
})
it('contacts of several accounts that are the same become one, with the numbers and notes of both', () => {
  account('alice', old(1, 'Anna Example', ['030 1234567'], { note: 'invoices' }), old(3, 'Taxi', ['030 2020']))
  account('bob', old(2, 'Example, Anna', ['+49301234567', '0171 3920042'], { note: 'Mondays', favourite: true }), old(4, 'Taxi', ['040 2020']))
  const store = open()
  moveIn(store)
  const [first, ...others] = all(store)
  expect(first?.numbers.map(({ number }) => number.replace(/\D/g, '').slice(-7)).sort()).toEqual(['1234567', '3920042'])
  expect(first?.note.split('\n').sort()).toEqual(['Mondays', 'invoices'])
  expect(first?.favourite).toBe(true)
  // one word that names two places
  expect(others.map(({ name }) => name)).toEqual(['Taxi', 'Taxi'])
  store.close()
})
it('a contact that cannot be read leaves its neighbours alone, and a file that cannot be read is tried again', () => {
  account('alice', old(1, 'Anna', ['030 1234567']), { half: true })
  const damaged = databasePath(folder, 'bob')
  writeFileSync(damaged, 'no database')
  writeFileSync(join(accounts, 'other.txt'), '')
  const store = open()
  moveIn(store)
  expect(all(store).map(({ name }) => name)).toEqual(['Anna'])
  account('bob', old(2, 'Bernd', ['040 7654321']))
  moveIn(store)
  expect(all(store).map(({ name }) => name)).toEqual(['Anna', 'Bernd'])
  store.close()
})
it('while the account is open and its database is being written, nothing is missing', () => {
  const path = account('alice')
  const writer = new DatabaseSync(path)
  writer.exec('PRAGMA journal_mode = WAL')
  writer.prepare('INSERT INTO contact (id, value) VALUES (?, ?)').run('x', JSON.stringify(old(1, 'In the WAL', ['030 1'])))
  expect(existsSync(`${path}-wal`)).toBe(true)
  const store = open()
  moveIn(store)
  expect(all(store).map(({ name }) => name)).toEqual(['In the WAL'])
  writer.close()
  store.close()
})
it('a contacts file that is damaged is set aside, and what can be read of it is there', () => {
  account('alice', ...Array.from({ length: 300 }, (_, i) => old(i + 1, `Person ${i}`, [`030 ${1_000_000 + i}`], { note: 'x'.repeat(300) })))
  const first = open()
  moveIn(first)
  first.close()
  const path = join(folder, 'contacts.db')
  writeFileSync(path, 'no database')
  const states: string[] = []
  const store = openStore({ kind: contactsKind, path, now: () => 7, onState: ({ state }) => states.push(state) })
  expect(states).toEqual(['set-aside'])
  expect(existsSync(join(folder, 'contacts.damaged-7.db'))).toBe(true)
  // what earlier versions left is still in the accounts' databases
  moveIn(store)
  expect(all(store).length).toBe(200)
  store.close()
})

const rounds = LONG ? 50 : 3
it(`killed while contacts are moved in or imported, ${rounds} times: nothing is lost, nothing is there twice`, async () => {
  const people = (who: number) => Array.from({ length: 300 }, (_, i) => old(who * 1000 + i, `Person ${who} ${i}`, [`030 ${who}${1_000_000 + i}`]))
  account('alice', ...people(1))
  account('bob', ...people(2))
  const cards = people(3).map(({ name, numbers }) => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL:${numbers[0]?.number}\nEND:VCARD\n`)
  const path = join(folder, 'contacts.db')
  const program = `import { openStore } from ${JSON.stringify(resolve('electron/main/storage/store.ts'))}
    import { contactsKind } from ${JSON.stringify(resolve('electron/main/contacts/contact-schema.ts'))}
    process.send('opening')
    const store = openStore({ kind: contactsKind, path: ${JSON.stringify(path)}, now: () => 7, onState: () => {} })
    store.answer('setRegion', { region: 'DE' })
    store.answer('moveIn', { folder: ${JSON.stringify(accounts)} })
    store.answer('openImport', { fileName: 'x.vcf', bytes: new TextEncoder().encode(${JSON.stringify(cards.join(''))}), duplicates: 'merge' })
    store.answer('runImport', { duplicates: 'merge' })
    setInterval(() => {}, 1000)`
  const start = (): ChildProcess =>
    spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  for (let round = 0; round < rounds; round++) {
    const child = start()
    await once(child, 'message')
    // somewhere between the first statement and the last
    await new Promise((done) => setTimeout(done, 20 + ((round * 97) % 250)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = open()
    moveIn(store)
    const count = () => (store.answer('summary', { favourites: 1, groups: 1 }) as { count: number }).count
    // an import is all there, or nothing of it
    expect([600, 900]).toContain(count())
    store.answer('openImport', { fileName: 'x.vcf', bytes: new TextEncoder().encode(cards.join('')), duplicates: 'merge' })
    store.answer('runImport', { duplicates: 'merge' })
    expect(count()).toBe(900)
    store.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  }
}, 120_000)
