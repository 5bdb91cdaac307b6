import type { DatabaseSync } from 'node:sqlite'
import { cardSchema } from '../../../shared/domain/card.ts'
import { rateLookUpSchema, rateSchema } from '../../../shared/domain/rate.ts'
import { parseJson, readAs } from './read-as.ts'
import type { Requests } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type ServiceRequest = 'readValue' | 'writeValue' | 'rates' | 'saveRates' | 'saveRateLookUp' | 'rateLookUps' | 'cards' | 'saveCard' | 'removeCard'
type Handlers = { [N in ServiceRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of what the provider's services keep: small settings, rates, cards. */
export function serviceQueries(database: DatabaseSync): Handlers {
  const all = (sql: string, ...values: (string | number)[]): Row[] => database.prepare(sql).all(...values) as Row[]

  return {
    readValue: ({ key }) => {
      const [row] = all('SELECT value FROM meta WHERE key = ?', key)
      return row ? String(row['value']) : null
    },
    writeValue({ key, value }) {
      database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
    },

    rates: ({ numbers }) =>
      numbers.flatMap((number) => all('SELECT value FROM rate WHERE number = ?', number).flatMap((row) => readAs(rateSchema, row))),
    saveRates({ rates }) {
      const insert = database.prepare(
        'INSERT INTO rate (number, as_of, value) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET as_of = excluded.as_of, value = excluded.value',
      )
      together(database, () => {
        for (const rate of rates) insert.run(rate.number, rate.asOf, JSON.stringify(rate))
      })
    },
    saveRateLookUp({ askedAt, numbers }) {
      database
        .prepare('INSERT INTO rate_look_up (asked_at, numbers) VALUES (?, ?) ON CONFLICT (numbers) DO UPDATE SET asked_at = excluded.asked_at')
        .run(askedAt, JSON.stringify(numbers))
    },
    rateLookUps: ({ limit }) =>
      all('SELECT id, asked_at, numbers FROM rate_look_up ORDER BY asked_at DESC LIMIT ?', limit).flatMap((row) => {
        const parsed = rateLookUpSchema.safeParse({ id: row['id'], askedAt: row['asked_at'], numbers: parseJson(row['numbers']) })
        return parsed.success ? [parsed.data] : []
      }),

    cards: () => all('SELECT value FROM card ORDER BY cli').flatMap((row) => readAs(cardSchema, row)),
    saveCard(card) {
      database
        .prepare('INSERT INTO card (cli, value) VALUES (?, ?) ON CONFLICT (cli) DO UPDATE SET value = excluded.value')
        .run(card.cli, JSON.stringify(card))
    },
    removeCard({ cli }) {
      database.prepare('DELETE FROM card WHERE cli = ?').run(cli)
    },
  }
}
