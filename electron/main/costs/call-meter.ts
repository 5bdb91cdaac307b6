import type { CallView } from '../../../shared/domain/call.ts'
import { type CallSpending, costOf, type SpendWarning } from '../../../shared/domain/call-spending.ts'
import { LONGEST_DELAY } from '../../../shared/domain/longest-delay.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { CallPrice } from '../../../shared/domain/spend-guard.ts'
import type { SpendingSettings } from '../../../shared/domain/spending-settings.ts'

export type CallMeterOptions = {
  readonly now: () => number
  readonly limits: () => Pick<SpendingSettings, 'warnMinutes' | 'warnCost' | 'hangUp'>
  readonly balance: () => Money | null
  readonly priceOf: (target: string) => Promise<CallPrice>
  readonly hangUp: (callId: string) => void
  readonly onChange: (calls: CallSpending[]) => void
}

export type CallMeter = {
  /** A call was answered; only calls of ours cost something. */
  readonly connected: (view: Pick<CallView, 'id' | 'direction' | 'dialled' | 'connectedAt'>) => void
  readonly ended: (callId: string) => void
  /** The user goes on after a warning. */
  readonly goOn: (callId: string) => void
}

/** How long a call goes on after a warning before it ends, ms. */
const HANG_UP_AFTER = 60_000
const MINUTE = 60_000

type Metered = { spending: CallSpending; timer: NodeJS.Timeout | undefined }

/** What connected calls cost while they run: warns of each after the time or the cost that the user chose, and ends it after that if that was chosen too. */
export function createCallMeter({ now, limits, balance, priceOf, hangUp, onChange }: CallMeterOptions): CallMeter {
  const calls = new Map<string, Metered>()
  const publish = (): void => onChange([...calls.values()].map(({ spending }) => spending))
  const change = (call: Metered, part: Partial<CallSpending>): void => {
    call.spending = { ...call.spending, ...part }
    publish()
  }
  /** ms of the call after which it is warned of next; what the user was warned of lies behind. */
  const next = (
    { price, balanceAtStart }: CallSpending,
    elapsed: number,
  ): { readonly at: number; readonly reason: SpendWarning['reason'] } | null => {
    const { warnMinutes, warnCost } = limits()
    const step = (length: number): number => (Math.floor(elapsed / length) + 1) * length
    const time = warnMinutes === null ? Number.POSITIVE_INFINITY : step(warnMinutes * MINUTE)
    // the limit is in the currency of the account
    const comparable = price !== null && price.units > 0 && price.currency === (balanceAtStart?.currency ?? price.currency)
    const cost = warnCost === null || !comparable ? Number.POSITIVE_INFINITY : step((warnCost * MINUTE) / price.units)
    const at = Math.min(time, cost)
    return Number.isFinite(at) ? { at, reason: cost <= time ? 'cost' : 'time' } : null
  }
  const schedule = (call: Metered): void => {
    clearTimeout(call.timer)
    const { connectedAt } = call.spending
    const elapsed = now() - connectedAt
    const due = next(call.spending, elapsed)
    if (!due) return
    const wait = due.at - elapsed
    call.timer = wait > LONGEST_DELAY ? setTimeout(() => schedule(call), LONGEST_DELAY) : setTimeout(() => warn(call, due.reason), wait)
    call.timer.unref()
  }
  const warn = (call: Metered, reason: SpendWarning['reason']): void => {
    const { callId, connectedAt, price } = call.spending
    const elapsed = now() - connectedAt
    const hangUpAt = limits().hangUp ? now() + HANG_UP_AFTER : null
    change(call, {
      warning: { reason, minutes: Math.round(elapsed / MINUTE), cost: price && { ...price, units: costOf(price, elapsed) }, hangUpAt },
    })
    if (hangUpAt === null) return schedule(call)
    call.timer = setTimeout(() => hangUp(callId), HANG_UP_AFTER)
    call.timer.unref()
  }
  return {
    connected({ id, direction, dialled, connectedAt }) {
      if (direction !== 'outgoing' || calls.has(id)) return
      const call: Metered = {
        spending: { callId: id, connectedAt: connectedAt ?? now(), price: null, balanceAtStart: balance(), warning: null },
        timer: undefined,
      }
      calls.set(id, call)
      publish()
      schedule(call)
      void priceOf(dialled)
        .catch((): CallPrice => ({ state: 'unread' }))
        .then((price) => {
          if (calls.get(id) !== call || price.state !== 'known') return
          change(call, { price: price.price })
          if (!call.spending.warning) schedule(call)
        })
    },
    ended(callId) {
      const call = calls.get(callId)
      if (!call) return
      clearTimeout(call.timer)
      calls.delete(callId)
      publish()
    },
    goOn(callId) {
      const call = calls.get(callId)
      if (!call?.spending.warning) return
      change(call, { warning: null })
      schedule(call)
    },
  }
}
