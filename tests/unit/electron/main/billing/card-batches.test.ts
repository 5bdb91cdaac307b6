// Longer than 300 lines: one provider that fails at every step of an order, which all of it shares.
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Areas } from '../../../../../electron/main/billing/areas.ts'
import { type CardBatches, createCardBatches } from '../../../../../electron/main/billing/card-batches.ts'
import { createCards } from '../../../../../electron/main/billing/cards.ts'
import { createPaidOperations } from '../../../../../electron/main/billing/paid-operations.ts'
import type { CardBatch, CardOrder } from '../../../../../shared/domain/card-batch.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const cut = new AppError('provider-unreachable', '', { details: { code: 'ERR_EMPTY_RESPONSE' } })
const notSent = new AppError('provider-unreachable', '', { details: { code: 'ERR_INTERNET_DISCONNECTED' } })
const refused = new AppError('provider-refused', '', { details: { code: 1300, text: 'no such number' } })
const ID = '00000000-0000-4000-8000-000000000001'
const orders = (count: number): CardOrder[] =>
  Array.from({ length: count }, (_, i) => ({ cli: String(491713920000 + i), customer: `Customer ${i}`, amount: { units: 50_000, currency: 'EUR' } }))

/** A provider that creates cards, over a database that outlives the app. */
function shop() {
  const database = new DatabaseSync(':memory:')
  const s = {
    created: new Map<string, number>(),
    texts: [] as string[],
    requests: 0,
    asked: [] as [number, number][],
    answer: true,
    /** Before a card is created or shown; may throw. */
    before: (_act: string, _n: number): void => {},
    /** Once it was created; may throw: the reply is lost. */
    after: (_n: number): void => {},
    last: null as CardBatch | null,
    app: null as unknown as { batches: CardBatches; close: () => void },
  }
  const client = {
    request: async (_credentials: unknown, { form }: { form: Record<string, string> }) => {
      await Promise.resolve()
      const cli = form['Telefon'] ?? ''
      const act = form['act'] ?? ''
      s.requests += 1
      s.before(act, s.created.size)
      if (act === 'insert') {
        s.created.set(cli, (s.created.get(cli) ?? 0) + 1)
        s.texts.push(form['smsinfo_message'] ?? '')
        s.after(s.created.size)
      }
      if (!s.created.has(cli)) throw new AppError('not-known', '')
      return {
        ok: true,
        codes: [],
        body: { Kunde: form['Kunde'] ?? '', CLI: cli, Amount: '5,00 EUR', AmountAll: '5,00 EUR', fldSerial: '1', fldPIN: '9', active: 1 },
      }
    },
  }
  /** Starts the app on the database, as after a kill: whatever the one before still does is not written any more. */
  const start = async (): Promise<CardBatches> => {
    s.app?.close()
    const closed = new AbortController()
    const account = openAccountOn(database, { client: client as never, signal: closed.signal })
    const { request } = account.database
    const alive = {
      ...account,
      database: {
        ...account.database,
        request: ((...args: unknown[]) =>
          closed.signal.aborted ? new Promise(() => {}) : (request as (...a: unknown[]) => unknown)(...args)) as never,
      },
    }
    const areas = { ask: (_area: string, ask: (c: unknown) => unknown) => ask(account.credentials) } as unknown as Areas
    const operations = createPaidOperations({
      account: alive,
      now: () => 1000,
      balance: () => null,
      confirmMany: async () => false,
      onChange: () => {},
    })
    const batches = createCardBatches({
      account: alive,
      operations,
      cards: createCards(alive, { areas, now: () => 1000, realm: () => '', onChange: () => {} }),
      now: () => 1000,
      confirmCards: async (count, total) => {
        s.asked.push([count, total.units])
        return s.answer
      },
      readBalance: async () => {},
      onChange: (batch) => (s.last = batch),
    })
    s.app = { batches, close: () => closed.abort() }
    await operations.start()
    await batches.start()
    return batches
  }
  return Object.assign(s, { start })
}
const once = { bySms: false, smsText: '' }
const states = async (batches: CardBatches) => (await batches.list())[0]?.states

