import { AppError } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../shared/domain/paid-operation.ts'
import { readPin, withoutPin } from '../../../shared/domain/pin.ts'
import type { OpenAccount } from '../account/account-session.ts'
import type { Footer } from '../provider/footer.ts'
import { sendTopup } from '../provider/topup.ts'
import type { PaidOperations } from './paid-operations.ts'

export type TopUpOptions = {
  readonly operations: Pick<PaidOperations, 'run' | 'hashPin'>
  readonly now: () => number
  readonly readBalance: (anew: boolean) => Promise<Money | null>
  readonly balanceAfter: (footer: Footer) => Promise<Money | null>
}

/**
 * Loads the account by a PIN, once. Fails with `pin-invalid` for what is no PIN, and with `pin-sent-before` where it was sent from this
 * computer and not refused, unless the user wants it `again`.
 */
export function topUpOnce({ client, credentials, database, onFooter }: OpenAccount, options: TopUpOptions) {
  const { operations, now, readBalance, balanceAfter } = options
  /** Top-ups from their check on, by the PIN's hash: a second one must not be checked before the first is written. */
  const underWay = new Map<string, string>()
  return async ({ id, pin, again }: { id: string; pin: string; again: boolean }): Promise<PaidOperation> => {
    const bare = readPin(pin)
    if (!bare) throw new AppError('pin-invalid', 'a PIN has digits, perhaps letters')
    const pinHash = await operations.hashPin(bare)
    const other = underWay.get(pinHash)
    if (other && other !== id) throw new AppError('pin-sent-before', 'this PIN is being sent', { details: { time: now(), state: 'pending' } })
    underWay.set(pinHash, id)
    try {
      const before = await database.request('paidOperationOfPin', { pinHash })
      if (before && before.id !== id && !again) {
        throw new AppError('pin-sent-before', 'this PIN was sent before', { details: { time: before.createdAt, state: before.state } })
      }
      // what was loaded shows as the difference, so the balance before must be of now
      const balanceBefore = await readBalance(false)
      return await operations.run(
        { id, kind: 'topup', target: '', via: '', amount: null },
        async () => {
          const footer = await sendTopup(client, credentials, bare).catch((e: unknown) => {
            throw quotingNo(bare, e)
          })
          onFooter(footer)
          return { balanceAfter: () => balanceAfter(footer) }
        },
        { pinHash, balanceBefore },
      )
    } finally {
      underWay.delete(pinHash)
    }
  }
}

/** A refusal is kept and shown, and the provider may quote the PIN in it. */
function quotingNo(pin: string, e: unknown): unknown {
  if (!(e instanceof AppError)) return e
  const details = Object.entries(e.details ?? {}).map(([name, value]) => [name, typeof value === 'string' ? withoutPin(value, pin) : value])
  return new AppError(e.code, withoutPin(e.message, pin), { retryable: e.retryable, details: Object.fromEntries(details) })
}
