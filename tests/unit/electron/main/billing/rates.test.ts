import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { OpenAccount } from '../../../../../electron/main/account/account-session.ts'
import { createRates } from '../../../../../electron/main/billing/rates.ts'
import type { ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import { migrate } from '../../../../../electron/main/storage/migrations.ts'
import { rateQueries } from '../../../../../electron/main/storage/rate-queries.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'

const START = Date.UTC(2026, 10, 23)

/** Rates of a provider that knows every number; `failAt` makes requests from that one on fail. */
function rates() {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  const queries = rateQueries(database) as unknown as Record<string, (args: unknown) => unknown>
  const p = {
    asked: [] as string[][],
    failAt: Number.POSITIVE_INFINITY,
    now: START,
    running: 0,
    most: 0,
    progress: [] as number[],
    price: '0,0100',
    onAsked: () => {},
  }
  const account = {
    database: { request: async (name: string, args: unknown) => queries[name]?.(args) },
    client: {
      request: async (_credentials: unknown, { query }: ModuleRequest) => {
        const numbers = (query?.[0]?.[1] ?? '').split('|')
        p.asked.push(numbers)
        p.most = Math.max(p.most, ++p.running)
        await Promise.resolve()
        p.running -= 1
        p.onAsked()
        if (p.asked.length >= p.failAt) throw new AppError('offline', 'made up')
        return { body: { rates: numbers.map((number) => ({ number, destinationname: 'X', price: p.price, prefix: '00' })) } }
      },
    },
  } as unknown as OpenAccount
  return Object.assign(p, {
    rates: createRates(account, { now: () => p.now, region: () => 'DE', onProgress: (now) => now && p.progress.push(now.done) }),
  })
}
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `+4930${1_000_000 + i}`)

describe('more numbers than go into one request', () => {
  it('are asked twenty at a time, one request after the other, and answered in their order', async () => {
    const p = rates()
    const { rates: found, error } = await p.rates.lookUp(many(45))
    expect([p.asked.map((a) => a.length), p.most, error]).toEqual([[20, 20, 5], 1, null])
    expect(found.map((r) => r?.number)).toEqual(many(45).map((n) => n.replace('+', '00')))
    expect((await p.rates.earlier())[0]?.numbers.length).toBe(45)
  })
  it('are asked once each, however often at the same time', async () => {
    const p = rates()
    await Promise.all([p.rates.ask(many(25), false), p.rates.ask(many(30), false), p.rates.lookUp(many(25))])
    const asked = p.asked.flat()
    expect([asked.length, new Set(asked).size]).toEqual([30, 30])
  })
  it('end with the first request that fails: what was read is there, the rest is not, and the reason is reported', async () => {
    const p = rates()
    p.failAt = 2
    const { rates: found, error } = await p.rates.lookUp(many(60))
    expect([p.asked.length, found.filter((r) => r !== null).length, error?.code]).toEqual([2, 20, 'offline'])
    // it is kept, to go on with
    expect(await p.rates.earlier()).toMatchObject([{ finished: false }])
  })
})

it('a price that could not be read again keeps the time when it was read', async () => {
  const p = rates()
  await p.rates.ask(many(1), false)
  p.now += 2 * 3_600_000
  p.failAt = 0
  const { rates: found, error } = await p.rates.ask(many(1), false)
  expect([found[0]?.asOf, error?.code]).toEqual([START, 'offline'])
})

describe('a list that is asked again', () => {
  it('tells what each price was when the whole list was asked last', async () => {
    const p = rates()
    expect((await p.rates.lookUp(many(30))).before).toBeNull()
    p.price = '0,0200'
    p.now += 1000
    const second = await p.rates.lookUp(many(30))
    expect(second.before).toEqual(many(30).map(() => ({ units: 100, currency: 'EUR' })))
    expect(second.rates.map((rate) => rate?.price?.units)).toEqual(many(30).map(() => 200))
    // what another screen asks in between does not hide a change
    p.price = '0,0300'
    p.now += 1000
    await p.rates.ask(many(5), true)
    expect((await p.rates.lookUp(many(30))).before?.[0]).toEqual({ units: 200, currency: 'EUR' })
  })
  it('keeps its name, and is listed before others however old it is', async () => {
    const p = rates()
    const { id } = await p.rates.lookUp(many(2))
    await p.rates.nameList(id, 'Suppliers')
    for (let i = 3; i < 60; i++) {
      p.now += 1000
      await p.rates.lookUp(many(i))
    }
    const lists = await p.rates.earlier()
    expect([lists.length, lists[0]?.name, lists[0]?.numbers]).toEqual([51, 'Suppliers', many(2)])
    await p.rates.nameList(id, null)
    await p.rates.removeList(lists[1]?.id ?? 0)
    expect((await p.rates.earlier()).every(({ name }) => name === null)).toBe(true)
  })
})

describe('a look-up of 500 numbers', () => {
  it('says how far it is, request by request', async () => {
    const p = rates()
    await p.rates.lookUp(many(500))
    expect(p.progress).toEqual(Array.from({ length: 26 }, (_, i) => i * 20))
  })
  it('that is cancelled ends after the request under way, and goes on with what was not asked', async () => {
    const p = rates()
    p.onAsked = () => p.asked.length === 10 && p.rates.cancelLookUp()
    const first = await p.rates.lookUp(many(500))
    expect([first.cancelled, first.error, first.rates.filter(Boolean).length, p.asked.length]).toEqual([true, null, 200, 10])
    p.now += 60_000
    p.onAsked = () => {}
    const second = await p.rates.lookUp(many(500), true)
    expect([second.cancelled, second.askedAt, second.rates.filter(Boolean).length, p.asked.length]).toEqual([false, START, 500, 25])
    const asked = p.asked.flat()
    expect(new Set(asked).size).toBe(asked.length)
    // once it was through, going on means asking all again
    p.now += 60_000
    await p.rates.lookUp(many(500), true)
    expect(p.asked.length).toBe(50)
  })
  it('that failed in the midst goes on from there', async () => {
    const p = rates()
    p.failAt = 5
    expect((await p.rates.lookUp(many(500))).error?.code).toBe('offline')
    p.failAt = Number.POSITIVE_INFINITY
    expect((await p.rates.lookUp(many(500), true)).rates.every(Boolean)).toBe(true)
    expect(p.asked.length).toBe(5 + 21)
  })
  it('is refused while another one runs', async () => {
    const p = rates()
    const first = p.rates.lookUp(many(40))
    await expect(p.rates.lookUp(many(3))).rejects.toMatchObject({ code: 'busy' })
    await first
  })
})

it('what is known of a country is the newest answer for each of its destinations, and nothing else', async () => {
  const p = rates()
  await p.rates.lookUp(['+4930111111', '+4930222222', '030333333', '+442079460018'])
  p.price = '0,0500'
  p.now += 1000
  await p.rates.lookUp(['+4930111111'])
  expect((await p.rates.known()).map(({ region, price, asOf }) => [region, price.units, asOf])).toEqual([
    ['DE', 500, START + 1000],
    ['GB', 100, START],
  ])
})