describe('cards that are ordered together', () => {
  it('are being worked on when the request for it is answered', async () => {
    const s = shop()
    s.after = (n) => {
      if (n === 2) throw cut
    }
    const batches = await s.start()
    await batches.create({ id: ID, orders: orders(3), ...once })
    expect(s.last?.running).toBe('create')
    await batches.settled()
    await batches.check(ID)
    expect(s.last?.running).toBe('check')
    await batches.settled()
    await batches.proceed(ID, true)
    expect(s.last?.running).toBe('create')
    await batches.settled()
    expect(s.last?.running).toBeNull()
  })
  it('are created once each, after one question with the sum', async () => {
    const s = shop()
    const batches = await s.start()
    await batches.create({ id: ID, orders: orders(120), ...once })
    await batches.settled()
    expect([s.asked, s.created.size, Math.max(...s.created.values())]).toEqual([[[120, 6_000_000]], 120, 1])
    expect(s.last).toMatchObject({ count: 120, total: { units: 6_000_000, currency: 'EUR' }, running: null, failure: null })
    expect(await states(batches)).toEqual({ waiting: 0, done: 120, refused: 0, unknown: 0, absent: 0 })
    // the same order once more is the same order
    await batches.create({ id: ID, orders: orders(120), ...once })
    await batches.settled()
    expect(s.created.size).toBe(120)
  })
  it('are not sent where main’s question is answered with no; a few are within the limit that main counts', async () => {
    const s = shop()
    s.answer = false
    const batches = await s.start()
    await expect(batches.create({ id: ID, orders: orders(21), ...once })).rejects.toMatchObject({ code: 'cancelled' })
    expect([s.requests, await batches.list()]).toEqual([0, []])
    await batches.create({ id: ID, orders: orders(20), ...once })
    await batches.settled()
    expect([s.created.size, s.asked.length]).toEqual([20, 1])
    // twenty more within the hour are what main asks about one by one, and the user says no
    await batches.create({ id: ID.replace(/1$/, '2'), orders: orders(25).slice(20), ...once })
    await batches.settled()
    expect([s.created.size, s.last?.failure?.code, s.last?.states.waiting]).toEqual([20, 'cancelled', 5])
  })
  it('with a number twice are refused as a whole, and so is a second order while one runs', async () => {
    const s = shop()
    const batches = await s.start()
    await expect(batches.create({ id: ID, orders: [...orders(2), ...orders(1)], ...once })).rejects.toMatchObject({ code: 'invalid-argument' })
    await batches.create({ id: ID, orders: orders(3), ...once })
    await expect(batches.create({ id: ID.replace(/1$/, '2'), orders: orders(3), ...once })).rejects.toMatchObject({ code: 'busy' })
    await expect(batches.check(ID)).rejects.toMatchObject({ code: 'busy' })
    await batches.settled()
  })
  it('are told by SMS what is known of each', async () => {
    const s = shop()
    const batches = await s.start()
    await batches.create({ id: ID, orders: orders(2), bySms: true, smsText: 'Hello {name}, {number}: {amount} {pin}' })
    await batches.settled()
    expect(s.texts).toEqual(['Hello Customer 0, +491713920000: 5.00 EUR {pin}', 'Hello Customer 1, +491713920001: 5.00 EUR {pin}'])
  })
  it('stop after the card that is being sent, and go on where they stopped', async () => {
    const s = shop()
    const batches = await s.start()
    s.after = (n) => n === 7 && batches.stop()
    await batches.create({ id: ID, orders: orders(50), ...once })
    await batches.settled()
    expect([s.created.size, await states(batches)]).toEqual([7, { waiting: 43, done: 7, refused: 0, unknown: 0, absent: 0 }])
    await batches.proceed(ID, false)
    await batches.settled()
    expect([s.created.size, s.requests]).toEqual([50, 50])
  })
})

