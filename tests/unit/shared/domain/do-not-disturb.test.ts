import { expect, it } from 'vitest'
import { doNotDisturbEnd as endOf } from '../../../../shared/domain/do-not-disturb.ts'

it('do not disturb ends when it says', () => {
  const now = new Date(2026, 10, 23, 22, 30).getTime()
  expect(endOf('half-hour', now)).toBe(now + 1_800_000)
  expect(endOf('tomorrow', now)).toBe(new Date(2026, 10, 24, 8).getTime())
  expect(endOf('until-off', now)).toBeNull()
})
