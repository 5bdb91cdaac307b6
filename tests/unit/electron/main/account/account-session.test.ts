import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type AccountSession, type AccountSessionOptions, openAccountSession } from '../../../../../electron/main/account/account-session.ts'
import type { AccountServices } from '../../../../../electron/main/billing/account-services.ts'
import { createLineService, type LineService } from '../../../../../electron/main/lines/line-service.ts'
import type { MessageService } from '../../../../../electron/main/messages/messages.ts'
import type { RecordingService } from '../../../../../electron/main/recordings/recordings.ts'
import type { LineSetup } from '../../../../../shared/contract/phone.ts'
import { noRecordings, noServices } from '../../../../../shared/domain/empty.ts'
import { fakeDatabase } from '../../../../support/fakes/database.ts'
import { fakeKeychain } from '../../../../support/fakes/keychain.ts'
import { fakeProvider } from '../../../../support/fakes/provider.ts'
import { callOf } from '../../../../support/state.ts'

let provider: ReturnType<typeof fakeProvider>
let keychain: ReturnType<typeof fakeKeychain>
let database: ReturnType<typeof fakeDatabase>
let lines: LineService
/** What the phone process has to register, newest last. */
let setups: LineSetup[][]
let published: [slice: string, value: unknown][]
let happened: string[]
let faults: string[]
let failing: Partial<Record<'services' | 'recordings', Error>>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  provider = fakeProvider()
  keychain = fakeKeychain()
  database = fakeDatabase()
  setups = []
  published = []
  happened = []
  faults = []
  failing = {}
  lines = createLineService({ now: () => 1, log: () => {}, onChange: () => {}, onSetups: (next) => setups.push(next) })
})
afterEach(() => vi.useRealTimers())

const options = (): AccountSessionOptions => ({
  openDatabase: () => database.database,
  createRecordings(_database, onChange) {
    if (failing.recordings) throw failing.recordings
    const refresh = async (): Promise<void> => {
      await database.database.request('recordings', { limit: 1 })
      onChange({ ...noRecordings, disabled: false })
    }
    return { refresh, close: async () => void happened.push('recordings closed') } as unknown as RecordingService
  },
  createMessages: () => ({ closeSending: async () => void happened.push('messages closed') }) as unknown as MessageService,
  createServices(_account, onChange) {
    const start = async (): Promise<void> => {
      if (failing.services) throw failing.services
      await database.database.request('paidOperations', { limit: 1 })
      onChange(noServices)
    }
    const stop = (): void => void happened.push('services stopped')
    return { start, stop, areas: { forgetAll: async () => void happened.push('areas forgotten') } } as unknown as AccountServices
  },
  lines,
  calls: {
    calls: () => [callOf()],
    hangUp: async ({ callId }) => void happened.push(`hung up ${callId}`),
    publishCalls: () => happened.push('calls published'),
  },
  contacts: { follow: () => happened.push('names sent'), unfollow: () => {} },
  now: () => 1,
  recordingDisabled: () => false,
  publish: (slice, value) => published.push([slice, value]),
  onDatabaseState: () => {},
  log: { warn: (text) => faults.push(text), error: (text) => faults.push(text) },
})
const open = (): AccountSession =>
  openAccountSession(
    {
      accountId: 'https://provider.example alice',
      client: provider.client,
      credentials: { userName: 'alice', password: 'made-up' },
      secrets: keychain.keychain,
      onFooter: () => {},
    },
    options(),
  )
const settle = () => vi.advanceTimersByTimeAsync(0)
const registered = () => setups.at(-1)?.map(({ userName }) => userName) ?? []

