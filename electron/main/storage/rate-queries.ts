import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { moneySchema } from '../../../shared/domain/money.ts'
import { rateLookUpSchema, rateSchema } from '../../../shared/domain/rate.ts'
import { parseJson, readAs } from './read-as.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type RateRequest =
  | 'rates'
  | 'saveRates'
  | 'newestRates'
  | 'beginRateLookUp'
  | 'finishRateLookUp'
  | 'rateLookUps'
  | 'nameRateLookUp'
  | 'removeRateLookUp'
type Handlers = { [N in RateRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

const pricesSchema = z.array(moneySchema.nullable())

/** SQL of rates, and of the lists of numbers that they were asked for. */
export function rateQueries(database: DatabaseSync): Handlers {
  const one = database.prepare('SELECT value FROM rate WHERE number = ?')
  const save = database.prepare(
    'INSERT INTO rate (number, as_of, value) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET as_of = excluded.as_of, value = excluded.value',
  )
  const newest = database.prepare('SELECT value FROM rate ORDER BY as_of DESC LIMIT ?')
  const begin = database.prepare(
    `INSERT INTO rate_look_up (asked_at, numbers, finished) VALUES (?, ?, 0) ON CONFLICT (numbers) DO UPDATE SET
     asked_at = CASE WHEN ? AND NOT finished THEN asked_at ELSE excluded.asked_at END, finished = 0 RETURNING id, asked_at, prices`,
  )
  const finish = database.prepare('UPDATE rate_look_up SET finished = 1, prices = ? WHERE id = ?')
  const named = database.prepare(
    'SELECT id, asked_at, numbers, name, finished FROM rate_look_up WHERE name IS NOT NULL ORDER BY name COLLATE NOCASE, id',
  )
  const others = database.prepare(
    'SELECT id, asked_at, numbers, name, finished FROM rate_look_up WHERE name IS NULL ORDER BY asked_at DESC, id DESC LIMIT ?',
  )
  const rename = database.prepare('UPDATE rate_look_up SET name = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM rate_look_up WHERE id = ?')
  return {
    rates: ({ numbers }) => numbers.flatMap((number) => (one.all(number) as Row[]).flatMap((row) => readAs(rateSchema, row))),
    saveRates({ rates }) {
      together(database, () => {
        for (const rate of rates) save.run(rate.number, rate.asOf, JSON.stringify(rate))
      })
    },
    newestRates: ({ limit }) => (newest.all(limit) as Row[]).flatMap((row) => readAs(rateSchema, row)),
    beginRateLookUp({ askedAt, numbers, goOn }) {
      const row = begin.get(askedAt, JSON.stringify(numbers), Number(goOn)) as Row
      const prices = pricesSchema.safeParse(typeof row['prices'] === 'string' ? parseJson(row['prices']) : null)
      const before = prices.success && prices.data.length === numbers.length ? prices.data : null
      return { id: Number(row['id']), askedAt: Number(row['asked_at']), before }
    },
    finishRateLookUp: ({ id, prices }) => void finish.run(JSON.stringify(prices), id),
    rateLookUps: ({ limit }) =>
      [...(named.all() as Row[]), ...(others.all(limit) as Row[])].flatMap((row) => {
        const list = {
          id: row['id'],
          askedAt: row['asked_at'],
          numbers: parseJson(row['numbers']),
          name: row['name'],
          finished: row['finished'] === 1,
        }
        const parsed = rateLookUpSchema.safeParse(list)
        return parsed.success ? [parsed.data] : []
      }),
    nameRateLookUp: ({ id, name }) => void rename.run(name, id),
    removeRateLookUp: ({ id }) => void remove.run(id),
  }
}
