import { describe, expect, it } from 'vitest'
import { estimateCost } from '../../../../../../renderer/src/features/sms/cost-estimate.ts'
import { paidOperationOf } from '../../../../../support/state.ts'

describe('what messages may cost', () => {
  const euro = (units: number) => ({ units, currency: 'EUR' })
  const sms = (before: number, after: number, text = 'x') => paidOperationOf('sms', { balanceBefore: euro(before), balanceAfter: euro(after), text })
  it.each([
    ['one message cost 9 cents, three are to be sent', [sms(10_000, 9100)], 3, 2700],
    ['the last one took two messages', [sms(10_000, 8200, 'x'.repeat(161))], 1, 900],
    ['the balance rose meanwhile: the one before counts', [sms(10_000, 20_000), sms(10_000, 9100)], 1, 900],
    ['the last one was refused', [{ ...sms(10_000, 9100), state: 'refused' as const }], 1, null],
    ['none was sent', [], 1, null],
  ])('%s', (_name, sent, messages, units) => expect(estimateCost(sent, messages)).toEqual(units === null ? null : euro(units)))
})
