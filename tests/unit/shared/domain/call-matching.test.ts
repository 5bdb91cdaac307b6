import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchCalls } from '../../../../shared/domain/call-matching.ts'
import type { Cdr } from '../../../../shared/domain/cdr.ts'
import { anyCalls, anyRecords } from '../../../support/fakes/any-history.ts'
import { billedCall, loggedCall } from '../../../support/fakes/history.ts'
import { mergeHistory } from '../../../support/merge-history.ts'

const call = loggedCall
const cdr = (key: string, number: string, at: number, seconds: number): Cdr => billedCall(number, at, seconds, { key })

describe('a call and its record', () => {
  it.each([
    ['the same number in the provider’s notation', '+493012345678', '00493012345678', true],
    ['a national number', '03012345678', '00493012345678', true],
    ['on the own network', '214806', 'ONNET214806', true],
    ['another number', '+493012345678', '00493012345679', false],
  ])('%s', (_name, ours, theirs, same) => expect(matchCalls([call('call-one', ours, 0, 60)], [cdr('a', theirs, 3, 61)]).size).toBe(same ? 1 : 0))
  it.each([
    ['a minute apart', 60, 60, true],
    ['an hour apart', 3600, 60, false],
    ['three seconds longer', 0, 63, true],
    ['half as long', 0, 30, false],
  ])('%s', (_name, at, seconds, same) =>
    expect(matchCalls([call('call-one', '0301234567', 0, 60)], [cdr('a', '0301234567', at, seconds)]).size).toBe(same ? 1 : 0),
  )
  it('incoming, missed and unanswered calls have none', () => {
    const calls = [
      call('call-one', '0301', 0, 60, { direction: 'incoming' }),
      call('call-two', '0301', 0, 60, { connectedAt: null, outcome: 'busy' }),
    ]
    expect(matchCalls(calls, [cdr('a', '0301', 0, 60)]).size).toBe(0)
  })
  it('of two calls to one number each gets the record nearest to it', () => {
    const calls = [call('call-one', '0301234567', 0, 60), call('call-two', '0301234567', 70, 60)]
    expect([...matchCalls(calls, [cdr('late', '0301234567', 72, 60), cdr('early', '0301234567', 2, 60)])]).toEqual(
      expect.arrayContaining([
        ['call-one', 'early'],
        ['call-two', 'late'],
      ]),
    )
  })
})

const calls = anyCalls(20)
const cdrs = anyRecords(20)

describe('the history', () => {
  it('shows every call and every record exactly once', () => {
    fc.assert(
      fc.property(calls, cdrs, (c, r) => {
        const entries = mergeHistory(
          c.map((x) => call(x.id, x.number, x.at, x.seconds)),
          r,
        )
        expect(entries.flatMap((e) => e.call?.id ?? []).sort()).toEqual(c.map((x) => x.id).sort())
        expect(entries.flatMap((e) => e.cdr?.key ?? []).sort()).toEqual(r.map((x) => x.key).sort())
      }),
    )
  })
  it('is the same in whatever order calls and records came', () => {
    fc.assert(
      fc.property(
        calls.chain((c) => fc.tuple(fc.constant(c), fc.shuffledSubarray(c, { minLength: c.length }))),
        cdrs.chain((r) => fc.tuple(fc.constant(r), fc.shuffledSubarray(r, { minLength: r.length }))),
        ([c1, c2], [r1, r2]) => {
          const merge = (c: typeof c1, r: typeof r1) =>
            mergeHistory(
              c.map((x) => call(x.id, x.number, x.at, x.seconds)),
              r,
            )
          expect(merge(c2, r2)).toEqual(merge(c1, r1))
        },
      ),
    )
  })
  it('keeps a match when a record that fits nothing comes late', () => {
    const ours = [call('call-one', '0301234567', 0, 60)]
    const record = cdr('a', '0301234567', 1, 60)
    expect(matchCalls(ours, [record, cdr('b', '0309999999', 1, 60)])).toEqual(matchCalls(ours, [record]))
  })
})
