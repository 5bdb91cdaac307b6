import { expect, it } from 'vitest'
import { balanceLevel } from '../../../../shared/domain/balance-level.ts'

it.each([
  [null, 20_000, 'enough'],
  [20_000, 20_000, 'enough'],
  [19_999, 20_000, 'low'],
  [1, null, 'enough'],
  [0, null, 'used-up'],
  [-50_000, 20_000, 'used-up'],
] as const)('a balance of %s with a limit of %s is %s', (units, limit, level) =>
  expect(balanceLevel(units === null ? null : { units, currency: 'EUR' }, limit)).toBe(level),
)