describe('an order that meets trouble', () => {
  it('goes on after a card that was refused, says why, and sends it again when the user wants it', async () => {
    const s = shop()
    const batches = await s.start()
    s.before = (act) => {
      if (act === 'insert' && s.requests === 4) throw refused
    }
    await batches.create({ id: ID, orders: orders(10), ...once })
    await batches.settled()
    expect((await batches.cards(ID))[3]).toMatchObject({
      state: 'refused',
      failure: { code: 'provider-refused', details: { text: 'no such number' } },
    })
    expect(s.created.size).toBe(9)
    await batches.proceed(ID, true)
    await batches.settled()
    expect([s.created.size, await states(batches)]).toEqual([10, { waiting: 0, done: 10, refused: 0, unknown: 0, absent: 0 }])
  })
  it('pauses after three cards in a row that failed', async () => {
    const s = shop()
    const batches = await s.start()
    s.before = () => {
      throw refused
    }
    await batches.create({ id: ID, orders: orders(10), ...once })
    await batches.settled()
    expect([s.requests, s.last?.failure?.code, s.last?.states]).toEqual([3, 'cards-failing', expect.objectContaining({ refused: 3, waiting: 7 })])
  })
  it('sends only the refused cards again when the user wants that; those that still wait go on waiting', async () => {
    const s = shop()
    const batches = await s.start()
    s.before = () => {
      throw refused
    }
    await batches.create({ id: ID, orders: orders(30), ...once })
    await batches.settled()
    expect(await states(batches)).toMatchObject({ refused: 3, waiting: 27 })
    s.before = () => {}
    await batches.proceed(ID, true)
    await batches.settled()
    expect([s.created.size, await states(batches)]).toEqual([3, { waiting: 27, done: 3, refused: 0, unknown: 0, absent: 0 }])
    await batches.proceed(ID, false)
    await batches.settled()
    expect([s.created.size, (await states(batches))?.done]).toEqual([30, 30])
  })
  it('stopped while it sends cards again: the rest of them waits with the others', async () => {
    const s = shop()
    const batches = await s.start()
    s.before = () => {
      throw refused
    }
    await batches.create({ id: ID, orders: orders(10), ...once })
    await batches.settled()
    s.before = () => batches.stop()
    await batches.proceed(ID, true)
    await batches.settled()
    expect([s.created.size, await states(batches)]).toEqual([1, { waiting: 9, done: 1, refused: 0, unknown: 0, absent: 0 }])
  })
  it.each([
    ['the network is gone before a request is sent', notSent],
    ['the password is not accepted any more', new AppError('wrong-credentials', '')],
    ['the account may not', new AppError('not-allowed', '')],
    ['the provider is busy', new AppError('provider-busy', '', { details: { seconds: 9 } })],
  ])('pauses with the card still waiting: %s', async (_name, error) => {
    const s = shop()
    const batches = await s.start()
    s.before = () => {
      if (s.requests === 3) throw error
    }
    await batches.create({ id: ID, orders: orders(5), ...once })
    await batches.settled()
    expect([s.created.size, s.last?.failure?.code, s.last?.states.waiting]).toEqual([2, error.code, 3])
    await batches.proceed(ID, false)
    await batches.settled()
    expect([s.created.size, s.last?.failure]).toEqual([5, null])
  })
  it('sends nothing again whose outcome is unknown; a look-up finds it, or shows that it can be sent', async () => {
    const s = shop()
    const batches = await s.start()
    // every fifth reply is lost after the card was created, every seventh request before
    s.before = (act) => {
      if (act === 'insert' && s.requests % 7 === 0) throw cut
    }
    s.after = (n) => {
      if (n % 5 === 0) throw cut
    }
    await batches.create({ id: ID, orders: orders(60), ...once })
    await batches.settled()
    while (s.last?.failure) {
      await batches.proceed(ID, false)
      await batches.settled()
    }
    const first = await states(batches)
    expect([first?.waiting, (first?.done ?? 0) + (first?.unknown ?? 0), s.created.size < 60]).toEqual([0, 60, true])
    s.before = () => {}
    s.after = () => {}
    await batches.check(ID)
    await batches.settled()
    expect(await states(batches)).toEqual({ waiting: 0, done: s.created.size, refused: 0, unknown: 0, absent: 60 - s.created.size })
    await batches.proceed(ID, true)
    await batches.settled()
    expect([s.created.size, Math.max(...s.created.values()), (await states(batches))?.done]).toEqual([60, 1, 60])
  })
})

it('killed again and again at every step: nothing twice, nothing lost, and the user goes on each time', async () => {
  const s = shop()
  let batches = await s.start()
  let steps = 0
  // before the request and after the card was created, in turn: the reply never comes while that app lives
  const kill = (): void => {
    steps += 1
    if (steps % 7 === 3 || steps % 11 === 0) {
      s.app.close()
      throw new Error('killed')
    }
  }
  s.before = (act) => act === 'insert' && kill()
  s.after = kill
  await batches.create({ id: ID, orders: orders(80), ...once })
  let kills = 0
  const left = async (): Promise<number> => (await s.start().then(states))?.waiting ?? 0
  await rounds(400)
  for (; (await left()) > 0; kills++) {
    batches = await s.start()
    // nothing is sent by the start alone
    const before = s.requests
    await rounds()
    expect(s.requests).toBe(before)
    await batches.proceed(ID, false)
    await Promise.race([batches.settled(), rounds(400)])
  }
  expect(kills).toBeGreaterThan(20)
  // of some nobody knows that they were created, of some that they were not
  const done = (await s.start().then(states))?.done ?? 0
  expect([s.created.size > done, s.created.size < 80]).toEqual([true, true])
  s.before = () => {}
  s.after = () => {}
  batches = await s.start()
  await batches.check(ID)
  await batches.settled()
  await batches.proceed(ID, true)
  await batches.settled()
  expect([s.created.size, Math.max(...s.created.values()), await states(batches)]).toEqual([
    80,
    1,
    { waiting: 0, done: 80, refused: 0, unknown: 0, absent: 0 },
  ])
})

/** Lets everything run that is ready. */
async function rounds(count = 50): Promise<null> {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done))
  return null
}
