import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { OpenAccount } from '../../../../../electron/main/account/account-session.ts'
import { createRates } from '../../../../../electron/main/billing/rates.ts'
import type { ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import { migrate } from '../../../../../electron/main/storage/migrations.ts'
import { serviceQueries } from '../../../../../electron/main/storage/service-queries.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'

const START = Date.UTC(2026, 10, 23)

/** Rates of a provider that knows every number; `failAt` makes requests from that one on fail. */
function rates() {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  const queries = serviceQueries(database) as unknown as Record<string, (args: unknown) => unknown>
  const p = { asked: [] as string[][], failAt: Number.POSITIVE_INFINITY, now: START, running: 0, most: 0 }
  const account = {
    database: { request: async (name: string, args: unknown) => queries[name]?.(args) },
    client: {
      request: async (_credentials: unknown, { query }: ModuleRequest) => {
        const numbers = (query?.[0]?.[1] ?? '').split('|')
        p.asked.push(numbers)
        p.most = Math.max(p.most, ++p.running)
        await Promise.resolve()
        p.running -= 1
        if (p.asked.length >= p.failAt) throw new AppError('offline', 'made up')
        return { body: { rates: numbers.map((number) => ({ number, destinationname: 'X', price: '0,0100', prefix: '00' })) } }
      },
    },
  } as unknown as OpenAccount
  return Object.assign(p, { rates: createRates(account, () => p.now) })
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
    expect(await p.rates.earlier()).toEqual([])
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
