import type { OpenAccount } from '../../../electron/main/account/account-session.ts'
import { createHistory, type History } from '../../../electron/main/history/history.ts'
import type { ModuleRequest } from '../../../electron/main/provider/client.ts'
import { readEnvelope } from '../../../electron/main/provider/envelope.ts'
import type { RequestName } from '../../../electron/main/storage/requests.ts'
import type { Store } from '../../../electron/main/storage/store.ts'
import { searchFor } from './history.ts'

/** What a process does that is killed meanwhile. */
export type KilledWork = 'sync' | 'import' | 'delete'

export const KILLED_NOW = Date.UTC(2026, 10, 28, 12)
export const killedDays = { from: '2026-09-01', to: '2026-11-20' }
/** Records of each of the days, more than a reply holds in a week. */
export const PER_DAY = 90

/** An account whose provider has the same records each time it is asked: `show` of them at most, the newest first. */
function killedAccount(store: Store): OpenAccount {
  const rowsOf = (date: string) =>
    Array.from({ length: PER_DAY }, (_, i) => ({
      datestart: `${date} ${String(Math.floor(i / 6) + 4).padStart(2, '0')}:${String((i % 6) * 10).padStart(2, '0')}:00`,
      time: '00:01:00',
      number: `00442079${String(i).padStart(6, '0')}`,
      type: 'VOIP',
      amounttax: '0,0119',
    }))
  return {
    credentials: { userName: 'alice', password: 'made up' },
    database: { request: async (name: RequestName, args: unknown) => store.answer(name, args) },
    client: {
      request: async (_credentials: unknown, { query = [] }: ModuleRequest) => {
        const of = Object.fromEntries(query)
        const [from, to] = [of['from'], of['to']].map((date) => (date ?? '').split('.').reverse().join('-'))
        const dates: string[] = []
        for (let at = Date.parse(from ?? ''); at <= Date.parse(to ?? ''); at += 86_400_000) dates.unshift(new Date(at).toISOString().slice(0, 10))
        const td = dates.flatMap(rowsOf).slice(0, Number(of['show']))
        // as if it came over a network
        await new Promise((done) => setTimeout(done, 1))
        return readEnvelope(JSON.stringify({ error: false, codes: [{ code: 200 }], body: { table: { tbody: { tr: { td } } } } }))
      },
    },
    onFooter: () => {},
  } as unknown as OpenAccount
}

/** The history of that account, on this store. */
export const killedHistory = (store: Store): History =>
  createHistory(killedAccount(store), {
    now: () => KILLED_NOW,
    zone: () => 'UTC',
    region: () => 'DE',
    currency: () => 'EUR',
    keepMonths: () => null,
    onChange: () => {},
  })

/** Records of a callshop as they are stored in one go, a third of them equal to another one. */
export const killedShop = {
  since: 0,
  until: KILLED_NOW,
  complete: false,
  records: Array.from({ length: 30_000 }, (_, i) => ({
    startedAt: KILLED_NOW - 1000 * (i - (i % 3 === 2 ? 1 : 0)) - 60_000,
    caller: '101',
    callee: '0044',
    destination: 'UK',
    seconds: 5,
    billedSeconds: 60,
    amount: { units: 10, currency: 'EUR' },
    amountWithTax: { units: 12, currency: 'EUR' },
  })),
  search: searchFor(),
}
