import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entryRows, significantDigits } from '../../../../../electron/main/storage/entries.ts'
import { anyCalls, anyRecords } from '../../../../support/fakes/any-history.ts'
import { billedCall, historyDatabase, loggedCall, searchFor } from '../../../../support/fakes/history.ts'
import { mergeHistory } from '../../../../support/merge-history.ts'

/** What is written, one after the other: a call as it runs and when it is over, a record. */
type Write = { readonly call: ReturnType<typeof loggedCall> } | { readonly record: ReturnType<typeof billedCall> }

it('calls and records in whatever order they come are the same pairs as all matched at once', () => {
  const plan = fc.tuple(anyCalls(12), anyRecords(12)).chain(([c, r]) => {
    const over = c.map((x) =>
      loggedCall(x.id, x.number, x.at, x.seconds, { startedAt: loggedCall('call-x', '', x.at, 0).startedAt - x.rings * 1000 }),
    )
    const writes: Write[] = [
      ...over.map((call) => ({ call: { ...call, endedAt: null, outcome: 'running' as const } })),
      ...over.map((call) => ({ call })),
      ...r.map((record) => ({ record })),
    ]
    return fc.tuple(fc.constant(over), fc.constant(r), fc.shuffledSubarray(writes, { minLength: writes.length }))
  })
  fc.assert(
    fc.property(plan, ([over, billed, writes]) => {
      const history = historyDatabase()
      const ended = new Set<string>()
      for (const write of writes) {
        if ('record' in write) history.saveCdrs({ cdrs: [write.record] })
        else if (write.call.endedAt !== null || !ended.has(write.call.id)) {
          history.upsertCall(write.call)
          if (write.call.endedAt !== null) ended.add(write.call.id)
        }
      }
      const pairs = (entries: readonly { call: { id: string } | null; cdr: { key: string } | null }[]) =>
        entries.map((e) => `${e.call?.id ?? '-'} ${e.cdr?.key ?? '-'}`).sort()
      const read = () => pairs(history.historyPage({ search: searchFor(), before: null, limit: 500 }).entries)
      expect(read()).toEqual(pairs(mergeHistory(over, billed)))
      const before = read()
      entryRows(history.database).rebuild()
      expect(read()).toEqual(before)
      history.database.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)

it('five thousand calls that begin at once have places of their own', () => {
  const history = historyDatabase()
  history.saveCdrs({ cdrs: Array.from({ length: 5000 }, (_, i) => billedCall(`0044${i}`, 0, 5)) })
  const seen = new Set<number>()
  let before: number | null = null
  do {
    const page = history.historyPage({ search: searchFor(), before, limit: 500 })
    for (const { position } of page.entries) seen.add(position)
    before = page.next
  } while (before !== null)
  expect(seen.size).toBe(5000)
})

it.each([
  ['+49 30 1234', '49301234'],
  ['0049301234', '49301234'],
  ['(030) 12-34', '301234'],
  ['ONNET99', '99'],
  ['', ''],
])('%s has the digits %s in every notation', (number, digits) => expect(significantDigits(number)).toBe(digits))
