import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readCardAddress } from '../../../../../electron/main/contacts/card-address.ts'
import { type CardDav, createCardDav } from '../../../../../electron/main/contacts/card-dav.ts'
import type { CardBook, CardServerState } from '../../../../../shared/domain/contact.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { type FakeCardServer, fakeCardServer } from '../../../../support/fakes/card-server.ts'
import { fakeContacts } from '../../../../support/fakes/contacts.ts'
import { fakeKeychain } from '../../../../support/fakes/keychain.ts'
import { contactOf as contact } from '../../../../support/state.ts'

let database: ReturnType<typeof fakeContacts>
let server: FakeCardServer
let keychain: ReturnType<typeof fakeKeychain>
let states: (CardServerState | null)[]
let opened: number
let refusing: AppError | null
let books: CardBook[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
  database = fakeContacts()
  server = fakeCardServer()
  keychain = fakeKeychain()
  states = []
  opened = 0
  refusing = null
  books = [{ address: 'https://cloud.example/people/', name: 'People' }]
})
afterEach(() => vi.useRealTimers())
const create = (): CardDav =>
  createCardDav({
    database,
    keychain: keychain.keychain,
    async find() {
      if (refusing) throw refusing
      return books
    },
    async open() {
      opened += 1
      if (refusing) throw refusing
      return server
    },
    now: () => 7,
    onState: (state) => states.push(state),
    onContacts: async () => {},
    log: () => {},
  })
const access = { address: 'https://cloud.example', userName: 'alice', password: 'made-up' }
const settle = () => vi.advanceTimersByTimeAsync(0)

it('connected: the password is in the keychain alone, both sides are together, and a restart goes on', async () => {
  await database.request('save', { contact: contact(1, 'Mine', ['030 1']) })
  const first = create()
  await first.connect(access)
  expect(states.at(-1)).toEqual({ address: 'https://cloud.example/', userName: 'alice', running: false, syncedAt: 7, failure: null, conflicts: 0 })
  expect([...keychain.stored.values()]).toEqual(['made-up'])
  expect(await database.request('readValue', { key: 'card-server' })).not.toContain('made-up')
  expect(server.cards.size).toBe(1)
  first.stop()
  const later = create()
  await later.start()
  await settle()
  expect(states.at(-1)).toMatchObject({ syncedAt: 7, failure: null })
  expect(opened).toBe(2)
})
it('several books on the server: they are offered and nothing is kept; the chosen one is connected by its address', async () => {
  books = ['People', 'Office'].map((name) => ({ address: `https://cloud.example/${name}/`, name }))
  const cards = create()
  expect(await cards.connect(access)).toEqual({ choice: books })
  expect([states, keychain.stored.size, opened, await database.request('readValue', { key: 'card-server' })]).toEqual([[], 0, 0, null])
  books = books.slice(1)
  expect(await cards.connect({ ...access, address: 'https://cloud.example/Office/' })).toEqual({ choice: [] })
  expect(states.at(-1)).toMatchObject({ address: 'https://cloud.example/Office/', failure: null })
})
it('refused while connecting: nothing is kept', async () => {
  refusing = new AppError('card-server-refused', 'made up')
  await expect(create().connect(access)).rejects.toMatchObject({ code: 'card-server-refused' })
  expect([states, keychain.stored.size, await database.request('readValue', { key: 'card-server' })]).toEqual([[], 0, null])
})
it('offline: it says so, contacts stay, and the next look goes on', async () => {
  const cards = create()
  await cards.connect(access)
  await database.request('save', { contact: contact(1, 'Mine', ['030 1']) })
  server.failing = new AppError('card-server-unreachable', 'made up')
  cards.contactsChanged()
  await vi.advanceTimersByTimeAsync(5000)
  expect(states.at(-1)).toMatchObject({ running: false, failure: { code: 'card-server-unreachable' } })
  server.failing = null
  await vi.advanceTimersByTimeAsync(15 * 60_000)
  expect(states.at(-1)).toMatchObject({ failure: null })
  expect(server.cards.size).toBe(1)
})
it('nothing new on either side: the server is queried for its tag alone', async () => {
  const cards = create()
  await cards.connect(access)
  await cards.sync()
  server.asked.length = 0
  await cards.sync()
  expect(server.asked).toEqual(['tag'])
})
it('asked twice at once, it runs once', async () => {
  const cards = create()
  await cards.connect(access)
  server.asked.length = 0
  await Promise.all([cards.sync(), cards.sync()])
  expect(server.asked.filter((what) => what === 'tag').length).toBe(1)
})
it('disconnected: password and links are forgotten, contacts stay on both sides, and nothing runs any more', async () => {
  await database.request('save', { contact: contact(1, 'Mine', ['030 1']) })
  const cards = create()
  await cards.connect(access)
  await cards.disconnect()
  await cards.disconnect()
  expect([states.at(-1), keychain.stored.size, server.cards.size]).toEqual([null, 0, 1])
  expect(await database.request('cards')).toMatchObject({ cards: [], unsent: [contact(1, 'x', ['1']).id] })
  server.asked.length = 0
  cards.contactsChanged()
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(server.asked).toEqual([])
})
it.each([
  ['cloud.example.com/dav', 'https://cloud.example.com/dav'],
  ['http://127.0.0.1:5232/', 'http://127.0.0.1:5232/'],
  ['http://cloud.example.com', 'card-server-not-encrypted'],
  ['ftp://cloud.example.com', 'card-server-not-encrypted'],
  ['https://alice:secret@cloud.example.com', 'address-invalid'],
  ['https://', 'address-invalid'],
])('the address %s', (typed, result) => {
  const read = (): string => {
    try {
      return readCardAddress(typed)
    } catch (e) {
      return (e as AppError).code
    }
  }
  expect(read()).toBe(result)
})
