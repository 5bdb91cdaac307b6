import type { BatchCard, CardBatch, CardOrder } from '../../../shared/domain/card-batch.ts'
import { FAILURES_IN_A_ROW, fillSmsText } from '../../../shared/domain/card-batch.ts'
import { AppError, type ErrorCode, type Failure } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import type { StoredCardBatch } from '../storage/requests.ts'
import type { Cards } from './cards.ts'
import { OPERATIONS_AN_HOUR, type PaidOperations } from './paid-operations.ts'

export type CardBatchesOptions = {
  readonly account: Pick<OpenAccount, 'database' | 'signal'>
  readonly operations: Pick<PaidOperations, 'run'>
  readonly cards: Pick<Cards, 'create' | 'lookUp'>
  readonly now: () => number
  /** Asked by main itself, not by the page, before many cards. */
  readonly confirmCards: (count: number, total: Money) => Promise<boolean>
  /** The balance is worth reading: cards were created. */
  readonly readBalance: () => Promise<unknown>
  /** The newest order, whenever something of it changed; null where there is none. */
  readonly onChange: (batch: CardBatch | null) => void
}

export type CardBatches = {
  /** Gives what was sent when the app ended its outcome. Nothing is sent until the user continues. */
  readonly start: () => Promise<void>
  /** Writes the cards down and begins with them. @throws AppError `busy`, `invalid-argument` (a number twice), `cancelled` */
  readonly create: (order: { id: string; orders: readonly CardOrder[]; bySms: boolean; smsText: string }) => Promise<void>
  /** Ends after the card that is being sent or looked up. */
  readonly stop: () => void
  /** Sends the cards that wait; `again`: those that were refused or are absent, and no others. @throws AppError `busy`, `not-found` */
  readonly proceed: (id: string, again: boolean) => Promise<void>
  /** @throws AppError `busy`, `not-found` */
  readonly check: (id: string) => Promise<void>
  readonly list: () => Promise<CardBatch[]>
  readonly cards: (id: string) => Promise<BatchCard[]>
  /** Resolves once nothing is being done. Never rejects. */
  readonly settled: () => Promise<void>
}

/** Orders that are listed. */
const KEPT = 50

/** Refusals that are about the card, and not about the account or the connection: the next card may be accepted. */
const ABOUT_THE_CARD: readonly ErrorCode[] = ['provider-refused', 'number-invalid', 'not-known', 'no-card']

/**
 * Cards that are ordered together. Each is a paid operation of its own, written down before it is sent; the list says which of them
 * are. What was begun is never sent again: a card whose outcome is unknown is looked up, and sent again only when the user wants it
 * after it was not found.
 */
