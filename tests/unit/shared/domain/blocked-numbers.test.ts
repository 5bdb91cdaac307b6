import { expect, it } from 'vitest'
import { openPolicy, refusalOf } from '../../../../electron/phone/calls/call-policy.ts'
import { blockedForms, isBlocked, withBlocked, withoutBlocked } from '../../../../shared/domain/blocked-numbers.ts'
import { type BlockedEntry, noUnwantedCalls } from '../../../../shared/domain/unwanted-calls.ts'

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
it.each([
  ['DE', '4212345', '4212345'],
  ['ES', '912345678', '912345678'],
  ['IT', '3331234567', '3331234567'],
  ['PL', '221234567', '221234567'],
  ['US', '2125551234', '2125551234'],
  ['ES', '+34 912 345 678', '912345678'],
  ['ES', '912 345 678', '+34912345678'],
  ['HU', '+36 1 234 5678', '0612345678'],
])('@block in %s, what blocks %s refuses %s', (region, entry, caller) => {
  const entries = [number(entry)]
  expect(isBlocked({ entries }, caller, region)).toBe(true)
  expect(refusal(entries, caller, region)).toBe('blocked')
})
it.each([
  ['ES', '+34 80', ['3480', '80']],
  ['ES', '80', ['80', '3480']],
  ['IT', '06', ['06', '3906']],
  ['HU', '+36 90', ['3690', '0690']],
  ['HU', '06 90', ['0690', '3690']],
  ['RU', '8 800', ['8800', '7800']],
])('@block in %s, the prefix %s is looked for as %j', (region, value, forms) =>
  expect(blockedForms({ entries: [prefix(value)] }, region).blockedPrefixes).toEqual(forms),
)
it('@block what blocks a number or prefix at home blocks nobody abroad', () => {
  for (const [region, entry, caller] of [
    ['US', number('+1 475 555 1234'), '+4755551234'],
    ['ES', prefix('+34 91'), '+919876543210'],
    ['RU', prefix('+7 495'), '+84951234567'],
    ['ES', prefix('+91'), '+34912345678'],
  ] as const) {
    expect([caller, isBlocked({ entries: [entry] }, caller, region)]).toEqual([caller, false])
    expect([caller, refusal([entry], caller, region)]).toEqual([caller, null])
  }
})
it('@block a number is in the list once, newest first, and taken out in whatever form it is written', () => {
  const one = withBlocked(noUnwantedCalls, number('030 1234567'), 'DE')
  const two = withBlocked(one, number('+44 20 7946 0018'), 'DE')
  expect(withBlocked(two, number('+49 30 1234567'), 'DE')).toBe(two)
  expect(two.entries.map(({ value }) => value)).toEqual(['+44 20 7946 0018', '030 1234567'])
  expect(withoutBlocked(two, number('0049301234567'), 'DE').entries.map(({ value }) => value)).toEqual(['+44 20 7946 0018'])
  expect(withBlocked(one, prefix('030 1234567'), 'DE').entries).toHaveLength(2)
})

const refusal = (entries: BlockedEntry[], caller: string, region: string) => {
  const { blocked, blockedPrefixes } = blockedForms({ entries }, region)
  return refusalOf({ ...openPolicy, blocked: new Set(blocked), blockedPrefixes }, { number: caller, anonymous: false })
}
