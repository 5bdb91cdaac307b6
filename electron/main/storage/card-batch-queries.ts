import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { type BatchCard, batchCardSchema, type CardOutcome, cardOutcomeSchema } from '../../../shared/domain/card-batch.ts'
import { parseJson } from './read-as.ts'
import type { Requests, StoredCardBatch } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type BatchRequest =
  | 'createCardBatch'
  | 'cardBatches'
  | 'batchCards'
  | 'nextBatchCard'
  | 'settleBatchCard'
  | 'sendBatchCardsAgain'
  | 'adoptBatchOutcomes'
type Handlers = { [N in BatchRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** Tables of cards that are ordered together. Each card has the id of the paid operation that it is, or will be. */
export const cardBatchTables = `
  CREATE TABLE card_batch (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    by_sms INTEGER NOT NULL,
    sms_text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX card_batch_created ON card_batch (created_at DESC);
  CREATE TABLE card_batch_card (
    batch_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    operation_id TEXT NOT NULL UNIQUE,
    cli TEXT NOT NULL,
    customer TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    failure TEXT,
    PRIMARY KEY (batch_id, position)
  ) STRICT;
  CREATE INDEX card_batch_card_state ON card_batch_card (batch_id, state, position);`

/** SQL of cards that are ordered together. */
export function cardBatchQueries(database: DatabaseSync): Handlers {
  const one = database.prepare('SELECT * FROM card_batch WHERE id = ?')
  const insertBatch = database.prepare('INSERT INTO card_batch (id, created_at, by_sms, sms_text) VALUES (?, ?, ?, ?)')
  const insertCard = database.prepare(
    `INSERT INTO card_batch_card (batch_id, position, operation_id, cli, customer, amount, currency, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')`,
  )
  const newest = database.prepare('SELECT * FROM card_batch ORDER BY created_at DESC, rowid DESC LIMIT ?')
  const states = database.prepare(
    'SELECT state, count(*) AS n, sum(amount) AS amount, currency FROM card_batch_card WHERE batch_id = ? GROUP BY state',
  )
  const cards = database.prepare('SELECT * FROM card_batch_card WHERE batch_id = ? ORDER BY position')
  const next = database.prepare('SELECT * FROM card_batch_card WHERE batch_id = ? AND state = ? AND position > ? ORDER BY position LIMIT 1')
  const settle = database.prepare('UPDATE card_batch_card SET state = ?, failure = ? WHERE operation_id = ?')
  const begin = database.prepare(`UPDATE card_batch_card SET operation_id = ?, state = 'waiting', failure = NULL WHERE operation_id = ?`)
  const again = database.prepare(`SELECT operation_id FROM card_batch_card WHERE batch_id = ? AND state IN ('refused', 'absent')`)
  const begun = database.prepare(
    `SELECT c.operation_id, p.state, p.failure_code, p.failure_message, p.failure_retryable, p.failure_details
     FROM card_batch_card c JOIN paid_operation p ON p.id = c.operation_id WHERE c.state = 'waiting'`,
  )

  const toBatch = (row: Row): StoredCardBatch => {
    const parts = states.all(String(row['id'])) as Row[]
    const of = (state: CardOutcome): number => Number(parts.find((part) => part['state'] === state)?.['n'] ?? 0)
    return {
      id: String(row['id']),
      createdAt: Number(row['created_at']),
      bySms: row['by_sms'] === 1,
      smsText: String(row['sms_text']),
      count: parts.reduce((n, part) => n + Number(part['n']), 0),
      total: { units: parts.reduce((n, part) => n + Number(part['amount']), 0), currency: String(parts[0]?.['currency'] ?? 'EUR') },
      states: { waiting: of('waiting'), done: of('done'), refused: of('refused'), unknown: of('unknown'), absent: of('absent') },
    }
  }
  return {
    createCardBatch({ batch, orders }) {
      if (one.get(batch.id)) return false
      together(database, () => {
        insertBatch.run(batch.id, batch.createdAt, Number(batch.bySms), batch.smsText)
        for (const [i, { cli, customer, amount }] of orders.entries())
          insertCard.run(batch.id, i, randomUUID(), cli, customer, amount.units, amount.currency)
      })
      return true
    },
    cardBatches: ({ limit }) => (newest.all(limit) as Row[]).map(toBatch),
    batchCards: ({ id }) => (cards.all(id) as Row[]).flatMap(toCard),
    nextBatchCard({ id, state, after }) {
      const row = next.get(id, state, after) as Row | undefined
      const [card] = row ? toCard(row) : []
      return row && card ? { ...card, operationId: String(row['operation_id']) } : null
    },
    settleBatchCard({ operationId, state, failure }) {
      // what certainly had no effect is a new operation when it is sent again: an id is sent once
      if (state === 'waiting') begin.run(randomUUID(), operationId)
      else settle.run(state, failure ? JSON.stringify(failure) : null, operationId)
    },
    sendBatchCardsAgain({ id }) {
      const operationIds: string[] = []
      together(database, () => {
        for (const row of again.all(id)) {
          const operationId = randomUUID()
          begin.run(operationId, String(row['operation_id']))
          operationIds.push(operationId)
        }
      })
      return operationIds
    },
    adoptBatchOutcomes() {
      together(database, () => {
        for (const row of begun.all() as Row[]) {
          const state = cardOutcomeSchema.exclude(['waiting', 'absent']).safeParse(row['state'])
          const failure = row['failure_code'] === null ? null : JSON.stringify(failureOf(row))
          settle.run(state.success ? state.data : 'unknown', failure, String(row['operation_id']))
        }
      })
    },
  }
}

const failureOf = (row: Row): object => ({
  code: row['failure_code'],
  message: row['failure_message'],
  retryable: row['failure_retryable'] === 1,
  ...(typeof row['failure_details'] === 'string' ? { details: parseJson(row['failure_details']) } : {}),
})

function toCard(row: Row): BatchCard[] {
  const whole = {
    position: row['position'],
    cli: row['cli'],
    customer: row['customer'],
    amount: { units: row['amount'], currency: row['currency'] },
    state: row['state'],
    failure: typeof row['failure'] === 'string' ? parseJson(row['failure']) : null,
  }
  for (const one of [whole, { ...whole, failure: null }]) {
    const { data } = batchCardSchema.safeParse(one)
    if (data) return [data]
  }
  return []
}