it('opens lines, calls, contacts, recordings and services', async () => {
  open()
  await settle()
  expect(registered()).toEqual(['office'])
  expect(published.map(([slice]) => slice).sort()).toEqual(['recentCalls', 'recordings', 'services'])
  expect([...keychain.stored.keys()]).toEqual(['line https://provider.example alice sip_1 provider'])
  expect(faults).toEqual([])
})
it('closed while opening: no line is registered afterwards, and nothing is published', async () => {
  provider.holding = true
  database.holding = true
  const session = open()
  await settle()
  await session.close(false)
  const [sent, said] = [setups.length, published.length]
  provider.answer()
  database.answer()
  await settle()
  expect(registered()).toEqual([])
  expect([setups.length, published.length]).toEqual([sent, said])
  expect(session.account.signal.aborted).toBe(true)
  expect(database.closed).toBe(1)
})
it('closed right after the lines came up: the keychain gets the passwords of all of them, for a start without the provider', async () => {
  provider.lines = ['office', 'home', 'secure']
  keychain.hanging = true
  const session = open()
  await settle()
  expect(registered()).toEqual(['office', 'home', 'secure'])
  const closed = session.close(false)
  await settle()
  expect(registered()).toEqual([])
  keychain.answer()
  await closed
  expect([...keychain.stored.keys()].filter((key) => key.startsWith('line '))).toHaveLength(3)
})
it('a keychain that never answers holds up closing for two seconds', async () => {
  keychain.hanging = true
  const session = open()
  await settle()
  let ended = false
  void session.close(false).then(() => {
    ended = true
  })
  await vi.advanceTimersByTimeAsync(1999)
  expect([ended, registered()]).toEqual([false, []])
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toBe(true)
})
it('closed while opening: the provider’s list comes, and the keychain stores its passwords only after the sign-out', async () => {
  provider.lines = ['office', 'home']
  keychain.hanging = true
  const session = open()
  await settle()
  await session.close(true)
  const removed = session.secretsRemoved()
  keychain.answer()
  expect(await removed).toBe(true)
  await settle()
  expect([...keychain.stored.keys()]).toEqual([])
  expect(registered()).toEqual([])
})
it('failed while opening: what was opened before is closed', async () => {
  failing.recordings = new Error('made up')
  expect(open).toThrow('made up')
  await settle()
  expect(database.closed).toBe(1)
  expect(happened).toEqual(['services stopped'])
  expect(setups).toEqual([])
})
it('failed while opening: a database that refuses everything and services that fail keep no line from coming up', async () => {
  database.failing = true
  failing.services = new Error('made up')
  open()
  await settle()
  expect(registered()).toEqual(['office'])
  expect(lines.state().provisioning).toMatchObject({ step: 'fetched', error: null })
  expect(faults.sort()).toEqual(['call log: database: made up', 'recordings: database: made up', 'services: made up'])
})
it('a keychain that does not answer keeps no line of the provider’s list from registering', async () => {
  keychain.hanging = true
  const session = open()
  await settle()
  expect(registered()).toEqual(['office'])
  const closed = session.close(false)
  await settle()
  expect(registered()).toEqual([])
  await vi.advanceTimersByTimeAsync(2000)
  await closed
})
it('closes in order: calls, lines, recordings, services, the database; twice is once', async () => {
  const session = open()
  await settle()
  happened = []
  await Promise.all([session.close(false), session.close(false)])
  await session.close(true)
  expect(happened).toEqual(['hung up call-0001', 'recordings closed', 'services stopped'])
  expect(database.closed).toBe(1)
  expect(registered()).toEqual([])
  // switched away from, not signed out
  expect(keychain.stored.size).toBe(1)
})
it('event after close: what parts still report is dropped', async () => {
  const session = open()
  await settle()
  await session.close(false)
  const [sent, said] = [setups.length, published.length]
  await session.callLog.refresh()
  await session.recordings.refresh()
  await session.services.start()
  expect([setups.length, published.length]).toEqual([sent, said])
})
it('signed out with a keyring that went away: lines are gone at once, one question is asked, and what is left is known', async () => {
  provider.lines = ['office', 'home', 'secure']
  const session = open()
  await settle()
  keychain.gone = true
  const before = keychain.asked
  await session.close(true)
  expect(registered()).toEqual([])
  expect(await session.secretsRemoved()).toBe(false)
  expect(keychain.asked - before).toBe(1)
  expect(happened).toContain('areas forgotten')
})
