import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCallLog, outcomeOf } from '../../../../../electron/main/calls/call-log.ts'
import { type AccountDatabase, openDatabase } from '../../../../../electron/main/storage/database.ts'
import { newView } from '../../../../../electron/phone/calls/call-view.ts'
import { type CallEnd, type CallView, leftOutCount, type RecentCalls } from '../../../../../shared/domain/call.ts'
import { callOf } from '../../../../support/state.ts'

it('calls that were left out are one entry, which counts on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'call-log-'))
  const database = openDatabase(folder, 'alice', resolve('electron/main/storage/database-worker.ts'))
  let recent: RecentCalls | undefined
  const log = createCallLog(database, (r) => {
    recent = r
  })
  await log.record(callOf({ state: 'ended', endedAt: 5000, startedAt: 1000 }), 'Office')
  const leftOut = { id: 'left-out-1', lineId: 'sip_1', startedAt: 2000, endedAt: 3000, count: 12 }
  await log.recordLeftOut(leftOut, 'Office')
  await log.recordLeftOut({ ...leftOut, endedAt: 9000, count: 312 }, 'Office')
  expect(recent).toMatchObject({ total: 2, unseenMissed: 2 })
  expect(recent?.entries.map((e) => [e.id, e.outcome, e.endedAt, leftOutCount(e)])).toEqual([
    ['left-out-1', 'missed', 9000, 312],
    ['call-0001', 'missed', 5000, 0],
  ])
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

it('many calls at once are read together, and each is shown when its record is done', async () => {
  const stored: string[] = []
  let reads = 0
  const database = {
    async request(name: string, args: { id: string }) {
      await new Promise((resolve) => setImmediate(resolve))
      if (name === 'upsertCall') return void stored.push(args.id)
      reads += 1
      return { entries: stored.map((id) => ({ id })), total: stored.length, unseenMissed: 0 }
    },
  } as unknown as AccountDatabase
  let shown: string[] = []
  const log = createCallLog(database, (recent) => {
    shown = recent.entries.map(({ id }) => id)
  })
  await Promise.all(
    Array.from({ length: 60 }, async (_none, i) => {
      await log.record(callOf({ id: `call-00${i + 10}` }), 'Office')
      expect(shown).toContain(`call-00${i + 10}`)
    }),
  )
  expect(reads).toBeLessThanOrEqual(3)
})

it('a reading that fails stops no later one', async () => {
  let broken = true
  let shown = 0
  const database = {
    async request(name: string) {
      if (broken && name === 'callSummary') throw new Error('busy')
      return { entries: [], total: 0, unseenMissed: 0 }
    },
  } as unknown as AccountDatabase
  const log = createCallLog(database, () => (shown += 1))
  await expect(log.refresh()).rejects.toThrow('busy')
  broken = false
  await log.refresh()
  expect(shown).toBe(1)
})

it.each([
  ['missed', 'missed'],
  ['do-not-disturb', 'missed'],
  ['busy-here', 'missed'],
  ['blocked', 'blocked'],
  ['rejected-here', 'rejected'],
  ['answered-elsewhere', 'answered-elsewhere'],
  ['no-common-codec', 'failed'],
  ['no-encryption', 'failed'],
  ['encryption-off', 'failed'],
  ['failed', 'failed'],
] as const)('an incoming call that ended with %s is logged as %s', (code, outcome) => {
  const end: CallEnd = { code, status: null, text: '', redirect: null }
  expect(outcomeOf({ ...newView('call-0001', 'line-1', null), state: 'ended', endedAt: 1, end })).toBe(outcome)
})

it('a note and the graph are kept with the call, and a note on no call is refused', async () => {
  const worker = resolve('electron/main/storage/database-worker.ts')
  const own = mkdtempSync(join(tmpdir(), 'call-note-'))
  let recent: RecentCalls | undefined
  const database = openDatabase(own, 'alice', worker)
  const log = createCallLog(database, (r) => (recent = r))
  const trace = { interval: 2000, values: [null, 4.3, 4.1] }
  await log.record(callOf({ state: 'connected', connectedAt: 1000 }), 'Office')
  await log.setNote('call-0001', 'while it runs')
  await log.record(callOf({ state: 'ended', connectedAt: 1000, endedAt: 9000, trace }), 'Office')
  expect(recent?.entries[0]).toMatchObject({ outcome: 'connected', note: 'while it runs' })
  expect(recent?.entries[0]).not.toHaveProperty('trace')
  await log.setNote('call-0001', 'rings back on Monday')
  expect(recent?.entries[0]?.note).toBe('rings back on Monday')
  expect(await log.trace('call-0001')).toEqual(trace)
  expect(await log.trace('call-0002')).toBeNull()
  await expect(log.setNote('call-0002', 'x')).rejects.toMatchObject({ code: 'not-found' })
  await database.close()
  rmSync(own, { recursive: true, force: true })
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'storage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const view = (part: Partial<CallView>): CallView =>
  callOf({ remote: { number: '+493012345', name: 'Ünal <b>', anonymous: false }, startedAt: 1000, ringingAt: 1000, ...part })

it('the call log keeps every call, missed ones included, and closes what a crash left open', async () => {
  const worker = resolve('electron/main/storage/database-worker.ts')
  let recent: RecentCalls | undefined
  const database = openDatabase(folder, 'https://p.example alice', worker)
  const log = createCallLog(database, (r) => (recent = r))
  await log.record(view({}), 'Office')
  expect(recent?.entries[0]).toMatchObject({ outcome: 'running', number: '+493012345', name: 'Ünal <b>', lineLabel: 'Office' })
  await log.record(view({ state: 'ended', endedAt: 5000, end: { code: 'missed', status: null, text: '', redirect: null } }), 'Office')
  expect(recent).toMatchObject({ total: 1, unseenMissed: 1 })
  await log.markSeen()
  expect(recent?.unseenMissed).toBe(0)
  await log.record(view({ id: 'call-0002', direction: 'outgoing', state: 'connected', connectedAt: 7000, startedAt: 6000 }), 'Office')
  await database.close()

  const again = openDatabase(folder, 'https://p.example alice', worker)
  expect(await again.request('closeRunning', { now: 9000 })).toBe(1)
  const entries = await again.request('recentCalls', { before: null, limit: 10, missedOnly: false })
  expect(entries.map((e) => [e.id, e.outcome, e.endedAt])).toEqual([
    ['call-0002', 'connected', 9000],
    ['call-0001', 'missed', 5000],
  ])
  expect((await again.request('recentCalls', { before: null, limit: 10, missedOnly: true })).length).toBe(1)
  await again.close()
  await expect(again.request('markSeen')).rejects.toThrow()
})

it.each([
  ['a number of another country', { direction: 'outgoing', dialled: '00447700900123' }, '00447700900123'],
  ['one of the own country', { direction: 'outgoing', dialled: '030231251' }, '004930231251'],
  ['a short code', { direction: 'outgoing', dialled: '110' }, undefined],
  ['a call that came in', { direction: 'incoming', dialled: '' }, undefined],
] as const)('has the rate of %s', async (_what, part, number) => {
  const written: { rateNumber?: string }[] = []
  const database = { request: async (name: string, args: object) => void (name === 'upsertCall' && written.push(args)) } as unknown as AccountDatabase
  await createCallLog(database, () => {}).record(callOf(part), 'Office', 'DE')
  expect(written[0]?.rateNumber).toBe(number)
})
