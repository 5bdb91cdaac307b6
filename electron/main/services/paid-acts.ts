import { createHmac, randomBytes } from 'node:crypto'
import { AppError } from '../../../shared/contract.ts'
import type { Money } from '../../../shared/money.ts'
import type { PaidAct, PaidActKind } from '../../../shared/paid-act.ts'
import { asFailure, type OpenAccount } from '../account/account-service.ts'

/** What the dialog decided: its id makes it one act, however often it is asked for. */
export type Intent = Pick<PaidAct, 'id' | 'kind' | 'target' | 'via' | 'amount'>
/** What is known after a success. */
export type Done = { readonly reference?: string | null; readonly balanceAfter?: Money | null }

export type PaidActsOptions = {
  readonly account: OpenAccount
  readonly now: () => number
  readonly balance: () => Money | null
  /** Asked by main itself, not by the page, when there were many within the hour. */
  readonly confirmMany: (kind: PaidActKind, count: number) => Promise<boolean>
  readonly onChange: (acts: PaidAct[]) => void
}

export type PaidActs = {
  /** Sends the act once. The same id again gets the first outcome, also while it is still under way. */
  readonly run: (intent: Intent, send: () => Promise<Done>, pinHash?: string | null) => Promise<PaidAct>
  readonly update: (id: string, part: Partial<PaidAct>) => Promise<void>
  readonly find: (id: string) => PaidAct | undefined
  /** A PIN as it is kept: unreadable without the key in the keychain. */
  readonly hashPin: (pin: string) => Promise<string>
  readonly start: () => Promise<void>
}

/** Acts of one kind within an hour that are sent without asking once more. */
export const ACTS_AN_HOUR = 20
const HOUR = 3_600_000
const KEPT = 200

/**
 * Costly acts (design: an act is an intent). It is on the disk as pending before it is sent; what was pending when the app
 * ended is unknown at the next start. A refusal of the provider is a refusal; a connection that broke is not known.
 */
export function createPaidActs({ account, now, balance, confirmMany, onChange }: PaidActsOptions): PaidActs {
  const { database, secrets, accountId } = account
  const underWay = new Map<string, Promise<PaidAct>>()
  let acts: PaidAct[] = []
  const show = async (): Promise<void> => {
    acts = await database.request('acts', { limit: KEPT })
    onChange(acts)
  }
  const settle = async (act: PaidAct): Promise<PaidAct> => {
    await database.request('updateAct', act)
    await show()
    return act
  }
  const perform = async (intent: Intent, send: () => Promise<Done>, pinHash: string | null): Promise<PaidAct> => {
    const begun = await database.request('countActs', { kind: intent.kind, since: now() - HOUR })
    if (begun >= ACTS_AN_HOUR && !(await confirmMany(intent.kind, begun))) throw new AppError('cancelled', 'the user did not confirm')
    const pending: PaidAct = {
      ...intent,
      state: 'pending',
      createdAt: now(),
      finishedAt: null,
      failure: null,
      balanceBefore: balance(),
      balanceAfter: null,
      reference: null,
      stopped: false,
    }
    const first = await database.request('beginAct', { act: pending, pinHash })
    if (first) return first
    await show()
    try {
      const done = await send()
      return await settle({
        ...pending,
        state: 'done',
        finishedAt: now(),
        reference: done.reference ?? null,
        balanceAfter: done.balanceAfter ?? null,
      })
    } catch (e) {
      return settle({ ...pending, state: wasNotDone(e) ? 'refused' : 'unknown', finishedAt: now(), failure: asFailure(e) })
    }
  }
  return {
    run(intent, send, pinHash = null) {
      const running = underWay.get(intent.id)
      if (running) return running
      const act = perform(intent, send, pinHash).finally(() => underWay.delete(intent.id))
      underWay.set(intent.id, act)
      return act
    },
    async update(id, part) {
      const act = acts.find((a) => a.id === id)
      if (act) await settle({ ...act, ...part })
    },
    find: (id) => acts.find((a) => a.id === id),
    async hashPin(pin) {
      const entry = { kind: 'pin-key', accountId } as const
      let key = await secrets.read(entry)
      if (key === null) {
        key = randomBytes(32).toString('hex')
        await secrets.write(entry, key)
      }
      return createHmac('sha256', Buffer.from(key, 'hex')).update(pin).digest('hex')
    },
    async start() {
      await database.request('closePendingActs', { now: now() })
      await show()
    },
  }
}

/** Refused by the provider before it did anything, or never sent. */
function wasNotDone(e: unknown): boolean {
  if (!(e instanceof AppError)) return false
  switch (e.code) {
    case 'provider-unreachable':
    case 'provider-timeout':
      // these two happen before a request is on its way; a provider in trouble (504) may have done it
      return /^ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE)|^E(NOTFOUND|CONNREFUSED|AI_AGAIN)$/.test(
        String(e.details?.['code'] ?? ''),
      )
    case 'provider-unexpected-reply':
    case 'provider-reply-too-large':
    case 'cancelled':
    case 'internal':
      return false
    default:
      return true
  }
}
