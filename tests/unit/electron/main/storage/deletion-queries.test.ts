import fc from 'fast-check'
import { expect, it } from 'vitest'
import { billedCall, HISTORY_START, historyDatabase, loggedCall, searchFor } from '../../../../support/fakes/history.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })
/** Ten calls, each with a record, and ten records of other calls. */
function filled() {
  const history = historyDatabase()
  const cdrs = Array.from({ length: 20 }, (_, i) => billedCall(`00493023125${100 + i}`, i * 600, 60, { amount: eur(100), amountWithTax: eur(119) }))
  for (let i = 0; i < 10; i++)
    history.upsertCall({ ...loggedCall(`call-${1000 + i}`, `+49302312510${i}`, i * 600, 60), trace: { interval: 2000, values: [4, 3] } })
  history.saveCdrs({ cdrs })
  history.setCallNote({ callId: 'call-1003', note: 'Invoice' })
  const entries = () => history.historyPage({ search: searchFor(), before: null, limit: 500 }).entries
  const rows = (table: string) => Number(history.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])
  const found = (text: string) => history.historyPage({ search: searchFor({ text }), before: null, limit: 500 }).entries.map(({ id }) => id)
  return { ...history, cdrs, entries, rows, found }
}
const positionOf = (history: ReturnType<typeof filled>, id: string): number => history.entries().find((e) => e.id === id)?.position ?? -1

