import { expect, it, vi } from 'vitest'
import { localDate, timeAndDay } from '../../../../shared/domain/time-text.ts'

it.each([
  ['today', 0, '14:31', '14:31'],
  ['yesterday', -1, 'yesterday 14:31', 'gestern 14:31'],
  ['tomorrow', 1, 'tomorrow 14:31', 'morgen 14:31'],
  ['earlier', -2, 'Nov 21, 14:31', '21. Nov., 14:31'],
])('%s', (_name, days, en, de) => {
  const at = (day: number): number => new Date(2026, 10, 23 + day, 14, 31).getTime()
  const late = new Date(2026, 10, 23, 23, 59).getTime()
  expect([timeAndDay(at(days), late, 'en'), timeAndDay(at(days), late, 'de')]).toEqual([en, de])
})

it('a formatter is made once for a language, not for each row', () => {
  const made = vi.spyOn(Intl, 'RelativeTimeFormat')
  const today = new Date(2026, 10, 23, 14, 31).getTime()
  const texts = Array.from({ length: 30 }, (_, i) => timeAndDay(today - 86_400_000 + i, today, 'fr'))
  expect(new Set(texts)).toEqual(new Set(['hier 14:31']))
  expect(made).toHaveBeenCalledTimes(1)
  made.mockRestore()
})

it('a local date is that of the computer’s calendar', () => {
  expect(localDate(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05')
  expect(localDate(new Date(2026, 11, 31, 0, 0).getTime())).toBe('2026-12-31')
})
