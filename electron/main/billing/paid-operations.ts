import { createHmac, randomBytes } from 'node:crypto'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperation, PaidOperationKind } from '../../../shared/domain/paid-operation.ts'
import { untilAborted } from '../account/account-queue.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { mayHaveTakenEffect } from '../provider/outcome.ts'

/** What the user confirmed. Its id makes it one operation, however often it is requested. */
export type Intent = Pick<PaidOperation, 'id' | 'kind' | 'target' | 'via' | 'amount'> & Partial<Pick<PaidOperation, 'text'>>
/** What is known after a success. `balanceAfter` is asked once that is on the disk; whatever it does, the operation stays done. */
export type Done = { readonly reference?: string | null; readonly balanceAfter?: () => Promise<Money | null> }
/** What the caller adds: a PIN's hash, the balance if it has just been read, and another question about many, for several at once. */
export type Known = {
  readonly pinHash?: string
  readonly balanceBefore?: Money | null
  readonly confirmMany?: PaidOperationsOptions['confirmMany']
}

export type PaidOperationsOptions = {
  readonly account: OpenAccount
  readonly now: () => number
  readonly balance: () => Money | null
  /** Asked by main itself, not by the page, when there were many within the hour. */
  readonly confirmMany: (kind: PaidOperationKind, count: number) => Promise<boolean>
  readonly onChange: (operations: PaidOperation[]) => void
}

export type PaidOperations = {
  /** Sends the operation once. The same id again gets the first outcome, also while it is still under way. */
  readonly run: (intent: Intent, send: () => Promise<Done>, known?: Known) => Promise<PaidOperation>
  readonly update: (id: string, part: Partial<PaidOperation>) => Promise<void>
  readonly find: (id: string) => PaidOperation | undefined
  /** Resolves once those that are under way have an outcome. Never rejects. */
  readonly settled: () => Promise<void>
  /** A PIN as it is kept: unreadable without the key in the keychain. */
  readonly hashPin: (pin: string) => Promise<string>
  readonly start: () => Promise<void>
}

/** Operations of one kind within an hour that are sent without asking once more. */
export const OPERATIONS_AN_HOUR = 20
const HOUR = 3_600_000
/** Of each kind, so that none pushes another out of what is shown everywhere; all of them are in the database. */
const KEPT = 50

/**
 * Requests that cost money. Each is on the disk as pending before it is sent; what was pending when the app
 * ended is unknown at the next start. A refusal is final; after a broken connection the outcome is unknown.
 */
