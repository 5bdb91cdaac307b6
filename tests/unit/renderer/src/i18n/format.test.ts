import { expect, it, vi } from 'vitest'
import { countryName, dateTime } from '../../../../../renderer/src/i18n/format.ts'
import { clock } from '../../../../../shared/domain/time-text.ts'

it('a list of calls makes one formatter of each kind and language, not one per row', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  for (let row = 0; row < 100; row++) for (const locale of ['en', 'de']) [clock(row * 60_000, locale), dateTime(row, locale)]
  expect(made.mock.calls.length).toBeLessThanOrEqual(4)
  made.mockRestore()
})

it('a country is called what the language’s speakers call it', () => {
  expect(['GB', 'US', 'FR', 'XX9'].map((region) => countryName(region, 'de'))).toEqual(['Großbritannien', 'USA', 'Frankreich', 'XX9'])
  expect(['GB', 'US'].map((region) => countryName(region, 'en'))).toEqual(['United Kingdom', 'United States'])
})

it('countries are named by one list of names for a language', () => {
  const made = vi.spyOn(Intl, 'DisplayNames')
  for (const region of ['FR', 'CH', 'FR', 'AT']) expect(countryName(region, 'it')).not.toBe(region)
  expect(made).toHaveBeenCalledTimes(1)
  made.mockRestore()
})
