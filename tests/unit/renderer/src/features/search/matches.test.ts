import { expect, it } from 'vitest'
import { matches } from '../../../../../../renderer/src/features/search/matches.ts'

it.each([
  ['Do not disturb', 'disturb', true],
  ['Do not disturb', 'not do', true],
  ['Do not disturb', 'dnd', true],
  ['Do not disturb', 'DNDB', true],
  ['Do not disturb', 'nds', false],
  ['Do not disturb', 'db', false],
  ['Rates', 'rtes', true],
  ['Überweisung', 'über', true],
  ['Rates', 'calls', false],
  ['Rates', '', false],
  ['Rates', '  ', false],
])('%s is meant by %j: %s', (title, typed, is) => expect(matches(title, typed, 'en')).toBe(is))
