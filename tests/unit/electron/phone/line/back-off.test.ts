import { expect, it } from 'vitest'
import { BackOff } from '../../../../../electron/phone/line/back-off.ts'

it('waits as long as the server asks, and at most a day', () => {
  const backOff = new BackOff(
    () => 0,
    () => 0.5,
  )
  expect(backOff.failed(true, 120)).toBe(120_000)
  expect(backOff.failed(true, 3_000_000)).toBe(86_400_000)
  expect(backOff.failed(true, 0)).toBeLessThanOrEqual(4000)
})

it('a line tries often at first and seldom later, and at once while there are other servers', () => {
  let now = 0
  const backOff = new BackOff(
    () => now,
    () => 0.5,
  )
  expect(backOff.failed(false, 0)).toBe(0)
  expect([1, 2, 3, 4, 5, 6].map(() => backOff.failed(true, 0))).toEqual([500, 1000, 2000, 4000, 4000, 4000])
  expect(backOff.failed(true, 30)).toBe(30_000)
  now = 11 * 60_000
  expect(backOff.failed(true, 0)).toBe(60_000)
  backOff.reset()
  expect(backOff.failed(true, 0)).toBe(500)
})
