import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, addMonths, germanDate, readWallClock, wallDate } from '../../../../shared/domain/wall-clock.ts'

const iso = (text: string): string | null => {
  const instant = readWallClock(text, 'Europe/Berlin')
  return instant === null ? null : new Date(instant).toISOString()
}

it.each([
  ['2026-01-15 12:00:00', '2026-01-15T11:00:00.000Z'],
  ['2026-07-15 12:00:00.000', '2026-07-15T10:00:00.000Z'],
  ['2026-03-29 03:30:00', '2026-03-29T01:30:00.000Z'],
  // does not exist: clocks were put forward
  ['2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
  // exists twice: the first
  ['2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
  ['2026-02-30 00:00:00', null],
  // as dates are asked for
  ['15.07.2026 12:00:00', '2026-07-15T10:00:00.000Z'],
  ['1.7.2026, 9:05', '2026-07-01T07:05:00.000Z'],
  ['31.02.2026 12:00:00', null],
  ['soon', null],
])('%s in Berlin', (text, expected) => expect(iso(text)).toBe(expected))

it('reads back the date of any instant', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      (d, zone) => {
        const date = wallDate(d.getTime(), zone)
        const noon = readWallClock(`${date} 12:00:00`, zone)
        expect(noon !== null && wallDate(noon, zone)).toBe(date)
      },
    ),
  )
})

it('writes dates as the provider wants them', () => {
  expect(germanDate('2026-11-23')).toBe('23.11.2026')
  expect(addDays('2026-02-27', 3)).toBe('2026-03-02')
})
it.each([
  ['2026-11-28', -3, '2026-08-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2028-03-31', -1, '2028-02-29'],
  ['2026-01-15', -12, '2025-01-15'],
  ['2026-11-30', 3, '2027-02-28'],
])('%s and %i months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected))
