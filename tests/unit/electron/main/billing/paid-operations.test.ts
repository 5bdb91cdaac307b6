import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { createPaidOperations, type Intent, OPERATIONS_AN_HOUR } from '../../../../../electron/main/billing/paid-operations.ts'
import { refusal } from '../../../../../electron/main/provider/envelope.ts'
import { networkError } from '../../../../../electron/main/provider/network-error.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { PaidOperation } from '../../../../../shared/domain/paid-operation.ts'
import { fakeDatabase } from '../../../../support/fakes/database.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

function operations(database = new DatabaseSync(':memory:'), confirmMany = async () => false) {
  const closing = new AbortController()
  const account = openAccountOn(database, { signal: closing.signal })
  let now = 1_000_000_000_000
  let shown: PaidOperation[] = []
  return {
    shown: () => shown,
    database,
    closing,
    tick: (ms: number) => (now += ms),
    operations: createPaidOperations({ account, now: () => now, balance: () => null, confirmMany, onChange: (list) => (shown = list) }),
  }
}
const intent = (part: Partial<Intent> = {}): Intent => ({ id: randomUUID(), kind: 'topup', target: '', via: '', amount: null, ...part })

describe('a paid operation', () => {
  it('is on the disk as pending before it is sent', async () => {
    const { database, operations: a } = operations()
    let state: unknown
    await a.run(intent(), async () => {
      state = (database.prepare('SELECT state FROM paid_operation').get() as { state: string }).state
      return {}
    })
    expect(state).toBe('pending')
  })
  it('requested again under its id gets the first outcome and is not sent again, during and after', async () => {
    const { operations: a } = operations()
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
    const before = operations(database)
    const one = intent()
    void before.operations.run(one, () => new Promise(() => {}))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const after = operations(database)
    await after.operations.start()
    let sent = 0
    const outcome = await after.operations.run(one, async () => {
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
    ['code 500 in the envelope', refusal({ ok: false, codes: [{ code: 500, description: '' }], body: null }), 'unknown'],
    ['code 503 in the envelope', refusal({ ok: false, codes: [{ code: 503, description: '' }], body: null }), 'unknown'],
    ['a redirect', networkError(new Error("Attempted to redirect, but redirect policy was 'error'"), false), 'unknown'],
    ['an untrusted certificate', networkError(new Error('net::ERR_CERT_AUTHORITY_INVALID'), false), 'refused'],
    ['encryption that broke later', networkError(new Error('net::ERR_SSL_PROTOCOL_ERROR'), false), 'unknown'],
    ['a page instead of a reply', new AppError('provider-unexpected-reply', ''), 'unknown'],
    ['a fault of our own', new TypeError('x'), 'unknown'],
  ])('%s is %s', async (_name, error, state) => {
    const { operations: a } = operations()
    expect(await a.run(intent(), () => Promise.reject(error))).toMatchObject({ state })
  })
  it('beyond twenty an hour and kind is asked about by main itself', async () => {
    const { operations: a, tick } = operations()
    for (let i = 0; i < OPERATIONS_AN_HOUR; i++) await a.run(intent(), async () => ({}))
    await expect(a.run(intent(), async () => ({}))).rejects.toMatchObject({ code: 'cancelled' })
    expect((await a.run(intent({ kind: 'sms' }), async () => ({}))).state).toBe('done')
    tick(3_600_001)
    expect((await a.run(intent(), async () => ({}))).state).toBe('done')
  })
  it.each([
    ['refuses', false, OPERATIONS_AN_HOUR],
    ['confirms', true, 200],
  ])('is counted and written in one step: of 200 at once 180 are asked about, one at a time, and the user %s', async (_what, answer, sentInAll) => {
    let [asked, open, most, unconfirmed] = [0, 0, 0, 0]
    const { operations: a, database } = operations(undefined, async () => {
      asked += 1
      most = Math.max(most, (open += 1))
      await Promise.resolve()
      open -= 1
      return answer
    })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        a.run(intent({ kind: 'sms' }), async () => {
          if (asked === 0) unconfirmed += 1
          return {}
        }),
      ),
    )
    expect([asked, most, unconfirmed]).toEqual([200 - OPERATIONS_AN_HOUR, 1, OPERATIONS_AN_HOUR])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(sentInAll)
    expect(database.prepare('SELECT count(*) AS n FROM paid_operation').get()).toEqual({ n: sentInAll })
  })
  it('that is a callback stays in the list while it may still be running, however many came after it', async () => {
    const { operations: a, database, shown, tick } = operations(undefined, async () => true)
    const running = intent({ kind: 'callback' })
    await a.run(running, async () => ({ reference: 'C-1' }))
    const insert = database.prepare(
      "INSERT INTO paid_operation (id, kind, target, via, state, created_at, stopped, dismissed) VALUES (?, 'callback', '', '', 'done', ?, 0, 1)",
    )
    const later = tick(1000)
    for (let n = 0; n < 300; n++) insert.run(randomUUID(), later)
    await a.start()
    expect([shown().length, shown().at(-1)?.id]).toEqual([50, running.id])
    await a.update(running.id, { dismissed: true })
    expect(shown().some(({ id }) => id === running.id)).toBe(false)
  })
  it('keeps a PIN as a hash that is useless without the keychain’s key', async () => {
    const [one, other] = [operations().operations, operations().operations]
    expect(await one.hashPin('0012345678')).toBe(await one.hashPin('0012345678'))
    expect(await one.hashPin('0012345678')).not.toBe(await other.hashPin('0012345678'))
  })
})

