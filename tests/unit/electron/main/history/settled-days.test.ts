import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addSettled,
  countDays,
  type Days,
  inSlices,
  parseSettled,
  settledPart,
  unsettled,
} from '../../../../../electron/main/history/settled-days.ts'
import { addDays } from '../../../../../shared/domain/wall-clock.ts'

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-10-01', n))
const days = fc.tuple(day, day).map(([a, b]): Days => (a < b ? { from: a, to: b } : { from: b, to: a }))
const each = ({ from, to }: Days): string[] => Array.from({ length: countDays({ from, to }) }, (_, i) => addDays(from, i))
const all = (list: readonly Days[]): string[] => list.flatMap(each).sort()

describe('settled days', () => {
  it('and what is left are the range, each day once, in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(days, { maxLength: 6 }), days, fc.integer({ min: 1, max: 9 }), (settled, range, most) => {
        const joined = settled.reduce<readonly Days[]>(addSettled, [])
        const known = new Set(settled.flatMap(each))
        expect(all(joined)).toEqual([...known].sort())
        // neighbours are one
        for (const [i, { from }] of joined.entries()) if (i > 0) expect(addDays(joined[i - 1]?.to ?? '', 1) < from).toBe(true)
        const slices = inSlices(unsettled(range, joined), most)
        expect(all(slices)).toEqual(each(range).filter((date) => !known.has(date)))
        expect(slices.every((slice) => countDays(slice) <= most)).toBe(true)
        expect(slices.map(({ to }) => to)).toEqual(
          slices
            .map(({ to }) => to)
            .sort()
            .reverse(),
        )
      }),
    )
  })
  it.each([
    [
      { from: '2026-11-01', to: '2026-11-30' },
      { from: '2026-11-01', to: '2026-11-21' },
    ],
    [
      { from: '2026-11-01', to: '2026-11-07' },
      { from: '2026-11-01', to: '2026-11-07' },
    ],
    [{ from: '2026-11-22', to: '2026-11-28' }, null],
  ])('of %o, read on November 28, are %o', (read, final) => expect(settledPart(read, '2026-11-28')).toEqual(final))
  it.each([[null], ['x'], ['[{"from":"soon"}]'], ['{}']])('that cannot be read (%s) are none', (text) => expect(parseSettled(text)).toEqual([]))
})