export function createPaidOperations({ account, now, balance, confirmMany, onChange }: PaidOperationsOptions): PaidOperations {
  const { database, secrets, accountId } = account
  const underWay = new Map<string, Promise<PaidOperation>>()
  /** Main's questions about too many, one after the other. */
  let questions: Promise<unknown> = Promise.resolve()
  let operations: PaidOperation[] = []
  const show = async (): Promise<void> => {
    operations = await database.request('paidOperations', { limit: KEPT })
    onChange(operations)
  }
  /** Outcomes of this run by id: the provider's answer counts, whether or not it could be stored. */
  const outcomes = new Map<string, PaidOperation>()
  const settle = async (operation: PaidOperation, pinHash: string | null = null): Promise<PaidOperation> => {
    outcomes.set(operation.id, operation)
    try {
      await database.request('updatePaidOperation', { operation, pinHash })
      await show()
    } catch {
      operations = [operation, ...operations.filter(({ id }) => id !== operation.id)]
      onChange(operations)
    }
    return operation
  }
  const pendingNow = (intent: Intent, { balanceBefore }: Known): PaidOperation => ({
    text: '',
    ...intent,
    state: 'pending',
    createdAt: now(),
    finishedAt: null,
    failure: null,
    balanceBefore: balanceBefore === undefined ? balance() : balanceBefore,
    balanceAfter: null,
    reference: null,
    stopped: false,
    dismissed: false,
  })
  /** Writes it down, unless the user has to confirm that there are so many: main asks about one at a time. */
  const begin = async (intent: Intent, known: Known): Promise<{ known: PaidOperation } | { pending: PaidOperation }> => {
    const write = async (limited: boolean) => {
      const pending = pendingNow(intent, known)
      const limit = limited ? { since: pending.createdAt - HOUR, most: OPERATIONS_AN_HOUR } : null
      return { pending, begun: await database.request('beginPaidOperation', { operation: pending, pinHash: known.pinHash ?? null, limit }) }
    }
    const confirm = async () => {
      const again = await write(true)
      if (again.begun.state !== 'over-limit') return again
      if (!(await (known.confirmMany ?? confirmMany)(intent.kind, again.begun.count))) throw new AppError('cancelled', 'the user did not confirm')
      return write(false)
    }
    let written = await write(true)
    if (written.begun.state === 'over-limit') {
      const asked = questions.then(confirm)
      questions = asked.catch(() => {})
      written = await asked
    }
    return written.begun.state === 'known' ? { known: written.begun.operation } : { pending: written.pending }
  }
  const perform = async (intent: Intent, send: () => Promise<Done>, known: Known): Promise<PaidOperation> => {
    const begun = await begin(intent, known)
    if ('known' in begun) return begun.known
    const { pending } = begun
    try {
      await show()
    } catch {
      // it is written down: that the list cannot be read again keeps nothing from being sent
    }
    let readBalance: Done['balanceAfter']
    const outcome = await send().then(
      (done): Partial<PaidOperation> => {
        readBalance = done.balanceAfter
        return { state: 'done', reference: done.reference ?? null }
      },
      (e: unknown): Partial<PaidOperation> => ({ state: mayHaveTakenEffect(e) ? 'unknown' : 'refused', failure: asFailure(e) }),
    )
    const settled = await settle({ ...pending, ...outcome, finishedAt: now() }, known.pinHash)
    // the balance may take long, or never come: the outcome does not wait for it
    const balanceAfter = readBalance ? await untilAborted(readBalance(), account.signal).catch(() => null) : null
    if (balanceAfter) await change(settled.id, { balanceAfter }, known.pinHash)
    return outcomes.get(settled.id) ?? settled
  }
  /** Changes of operations, one after the other: each begins with what the one before left. */
  let changes: Promise<unknown> = Promise.resolve()
  const change = async (id: string, part: Partial<PaidOperation>, pinHash?: string): Promise<void> => {
    const changed = changes.then(async () => {
      const operation = outcomes.get(id) ?? operations.find((a) => a.id === id)
      if (operation) await settle({ ...operation, ...part }, pinHash)
    })
    changes = changed.catch(() => {})
    await changed
  }
  /** One for all that ask at once: of two new keys the first would be lost, and what was hashed with it. */
  let pinKey: Promise<string> | null = null
  const readPinKey = async (): Promise<string> => {
    const entry = { kind: 'pin-key', accountId } as const
    const kept = await secrets.read(entry)
    if (kept !== null) return kept
    const key = randomBytes(32).toString('hex')
    await secrets.write(entry, key)
    return key
  }
  return {
    run(intent, send, known = {}) {
      const running = underWay.get(intent.id)
      if (running) return running
      const outcome = outcomes.get(intent.id)
      if (outcome) return Promise.resolve(outcome)
      if (account.signal.aborted) return Promise.reject(new AppError('not-signed-in', 'the account is being closed'))
      const operation = perform(intent, send, known).finally(() => underWay.delete(intent.id))
      underWay.set(intent.id, operation)
      return operation
    },
    update: (id, part) => change(id, part),
    async settled() {
      await Promise.allSettled(underWay.values())
    },
    find: (id) => operations.find((a) => a.id === id),
    async hashPin(pin) {
      pinKey ??= readPinKey().catch((e: unknown) => {
        pinKey = null
        throw e
      })
      const key = await pinKey
      return createHmac('sha256', Buffer.from(key, 'hex')).update(pin).digest('hex')
    },
    async start() {
      await database.request('closePendingPaidOperations', { now: now() })
      await show()
    },
  }
}
