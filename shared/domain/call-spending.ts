import { z } from 'zod'
import { type Balance, instantSchema } from './account.ts'
import { callIdSchema } from './call.ts'
import { type Money, moneySchema } from './money.ts'

/** Why the user is warned in a call, and what follows. */
export const spendWarningSchema = z.object({
  /** `time`: the call has lasted so many minutes. `cost`: it has cost so much by its rate. */
  reason: z.enum(['time', 'cost']),
  minutes: z.number().int().nonnegative(),
  /** What the call has cost by its rate; null where none is known. */
  cost: moneySchema.nullable(),
  /** When the call ends unless the user goes on; null: it does not. */
  hangUpAt: instantSchema.nullable(),
})
export type SpendWarning = z.infer<typeof spendWarningSchema>

/** What a connected call of ours costs while it runs. */
export const callSpendingSchema = z.object({
  callId: callIdSchema,
  connectedAt: instantSchema,
  /** A minute's price; null where none is known. */
  price: moneySchema.nullable(),
  /** The balance when the call was connected. */
  balanceAtStart: moneySchema.nullable(),
  warning: spendWarningSchema.nullable(),
})
export type CallSpending = z.infer<typeof callSpendingSchema>

const MINUTE = 60_000

/** What so many milliseconds cost at a price a minute, in ten-thousandths: an estimate, for the provider rounds in its own way. */
export const costOf = (price: Money, ms: number): number => Math.round((price.units * Math.max(0, ms)) / MINUTE)

/** For how many whole minutes a balance lasts at a price; null where that cannot be said: no price, none to pay, another currency. */
export function minutesAt(balance: Money | null, price: Money | null): number | null {
  if (!balance || !price || price.units <= 0 || balance.currency !== price.currency) return null
  return Math.max(0, Math.floor(balance.units / price.units))
}

/**
 * For how many whole minutes the balance lasts for all calls that run together; null where that cannot be said. Providers charge a call
 * at its end or while it runs: a balance that has fallen since the call began already lacks what it cost until it was read.
 */
export function minutesLeft({ amount, asOf }: Pick<Balance, 'amount' | 'asOf'>, calls: readonly CallSpending[], now: number): number | null {
  const priced = calls.filter(({ price }) => price !== null && price.units > 0 && price.currency === amount?.currency)
  if (!amount || !priced.length) return null
  let perMinute = 0
  let spent = 0
  for (const { price, connectedAt, balanceAtStart } of priced) {
    if (!price) continue
    const charged = asOf !== null && balanceAtStart !== null && amount.units < balanceAtStart.units
    perMinute += price.units
    spent += costOf(price, now - (charged ? Math.max(connectedAt, asOf) : connectedAt))
  }
  return Math.max(0, Math.floor((amount.units - spent) / perMinute))
}