describe('the balance after a paid operation', () => {
  const euro = { units: 10_000, currency: 'EUR' }
  const stored = (database: DatabaseSync) => database.prepare('SELECT state, reference, finished_at, after, pin_hash FROM paid_operation').all()
  it('is read once the outcome is on the disk, and added to it', async () => {
    const { operations: a, database, shown, tick } = operations()
    let before: unknown
    const balanceAfter = async () => {
      before = stored(database)
      tick(5000)
      return euro
    }
    const outcome = await a.run(intent(), async () => ({ reference: 'R1', balanceAfter }), { pinHash: 'h' })
    const row = { state: 'done', reference: 'R1', finished_at: 1_000_000_000_000, pin_hash: 'h' }
    expect([before, stored(database)]).toEqual([[{ ...row, after: null }], [{ ...row, after: 10_000 }]])
    expect([outcome, shown()]).toEqual([expect.objectContaining({ state: 'done', balanceAfter: euro }), [outcome]])
  })
  it('that cannot be read changes nothing', async () => {
    const { operations: a, database } = operations()
    const balanceAfter = () => Promise.reject(new AppError('provider-unreachable', ''))
    expect(await a.run(intent(), async () => ({ reference: 'R1', balanceAfter }))).toMatchObject({ state: 'done', failure: null, balanceAfter: null })
    expect(stored(database)).toMatchObject([{ state: 'done', reference: 'R1', after: null }])
  })
  it('that never comes is waited for only until the account is closed', async () => {
    const { operations: a, database, closing } = operations()
    const one = intent()
    const running = a.run(one, async () => ({ reference: 'R1', balanceAfter: () => new Promise<null>(() => {}) }))
    await vi.waitFor(() => expect(stored(database)).toMatchObject([{ state: 'done' }]))
    closing.abort()
    await a.settled()
    expect(await running).toMatchObject({ state: 'done', reference: 'R1', balanceAfter: null })
    const next = operations(database)
    await next.operations.start()
    expect(next.shown()).toMatchObject([{ id: one.id, state: 'done', reference: 'R1' }])
  })
  it('undoes nothing that was changed while it was read', async () => {
    const { operations: a, shown } = operations()
    const one = intent({ kind: 'callback' })
    const balanceAfter = async () => {
      await a.update(one.id, { stopped: true })
      await a.update(one.id, { dismissed: true })
      return euro
    }
    await a.run(one, async () => ({ reference: 'C-1', balanceAfter }))
    expect(shown()).toMatchObject([{ reference: 'C-1', stopped: true, dismissed: true, balanceAfter: euro }])
  })
  it('is added with the PIN’s hash where the file was replaced while it was read', async () => {
    const { operations: a, database } = operations()
    const balanceAfter = async () => {
      database.exec('DELETE FROM paid_operation')
      return euro
    }
    await a.run(intent(), async () => ({ balanceAfter }), { pinHash: 'h' })
    expect(stored(database)).toMatchObject([{ state: 'done', after: 10_000, pin_hash: 'h' }])
  })
})

describe('a paid operation while the database fails', () => {
  function failing() {
    const fake = fakeDatabase()
    let shown: PaidOperation[] = []
    const create = (signal = new AbortController().signal) =>
      createPaidOperations({
        account: openAccountOn(undefined, { database: fake.database, signal }),
        now: () => 1_000_000_000_000,
        balance: () => null,
        confirmMany: async () => true,
        onChange: (list) => (shown = list),
      })
    return { fake, create, operations: create(), shown: () => shown }
  }
  it('has the outcome that the provider gave, is shown with it, and is not sent again', async () => {
    const { fake, operations: a, shown } = failing()
    const one = intent()
    let sent = 0
    const send = async () => {
      sent += 1
      fake.failing = true
      return { reference: 'R1' }
    }
    expect(await a.run(one, send)).toMatchObject({ state: 'done', reference: 'R1' })
    expect(shown()).toMatchObject([{ id: one.id, state: 'done', reference: 'R1' }])
    fake.failing = false
    expect(await a.run(one, send)).toMatchObject({ state: 'done', reference: 'R1' })
    expect(sent).toBe(1)
  })
  it('is sent though the list could not be read again after it was written down', async () => {
    const { fake, operations: a } = failing()
    const begin = fake.database.request
    Object.assign(fake.database, {
      request: async (...asked: Parameters<typeof begin>) => {
        const answer = await begin(...asked)
        if (asked[0] === 'beginPaidOperation') fake.failing = true
        return answer
      },
    })
    expect(await a.run(intent(), async () => ({ reference: 'R1' }))).toMatchObject({ state: 'done', reference: 'R1' })
  })
  it('is written whole, with its PIN’s hash, where the file was replaced while it was under way', async () => {
    const database = new DatabaseSync(':memory:')
    const { operations: a } = operations(database)
    const send = async () => {
      database.exec('DELETE FROM paid_operation')
      return { reference: 'R1' }
    }
    await a.run(intent(), send, { pinHash: 'h' })
    expect(database.prepare('SELECT state, pin_hash FROM paid_operation').all()).toEqual([{ state: 'done', pin_hash: 'h' }])
  })
  it('of an account that is being closed is not begun', async () => {
    const { create } = failing()
    const closing = new AbortController()
    const a = create(closing.signal)
    closing.abort()
    let sent = 0
    const send = async () => {
      sent += 1
      return {}
    }
    await expect(a.run(intent(), send)).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(sent).toBe(0)
  })
  it('keeps both of two changes made at once', async () => {
    const { operations: a } = failing()
    const one = intent({ kind: 'callback' })
    await a.run(one, async () => ({ reference: 'C-1' }))
    await Promise.all([a.update(one.id, { stopped: true }), a.update(one.id, { dismissed: true })])
    expect(a.find(one.id)).toMatchObject({ stopped: true, dismissed: true })
  })
})
