import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchCallbacks } from '../../../../shared/domain/callback-matching.ts'

const T = 1_766_000_000_000
const callback = (id: string, after: number, via = '+491713920042', target = '+442079460018') => ({ id, via, target, createdAt: T + after })
const record = (key: string, after: number, number = '00491713920042') => ({ key, number, startedAt: T + after })

describe('the records of callbacks', () => {
  it.each<[string, ReturnType<typeof callback>[], ReturnType<typeof record>[], Record<string, string[]>]>([
    ['both calls', [callback('a', 0)], [record('r1', 5000), record('r2', 20_000, '00442079460018')], { a: ['r1', 'r2'] }],
    ['a clock that is slow', [callback('a', 0)], [record('r1', -90_000)], { a: ['r1'] }],
    [
      'one that was begun again at once',
      [callback('a', 0), callback('b', 20_000)],
      [record('r1', 4000), record('r2', 25_000)],
      { a: ['r1'], b: ['r2'] },
    ],
    ['too late', [callback('a', 0)], [record('r1', 31 * 60_000)], {}],
    ['a call too many', [callback('a', 0)], [record('r1', 5000), record('r2', 9000)], { a: ['r1'] }],
    ['the own phone in another notation', [callback('a', 0, '0171 3920042')], [record('r1', 5000)], { a: ['r1'] }],
  ])('%s', (_name, callbacks, records, expected) => {
    expect(Object.fromEntries([...matchCallbacks(callbacks, records)].map(([id, of]) => [id, of.map(({ key }) => key)]))).toEqual(expected)
  })
  it('in whatever order they come, no record counts twice and no call of a callback has two', () => {
    const numbers = ['+491713920042', '+442079460018', '+493012345678']
    const callbacks = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_600_000 }), fc.constantFrom(0, 1, 2), fc.constantFrom(0, 1, 2)), { maxLength: 8 })
    const records = fc.array(fc.tuple(fc.integer({ min: -200_000, max: 7_200_000 }), fc.constantFrom(0, 1, 2)), { maxLength: 12 })
    fc.assert(
      fc.property(callbacks, records, (cs, rs) => {
        const c = cs.map(([after, via, target], i) => callback(`c${i}`, after, numbers[via], numbers[target]))
        const r = rs.map(([after, number], i) => record(`r${i}`, after, numbers[number]))
        const matched = matchCallbacks(c, r)
        const used = [...matched.values()].flat().map(({ key }) => key)
        expect(new Set(used).size).toBe(used.length)
        for (const of of matched.values()) expect(of.length).toBeLessThanOrEqual(2)
        const again = matchCallbacks([...c].reverse(), [...r].reverse())
        expect(Object.fromEntries(again)).toEqual(Object.fromEntries(matched))
      }),
    )
  })
})
