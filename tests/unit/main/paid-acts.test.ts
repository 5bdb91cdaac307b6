import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { OpenAccount } from '../../../electron/main/account/account-service.ts'
import { createMemoryKeychain } from '../../../electron/main/account/session-keychain.ts'
import { ACTS_AN_HOUR, createPaidActs, type Intent } from '../../../electron/main/services/paid-acts.ts'
import { migrate } from '../../../electron/main/storage/migrations.ts'
import { serviceQueries } from '../../../electron/main/storage/service-queries.ts'
import { AppError } from '../../../shared/contract.ts'

function acts(database = new DatabaseSync(':memory:'), confirmMany = async () => false) {
  if (!database.prepare("SELECT name FROM sqlite_master WHERE name = 'paid_act'").get()) migrate(database)
  const queries = serviceQueries(database, () => []) as unknown as Record<string, (args: unknown) => unknown>
  const account = {
    accountId: 'https://p.example alice',
    secrets: createMemoryKeychain(),
    database: { request: async (name: string, args: unknown) => queries[name]?.(args) },
  } as unknown as OpenAccount
  let now = 1_000_000_000_000
  return {
    database,
    tick: (ms: number) => (now += ms),
    acts: createPaidActs({ account, now: () => now, balance: () => null, confirmMany, onChange: () => {} }),
  }
}
const intent = (part: Partial<Intent> = {}): Intent => ({ id: randomUUID(), kind: 'topup', target: '', via: '', amount: null, ...part })

describe('a costly act', () => {
  it('is on the disk as pending before it is sent', async () => {
    const { database, acts: a } = acts()
    let state: unknown
    await a.run(intent(), async () => {
      state = (database.prepare('SELECT state FROM paid_act').get() as { state: string }).state
      return {}
    })
    expect(state).toBe('pending')
  })
  it('asked for again under its id gets the first outcome and is not sent again, during and after', async () => {
    const { acts: a } = acts()
    let sent = 0
    const one = intent()
    const send = async () => {
      sent += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { reference: 'R1' }
    }
    const [first, second] = await Promise.all([a.run(one, send), a.run(one, send)])
    const third = await a.run(one, send)
    expect(sent).toBe(1)
    expect([first?.reference, second?.reference, third?.reference]).toEqual(['R1', 'R1', 'R1'])
  })
  it('that was pending when the app ended is unknown at the next start, and its id is still not sent', async () => {
    const database = new DatabaseSync(':memory:')
    const before = acts(database)
    const one = intent()
    void before.acts.run(one, () => new Promise(() => {}))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const after = acts(database)
    await after.acts.start()
    let sent = 0
    const outcome = await after.acts.run(one, async () => {
      sent += 1
      return {}
    })
    expect([outcome.state, sent]).toEqual(['unknown', 0])
  })
  it.each([
    ['refused by the provider', new AppError('pin-invalid', ''), 'refused'],
    ['a connection that broke', new AppError('provider-unreachable', '', { details: { code: 'ERR_CONNECTION_RESET' } }), 'unknown'],
    ['a name that was not found', new AppError('provider-unreachable', '', { details: { code: 'ERR_NAME_NOT_RESOLVED' } }), 'refused'],
    ['no answer in time', new AppError('provider-timeout', ''), 'unknown'],
    ['trouble behind the front end', new AppError('provider-unreachable', '', { details: { code: 504 } }), 'unknown'],
    ['a page instead of a reply', new AppError('provider-unexpected-reply', ''), 'unknown'],
    ['a fault of our own', new TypeError('x'), 'unknown'],
  ])('%s is %s', async (_name, error, state) => {
    const { acts: a } = acts()
    expect(await a.run(intent(), () => Promise.reject(error))).toMatchObject({ state })
  })
  it('beyond twenty an hour and kind is asked about by main itself', async () => {
    const { acts: a, tick } = acts()
    for (let i = 0; i < ACTS_AN_HOUR; i++) await a.run(intent(), async () => ({}))
    await expect(a.run(intent(), async () => ({}))).rejects.toMatchObject({ code: 'cancelled' })
    expect((await a.run(intent({ kind: 'sms' }), async () => ({}))).state).toBe('done')
    tick(3_600_001)
    expect((await a.run(intent(), async () => ({}))).state).toBe('done')
  })
  it('keeps a PIN as a hash that says nothing without the keychain’s key', async () => {
    const [one, other] = [acts().acts, acts().acts]
    expect(await one.hashPin('0012345678')).toBe(await one.hashPin('0012345678'))
    expect(await one.hashPin('0012345678')).not.toBe(await other.hashPin('0012345678'))
  })
})
