import type { Money } from './money.ts'
import { isUsedUp } from './spend-guard.ts'

export type BalanceLevel = 'enough' | 'low' | 'used-up'

/**
 * What a balance is to be shown as. @param limit the user's, in ten-thousandths, below which it is low; null: none
 */
export function balanceLevel(amount: Money | null, limit: number | null): BalanceLevel {
  if (isUsedUp(amount)) return 'used-up'
  return amount !== null && limit !== null && amount.units < limit ? 'low' : 'enough'
}
