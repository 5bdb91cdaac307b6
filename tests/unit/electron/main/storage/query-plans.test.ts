import { expect, it } from 'vitest'
import { callshopQueries } from '../../../../../electron/main/storage/callshop-queries.ts'
import { cardBatchQueries } from '../../../../../electron/main/storage/card-batch-queries.ts'
import { paidOperationQueries } from '../../../../../electron/main/storage/paid-operation-queries.ts'
import { rateQueries } from '../../../../../electron/main/storage/rate-queries.ts'
import { budgets } from '../../../../support/budgets.ts'
import { billedCall, historyDatabase, loggedCall, searchFor } from '../../../../support/fakes/history.ts'
import { watchedDatabase } from '../../../../support/fakes/watched-database.ts'
import { paidOperationOf } from '../../../../support/state.ts'

const { database, run, plan } = watchedDatabase()
const history = historyDatabase(database)
const queries = {
  ...history,
  ...callshopQueries(database),
  ...paidOperationQueries(database),
  ...rateQueries(database),
  ...cardBatchQueries(database),
}
queries.upsertCall(loggedCall('call-0001', '+4930', 0, 60))
queries.saveCdrs({ cdrs: [billedCall('004930', 0, 60), billedCall('004931', 90, 60)] })
const callback = paidOperationOf('callback')
queries.beginPaidOperation({ operation: callback, pinHash: null, limit: null })
/** Tables that grow with every call. */
const big =
  'call_log|call_trace|record|entry|e|c|r|callshop_record|recording|paid_operation|deleted_call|deleted_record|deleted_row|card_batch_card|rate'
const pinHash = 'hash'

it.each<[string, () => unknown, number]>([
  ['the newest calls', () => queries.recentCalls({ before: null, limit: 200, missedOnly: false }), 1],
  ['the newest missed calls', () => queries.recentCalls({ before: null, limit: 200, missedOnly: true }), 1],
  [
    'a key in the search field of the calls',
    () => queries.historyPage({ search: searchFor({ text: 'acc' }), before: null, limit: 30 }),
    budgets.statementsOfKey,
  ],
  ['a page of callshop records', () => queries.callshopPage({ since: 0, until: 9, before: { startedAt: 5, id: 1 }, limit: 200 }), 1],
  ['sums of callshop records', () => queries.callshopSums({ since: 0, until: 9 }), 1],
  ['recordings', () => queries.recordings({ callId: null, before: { startedAt: 9, id: 9 }, limit: 200 }), 1],
  ['recordings of a call', () => queries.recordings({ callId: 'call-0001', before: null, limit: 200 }), 1],
  ['a recording', () => queries.recording({ id: 1 }), 1],
  ['paid operations', () => queries.paidOperations({ limit: 50 }), 5],
  ['paid operations by id', () => queries.paidOperationsOf({ ids: [callback.id] }), 1],
  ['a page of what was sent, with what a callback cost', () => queries.sentPage({ kind: null, before: null, limit: 200 }), 4],
  ['a page of one kind', () => queries.sentPage({ kind: 'sms', before: { createdAt: 9, id: 'x' }, limit: 200 }), 1],
  ['the next card of an order', () => queries.nextBatchCard({ id: 'x', state: 'waiting', after: -1 }), 1],
  ['what became of a card', () => queries.settleBatchCard({ operationId: 'x', state: 'done', failure: null }), 1],
  ['the newest rates', () => queries.newestRates({ limit: 9 }), 1],
  ['a PIN that was sent', () => queries.paidOperationOfPin({ pinHash }), 1],
  ['a call that changes', () => queries.upsertCall(loggedCall('call-0001', '+4930', 0, 61)), 20],
  ['records that are read again', () => queries.saveCdrs({ cdrs: [billedCall('004930', 0, 60)] }), 2],
  [
    'a call that is deleted',
    () => queries.deleteEntries({ positions: [Number(queries.historyPage({ search: searchFor(), before: null, limit: 1 }).entries[0]?.position)] }),
    17,
  ],
  ['a deletion that is undone', () => queries.undoDeletion({ deletion: 1 }), 16],
  ['a deletion that is over', () => queries.forgetDeleted({ deletion: 1 }), 1],
])('%s: by index, in a few statements', (_name, request, most) => {
  run.length = 0
  request()
  expect(run.length).toBeGreaterThan(0)
  expect(run.length).toBeLessThanOrEqual(most)
  // in the order of an index and with a limit, a list is read as far as it is shown
  const scans = run.flatMap((sql) =>
    plan(sql).filter((step) => new RegExp(`^SCAN (${big})\\b`).test(step) && !(step.includes('USING') && sql.includes('LIMIT'))),
  )
  expect(scans).toEqual([])
})
