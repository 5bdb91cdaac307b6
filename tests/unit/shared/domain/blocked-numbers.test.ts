import { expect, it } from 'vitest'
import { blockedForms, isBlocked, withBlocked, withoutBlocked } from '../../../../shared/domain/blocked-numbers.ts'
import { noUnwantedCalls } from '../../../../shared/domain/unwanted-calls.ts'

const number = (value: string) => ({ kind: 'number', value, blockedAt: 1 }) as const
const prefix = (value: string) => ({ kind: 'prefix', value, blockedAt: 1 }) as const

it('@block a number is blocked in each form in which it may call, a prefix in its national and international one', () => {
  const entries = [number('030 1234567'), number('bob'), prefix('0900'), prefix('+49 180'), prefix('+44'), prefix('12')]
  expect(blockedForms({ entries }, 'DE')).toEqual({
    blocked: ['49301234567', '0301234567', 'bob'],
    blockedPrefixes: ['0900', '49900', '49180', '0180', '44', '12'],
  })
  for (const caller of ['+49301234567', '0049 30 1234567', '030/1234567', 'Bob', '0900 3 123456', '+499003123456', '+442079460018', '1234'])
    expect([caller, isBlocked({ entries }, caller, 'DE')]).toEqual([caller, true])
  for (const caller of ['+49301234568', 'alice', '0044', '+33123456789', '04421', '112'])
    expect([caller, isBlocked({ entries }, caller, 'DE')]).toEqual([caller, caller === '0044'])
})
it('@block the home country alone is no prefix of national numbers', () => {
  expect(blockedForms({ entries: [prefix('+49'), prefix('0')] }, 'DE').blockedPrefixes).toEqual(['49', '0'])
})
it('@block a number is in the list once, newest first, and taken out in whatever form it is written', () => {
  const one = withBlocked(noUnwantedCalls, number('030 1234567'), 'DE')
  const two = withBlocked(one, number('+44 20 7946 0018'), 'DE')
  expect(withBlocked(two, number('+49 30 1234567'), 'DE')).toBe(two)
  expect(two.entries.map(({ value }) => value)).toEqual(['+44 20 7946 0018', '030 1234567'])
  expect(withoutBlocked(two, number('0049301234567'), 'DE').entries.map(({ value }) => value)).toEqual(['+44 20 7946 0018'])
  expect(withBlocked(one, prefix('030 1234567'), 'DE').entries).toHaveLength(2)
})
