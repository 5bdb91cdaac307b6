import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from '../../../../../electron/main/storage/store.ts'
import type { PaidOperation, PaidOperationKind, SentPage } from '../../../../../shared/domain/paid-operation.ts'
import { paidOperationOf } from '../../../../support/state.ts'

let store: Store
beforeEach(() => {
  store = openStore({ path: ':memory:', now: () => 7, onState: () => {} })
})
afterEach(() => store.close())

const write = (kind: PaidOperationKind, createdAt: number, part: Partial<PaidOperation> = {}): PaidOperation => {
  const operation = paidOperationOf(kind, { id: randomUUID(), createdAt, ...part })
  store.answer('beginPaidOperation', { operation, pinHash: null, limit: null })
  return operation
}
const shown = (limit: number): PaidOperation[] => store.answer('paidOperations', { limit }) as PaidOperation[]
const page = (kind: PaidOperationKind | null, before: SentPage['next'], limit = 3): SentPage =>
  store.answer('sentPage', { kind, before, limit }) as SentPage

it('a hundred SMS push neither the top-up nor a running callback before them out of the list', () => {
  const topUp = write('topup', 1)
  const running = write('callback', 2)
  for (let n = 0; n < 100; n++) write('sms', 10 + n)
  const kept = shown(50)
  expect(kept.filter(({ kind }) => kind === 'sms')).toHaveLength(50)
  expect(kept.slice(-2).map(({ id }) => id)).toEqual([running.id, topUp.id])
})
it('everything that was sent is read page by page, of all kinds or of one, newest first and none twice', () => {
  // several in the same millisecond
  const all = Array.from({ length: 20 }, (_, n) => write(n % 3 ? 'sms' : 'topup', 5 + Math.floor(n / 4)))
  for (const kind of [null, 'topup', 'card'] as const) {
    const read: string[] = []
    let before: SentPage['next'] = null
    do {
      const { operations, next }: SentPage = page(kind, before)
      read.push(...operations.map(({ id }) => id))
      before = next
    } while (before)
    const wanted = all.filter((o) => kind === null || o.kind === kind).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
    expect(read).toEqual(wanted.map(({ id }) => id))
  }
})
it('an SMS keeps its text, of which the list that everybody sees has the beginning, also when its outcome is written from there', () => {
  const text = `Grüße 🙂 ${'x'.repeat(200)}`
  write('sms', 5, { text, state: 'pending' })
  const [short] = shown(10)
  expect(short?.text).toBe(`${[...text].slice(0, 40).join('')}`)
  store.answer('updatePaidOperation', { operation: { ...short, state: 'done' }, pinHash: null })
  expect(page('sms', null).operations[0]).toMatchObject({ text, state: 'done' })
})
it('finds operations by their ids', () => {
  const one = write('sms', 5)
  write('sms', 6)
  expect((store.answer('paidOperationsOf', { ids: [one.id, randomUUID()] }) as PaidOperation[]).map(({ id }) => id)).toEqual([one.id])
})
it('a callback has what the provider billed for its two calls; a record counts for one callback only, and one of our own calls for none', () => {
  const minute = 60_000
  const T = 1_766_000_000_000
  const [via, target] = ['+491713920042', '+442079460018']
  const first = write('callback', T, { via, target })
  const second = write('callback', T + minute, { via, target })
  const refused = write('callback', T + 2 * minute, { via, target, state: 'refused' })
  const record = (number: string, after: number, units: number) => ({
    key: `${after}|${number}|0`,
    startedAt: T + after,
    seconds: 30,
    mismatch: false,
    number,
    destination: '',
    amount: null,
    amountWithTax: { units, currency: 'EUR' },
    type: 'WEBCALLBACK',
  })
  store.answer('saveCdrs', {
    cdrs: [
      record('00491713920042', 5000, 100),
      record('00442079460018', 15_000, 20),
      record('00491713920042', minute + 4000, 3),
      // another number, and long after
      record('00493012345', 6000, 7000),
      record('00442079460018', 90 * minute, 7000),
    ],
  })
  const billed = new Map(page('callback', null).operations.map(({ id, billed: of }) => [id, of]))
  expect(billed.get(first.id)).toEqual({ calls: 2, seconds: 60, cost: { units: 120, currency: 'EUR' } })
  expect(billed.get(second.id)).toEqual({ calls: 1, seconds: 30, cost: { units: 3, currency: 'EUR' } })
  expect(billed.get(refused.id)).toBeNull()
})

it('a database of version 6 keeps its paid operations, and takes texts from then on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paid-operations-'))
  const path = join(folder, 'account.db')
  copyFileSync('tests/fixtures/databases/version-6.db', path)
  const old = openStore({ path, now: () => 7, onState: () => {} })
  const { operations } = old.answer('sentPage', { kind: null, before: null, limit: 10 }) as SentPage
  expect(operations.map(({ kind, state, text }) => [kind, state, text])).toEqual([
    ['sms', 'pending', ''],
    ['card', 'done', ''],
    ['callback', 'done', ''],
    ['callback', 'done', ''],
    ['sms', 'done', ''],
    ['topup', 'refused', ''],
    ['topup', 'done', ''],
  ])
  expect(operations[3]?.billed).toEqual({ calls: 2, seconds: 105, cost: { units: 238, currency: 'EUR' } })
  old.answer('updatePaidOperation', { operation: paidOperationOf('sms', { id: randomUUID(), text: 'Hello' }), pinHash: null })
  const written = old.answer('sentPage', { kind: 'sms', before: null, limit: 10 }) as SentPage
  expect(written.operations.map(({ text }) => text)).toContain('Hello')
  old.close()
  rmSync(folder, { recursive: true, force: true })
})