export function createCardBatches(options: CardBatchesOptions): CardBatches {
  const { account, operations, cards, now, confirmCards, readBalance, onChange } = options
  const { database, signal } = account
  let work: { readonly id: string; readonly kind: 'create' | 'check'; stopped: boolean; readonly done: Promise<void> } | null = null
  /** While main asks, and the list is being written. */
  let preparing = false
  /** Why an order paused, by id. */
  const failures = new Map<string, Failure>()

  const toBatch = ({ bySms: _, smsText: __, ...batch }: StoredCardBatch): CardBatch => ({
    ...batch,
    running: work?.id === batch.id ? work.kind : null,
    failure: failures.get(batch.id) ?? null,
  })
  const list = async (limit: number): Promise<CardBatch[]> => (await database.request('cardBatches', { limit })).map(toBatch)
  const publish = async (): Promise<void> => {
    const [newest] = await list(1)
    onChange(newest ?? null)
  }
  const stored = async (id: string): Promise<StoredCardBatch> => {
    const found = (await database.request('cardBatches', { limit: KEPT })).find((batch) => batch.id === id)
    if (!found) throw new AppError('not-found', 'no such order')
    return found
  }
  const refuseSecond = (): void => {
    if (work || preparing) throw new AppError('busy', 'another order is being worked on')
  }

  /** Sends one card. @returns whether it was created, refused, or may have been created; a failure that concerns all cards is thrown */
  const send = async (batch: StoredCardBatch, card: BatchCard & { operationId: string }): Promise<'done' | 'refused' | 'unknown'> => {
    const { operationId, cli, customer, amount } = card
    const cents = (amount.units / 10_000).toFixed(2)
    const smsText = fillSmsText(batch.smsText, card, `${cents} ${amount.currency}`)
    const operation = await operations.run(
      { id: operationId, kind: 'card', target: `+${cli}`, via: customer, amount },
      async () => {
        await cards.create({ action: 'insert', cli, customer, amount: cents, bySms: batch.bySms, smsText })
        return {}
      },
      // main has asked about the whole of a large order; a small one counts towards what it asks about later
      { balanceBefore: null, ...(batch.count > OPERATIONS_AN_HOUR ? { confirmMany: async () => true } : {}) },
    )
    const { state, failure } = operation
    if (state === 'refused' && failure && !ABOUT_THE_CARD.includes(failure.code)) {
      await database.request('settleBatchCard', { operationId, state: 'waiting', failure: null })
      throw new AppError(failure.code, failure.message, { retryable: failure.retryable, details: { ...failure.details } })
    }
    const outcome = state === 'pending' ? 'unknown' : state
    await database.request('settleBatchCard', { operationId, state: outcome, failure })
    return outcome
  }
  /** `only`: operations of the cards to be sent; null: all that wait. */
  const sendAll = async (batch: StoredCardBatch, goesOn: () => boolean, only: readonly string[] | null): Promise<void> => {
    let after = -1
    let failed = 0
    let sent = 0
    try {
      while (goesOn()) {
        const card = await database.request('nextBatchCard', { id: batch.id, state: 'waiting', after })
        if (!card) return
        after = card.position
        if (only && !only.includes(card.operationId)) continue
        const outcome = await send(batch, card)
        sent += 1
        failed = outcome === 'done' ? 0 : failed + 1
        await publish()
        if (failed >= FAILURES_IN_A_ROW) throw new AppError('cards-failing', `${failed} cards in a row were not created`)
      }
    } finally {
      if (sent > 0) await readBalance().catch(() => null)
    }
  }
  const checkAll = async ({ id }: StoredCardBatch, goesOn: () => boolean): Promise<void> => {
    let after = -1
    while (goesOn()) {
      const card = await database.request('nextBatchCard', { id, state: 'unknown', after })
      if (!card) return
      const { operationId, cli, position } = card
      const state = await cards.lookUp(cli).then(
        () => 'done' as const,
        (e: unknown) => {
          if (e instanceof AppError && e.code === 'not-known') return 'absent' as const
          throw e
        },
      )
      await database.request('settleBatchCard', { operationId, state, failure: null })
      after = position
      await publish()
    }
  }
  /**
   * Works on an order until it is through, stopped, or something fails; the reason of a failure is kept for the user. Resolves once the page
   * knows that it began: what it shows after its request must not be the order as it was.
   */
  const begin = (batch: StoredCardBatch, kind: 'create' | 'check', only: readonly string[] | null = null): Promise<void> => {
    const goesOn = (): boolean => !current.stopped && !signal.aborted
    const known = Promise.withResolvers<void>()
    const run = async (): Promise<void> => {
      // once `work` is there
      await null
      try {
        await publish()
        known.resolve()
        await (kind === 'create' ? sendAll(batch, goesOn, only) : checkAll(batch, goesOn))
      } catch (e) {
        if (!signal.aborted) failures.set(batch.id, asFailure(e))
      } finally {
        work = null
        await publish().catch(() => {})
        known.resolve()
      }
    }
    const current = { id: batch.id, kind, stopped: false, done: run() }
    work = current
    failures.delete(batch.id)
    return known.promise
  }

  return {
    async start() {
      await database.request('adoptBatchOutcomes')
      await publish()
    },
    async create({ id, orders, bySms, smsText }) {
      if (work?.id === id) return
      refuseSecond()
      if (new Set(orders.map(({ cli }) => cli)).size < orders.length) throw new AppError('invalid-argument', 'a number is there twice')
      preparing = true
      try {
        if ((await list(KEPT)).some((batch) => batch.id === id)) return
        const total = { units: orders.reduce((n, { amount }) => n + amount.units, 0), currency: orders[0]?.amount.currency ?? 'EUR' }
        if (orders.length > OPERATIONS_AN_HOUR && !(await confirmCards(orders.length, total)))
          throw new AppError('cancelled', 'the user did not confirm')
        await database.request('createCardBatch', { batch: { id, createdAt: now(), bySms, smsText }, orders })
        await begin(await stored(id), 'create')
      } finally {
        preparing = false
      }
    },
    stop() {
      if (work) work.stopped = true
    },
    async proceed(id, again) {
      refuseSecond()
      const batch = await stored(id)
      const only = again ? await database.request('sendBatchCardsAgain', { id }) : null
      refuseSecond()
      await begin(batch, 'create', only)
    },
    async check(id) {
      refuseSecond()
      const batch = await stored(id)
      refuseSecond()
      await begin(batch, 'check')
    },
    list: () => list(KEPT),
    cards: (id) => database.request('batchCards', { id }),
    async settled() {
      await work?.done
    },
  }
}
