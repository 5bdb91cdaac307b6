import type { DatabaseSync } from 'node:sqlite'
import { cardSchema } from '../../../shared/domain/card.ts'
import { readAs } from './read-as.ts'
import type { Requests } from './requests.ts'

type Row = Record<string, unknown>
type ServiceRequest = 'readValue' | 'writeValue' | 'cards' | 'card' | 'saveCard' | 'removeCard'
type Handlers = { [N in ServiceRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** SQL of what the provider's services keep: small settings, cards. */
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

    cards: () => all('SELECT value FROM card ORDER BY cli').flatMap((row) => readAs(cardSchema, row)),
    card: ({ cli }) => all('SELECT value FROM card WHERE cli = ?', cli).flatMap((row) => readAs(cardSchema, row))[0] ?? null,
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