it('an entry is gone with its call, its note, its graph and its record, and is restored as it was', () => {
  const history = filled()
  const before = history.entries()
  const done = history.deleteEntries({ positions: [positionOf(history, 'call-1003')] })
  expect(done).toMatchObject({ count: 1 })
  expect([history.entries().length, history.rows('call_log'), history.rows('record'), history.rows('call_trace')]).toEqual([19, 9, 19, 9])
  expect(history.found('invoice')).toEqual([])
  expect(history.undoDeletion({ deletion: done?.deletion ?? 0 })).toBe(true)
  expect(history.entries()).toEqual(before)
  expect(history.found('invoice')).toEqual(['call-1003'])
  expect(history.callTrace({ callId: 'call-1003' })).toEqual({ interval: 2000, values: [4, 3] })
  expect(history.rows('deleted_row') + history.rows('deleted_record')).toBe(0)
})
it('is gone for good once it is forgotten, and holds nothing of the call but digests', () => {
  const history = filled()
  const done = history.deleteEntries({ positions: [positionOf(history, 'call-1003')] })
  history.forgetDeleted({ deletion: null })
  expect(history.undoDeletion({ deletion: done?.deletion ?? 0 })).toBe(false)
  expect(history.entries().length).toBe(19)
  expect(JSON.stringify(history.database.prepare('SELECT * FROM deleted_record').all())).not.toMatch(/23125|2026/)
})
it('a deleted record does not come back when it is read again, nor corrected; another one with its begin and number does', () => {
  const history = filled()
  const [cdr] = history.cdrs
  if (!cdr) throw new Error('no record')
  const done = history.deleteEntries({ positions: [positionOf(history, 'call-1000')] })
  history.saveCdrs({ cdrs: history.cdrs })
  expect(history.entries().length).toBe(19)
  history.saveCdrs({ cdrs: [{ ...cdr, seconds: 61 }] })
  history.saveCdrs({ cdrs: [{ ...cdr, seconds: 61 }] })
  expect(history.entries().length).toBe(19)
  history.saveCdrs({
    cdrs: [
      { ...cdr, seconds: 61 },
      { ...cdr, key: `${cdr.key.slice(0, -1)}2`, seconds: 7 },
    ],
  })
  expect(history.entries().length).toBe(20)
  history.forgetDeleted({ deletion: done?.deletion ?? 0 })
  history.saveCdrs({ cdrs: history.cdrs })
  expect(history.entries().length).toBe(20)
})
it('the record of a call that was deleted before it came does not bring the call back', () => {
  const history = historyDatabase()
  const entries = () => history.historyPage({ search: searchFor(), before: null, limit: 500 }).entries
  history.upsertCall(loggedCall('call-0001', '+493023125100', 0, 60))
  history.upsertCall(loggedCall('call-0002', '+493023125100', 90, 60))
  history.deleteEntries({ positions: [entries().at(-1)?.position ?? -1] })
  history.forgetDeleted({ deletion: null })
  expect(JSON.stringify(history.database.prepare('SELECT * FROM deleted_call').all())).not.toMatch(/23125/)
  // the other call's record is its own
  const cdrs = [billedCall('00493023125100', 90, 60), billedCall('00493023125100', 0, 60)]
  history.saveCdrs({ cdrs: cdrs.slice(0, 1) })
  expect(entries().map(({ id, cdr }) => [id, cdr?.startedAt])).toEqual([['call-0002', cdrs[0]?.startedAt]])
  for (const _reading of [1, 2]) {
    history.saveCdrs({ cdrs })
    expect(entries().map(({ id }) => id)).toEqual(['call-0002'])
  }
  // one more call to this number is another one
  history.saveCdrs({ cdrs: [...cdrs, billedCall('00493023125100', 600, 60)] })
  expect(entries()).toHaveLength(2)
})
it('a deleted call can be restored before and after its record came, with it', () => {
  for (const came of [false, true]) {
    const history = historyDatabase()
    const entries = () => history.historyPage({ search: searchFor(), before: null, limit: 500 }).entries
    history.upsertCall(loggedCall('call-0001', '+493023125100', 0, 60))
    const done = history.deleteEntries({ positions: [entries()[0]?.position ?? -1] })
    const cdrs = [billedCall('00493023125100', 0, 60)]
    if (came) history.saveCdrs({ cdrs })
    expect(entries()).toEqual([])
    history.undoDeletion({ deletion: done?.deletion ?? 0 })
    if (!came) history.saveCdrs({ cdrs })
    expect(entries().map(({ id, cdr }) => [id, cdr?.startedAt])).toEqual([['call-0001', cdrs[0]?.startedAt]])
    history.saveCdrs({ cdrs })
    expect(entries()).toHaveLength(1)
    for (const table of ['deleted_row', 'deleted_record', 'deleted_call'])
      expect(history.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 })
  }
})
it('what fits a filter is deleted, and nothing else', () => {
  const history = filled()
  const search = searchFor({ text: '3023125', since: HISTORY_START + 1_200_000 })
  const fitting = history.historyPage({ search, before: null, limit: 500 }).entries.length
  expect(history.deleteMatching({ search })).toMatchObject({ count: fitting })
  expect(history.historyPage({ search, before: null, limit: 500 }).entries).toEqual([])
  expect(history.entries().length).toBe(20 - fitting)
  expect(history.deleteMatching({ search })).toBeNull()
})
it('a call that goes on is left alone', () => {
  const history = filled()
  history.upsertCall(loggedCall('call-2000', '+44', 90_000, 0, { outcome: 'running', endedAt: null }))
  expect(history.deleteMatching({ search: searchFor() })).toMatchObject({ count: 20 })
  expect(history.entries().map(({ id }) => id)).toEqual(['call-2000'])
})
it('thousands are deleted and restored in a moment, and searched for as before', () => {
  const history = historyDatabase()
  history.saveCdrs({ cdrs: Array.from({ length: 6000 }, (_, i) => billedCall(`0044207946${1000 + i}`, i * 60, 10, { destination: 'London' })) })
  const found = (text: string) => history.historyPage({ search: searchFor({ text }), before: null, limit: 500 }).entries.length
  const done = history.deleteMatching({ search: searchFor({ until: HISTORY_START + 3000 * 60_000 }) })
  expect(done?.count).toBe(3000)
  expect([found('9461000'), found('9466999'), found('lo')]).toEqual([0, 1, 500])
  history.undoDeletion({ deletion: done?.deletion ?? 0 })
  expect([found('9461000'), found('9466999')]).toEqual([1, 1])
})
it('deletions and undos in any order leave what was never deleted, and no more', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 19 }), fc.constantFrom('keep', 'undo', 'read')), { maxLength: 12 }), (steps) => {
      const history = filled()
      const all = history.entries()
      const gone = new Set<string>()
      for (const [at, then] of steps) {
        const entry = all[at]
        if (!entry || gone.has(entry.id)) continue
        const done = history.deleteEntries({ positions: [positionOf(history, entry.id)] })
        if (then === 'read') history.saveCdrs({ cdrs: history.cdrs })
        if (then === 'undo') history.undoDeletion({ deletion: done?.deletion ?? 0 })
        else gone.add(entry.id)
      }
      expect(history.entries().map(({ id }) => id)).toEqual(all.map(({ id }) => id).filter((id) => !gone.has(id)))
    }),
    { numRuns: 40 },
  )
})
