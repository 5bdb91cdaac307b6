import { expect, it } from 'vitest'
import { desktopStrings, fillCount } from '../../../../electron/main/strings.ts'

it.each([
  ['en', 1, '1 missed call', 'and 1 more'],
  ['en', 2, '2 missed calls', 'and 2 more'],
  ['de', 1, '1 verpasster Anruf', 'und 1 weiterer'],
  ['de', 12, '12 verpasste Anrufe', 'und 12 weitere'],
] as const)('in %s, %d of something is put in the right form', (language, count, overlay, more) => {
  const t = desktopStrings(language)
  expect([fillCount(t, 'overlay', count), fillCount(t, 'more', count)]).toEqual([overlay, more])
})
