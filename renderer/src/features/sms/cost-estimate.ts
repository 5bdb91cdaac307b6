import type { Money } from '../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { smsSegments } from '../../../../shared/domain/sms-segments.ts'

/**
 * What so many messages may cost, by what the newest SMS took from the balance; null where that is not known. The provider names no price
 * of an SMS: it is never invented.
 *
 * @param sent SMS with their whole texts, newest first
 */
export function estimateCost(sent: readonly PaidOperation[], messages: number): Money | null {
  for (const { state, balanceBefore, balanceAfter, text } of sent) {
    if (state !== 'done' || !text || !balanceBefore || !balanceAfter || balanceBefore.currency !== balanceAfter.currency) continue
    const units = balanceBefore.units - balanceAfter.units
    if (units > 0) return { units: Math.ceil((units / smsSegments(text).parts) * messages), currency: balanceAfter.currency }
  }
  return null
}
