import { expect, it } from 'vitest'
import { nextQuietTime, quietTimeAt } from '../../../../shared/domain/quiet-hours.ts'

// 23 November 2026 is a Monday
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const nights = { days: [1, 2, 3, 4, 5], from: 22 * 60, to: 7 * 60 }
const lunch = { days: [1], from: 12 * 60, to: 13 * 60 }

it('a quiet time runs over midnight, from the days that are named', () => {
  expect(quietTimeAt([nights], at(23, 22))).toEqual({ begin: at(23, 22), end: at(24, 7) })
  expect(quietTimeAt([nights], at(24, 6, 59))).toEqual({ begin: at(23, 22), end: at(24, 7) })
  expect(quietTimeAt([nights], at(24, 7))).toBeNull()
  // Friday's lasts into Saturday, and none begins then
  expect(quietTimeAt([nights], at(28, 3))).toEqual({ begin: at(27, 22), end: at(28, 7) })
  expect(quietTimeAt([nights], at(28, 23))).toBeNull()
})
it('the next one, and the longest of two', () => {
  expect(nextQuietTime([nights, lunch], at(23, 10))).toBe(at(23, 12))
  expect(nextQuietTime([nights], at(28, 8))).toBe(at(30, 22))
  expect(nextQuietTime([lunch], at(23, 12))).toBe(at(30, 12))
  expect(nextQuietTime([], at(23, 12))).toBeNull()
  const day = { days: [1], from: 0, to: 0 }
  expect(quietTimeAt([lunch, day], at(23, 12))).toEqual({ begin: at(23, 0), end: at(24, 0) })
})
it('keeps the hour of the clock when summer time ends', () => {
  // 25 October 2026 has 25 hours in Berlin; elsewhere the test says the same
  const time = quietTimeAt([{ days: [6], from: 22 * 60, to: 7 * 60 }], new Date(2026, 9, 25, 6, 30).getTime())
  expect(new Date(time?.end ?? 0).getHours()).toBe(7)
})
