import type { AccountDatabase } from '../../../electron/main/storage/database.ts'
import type { RequestName } from '../../../electron/main/storage/requests.ts'
import { openStore } from '../../../electron/main/storage/store.ts'

type FakeDatabase = {
  /** Requests wait until `answer`. */
  holding: boolean
  /** Every request fails. */
  failing: boolean
  closed: number
  readonly answer: () => void
  readonly database: AccountDatabase
}

/** The account's database without its thread, in memory. */
export function fakeDatabase(): FakeDatabase {
  const store = openStore({ path: ':memory:', now: () => 1, onState: () => {} })
  const waiting: (() => void)[] = []
  const request = async (name: RequestName, args: unknown): Promise<unknown> => {
    if (fake.holding) await new Promise<void>((resolve) => waiting.push(resolve))
    if (fake.failing) throw new Error('database: made up')
    return store.answer(name, args)
  }
  const fake: FakeDatabase = {
    holding: false,
    failing: false,
    closed: 0,
    answer() {
      fake.holding = false
      for (const resolve of waiting.splice(0)) resolve()
    },
    database: {
      request: request as AccountDatabase['request'],
      async close() {
        fake.closed += 1
      },
    },
  }
  return fake
}
