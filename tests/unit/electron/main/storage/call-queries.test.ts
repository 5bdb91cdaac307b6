import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { rateQueries } from '../../../../../electron/main/storage/rate-queries.ts'
import { RATE_VALID } from '../../../../../shared/domain/rate.ts'
import { billedCall, HISTORY_START, historyDatabase, loggedCall } from '../../../../support/fakes/history.ts'

const price = { units: 900, currency: 'EUR' }
const id = 'call-1000'
const call = { ...loggedCall(id, '+4930231251', 4, 60), rateNumber: '004930231251' }
const trace = { interval: 2000, values: [4.2] }

function account() {
  const sqlite = new DatabaseSync(':memory:')
  const queries = { ...historyDatabase(sqlite), ...rateQueries(sqlite) }
  const saveRate = (asOf: number, part: { price?: typeof price | null } = {}): void =>
    queries.saveRates({ rates: [{ number: '004930231251', destination: 'Germany', price, prefix: '4930', asOf, ...part }] })
  return { ...queries, saveRate }
}

describe('the rate at dialling', () => {
  it('is what the provider had said, stays when the rate is read again, and costs the graph nothing', () => {
    const { saveRate, upsertCall, callRate, callTrace } = account()
    saveRate(HISTORY_START - 1000)
    upsertCall(call)
    expect([callRate({ callId: id }), callTrace({ callId: id })]).toEqual([{ price, asOf: HISTORY_START - 1000 }, null])
    saveRate(HISTORY_START + 50_000, { price: { units: 1, currency: 'EUR' } })
    upsertCall({ ...call, trace })
    expect([callRate({ callId: id }), callTrace({ callId: id })]).toEqual([{ price, asOf: HISTORY_START - 1000 }, trace])
  })
  it('may come while it rings', () => {
    const { saveRate, upsertCall, callRate } = account()
    upsertCall(call)
    expect(callRate({ callId: id })).toBeNull()
    saveRate(HISTORY_START + 500)
    upsertCall({ ...call, trace })
    expect(callRate({ callId: id })).toMatchObject({ price })
  })
  it('is not known from an older or later look-up, without a price, or for a call that has no rate', () => {
    for (const [asOf, part] of [
      [HISTORY_START - RATE_VALID - 1, {}],
      [HISTORY_START + RATE_VALID + 1, {}],
      [HISTORY_START, { price: null }],
    ] as const) {
      const { saveRate, upsertCall, callRate } = account()
      saveRate(asOf, part)
      upsertCall(call)
      expect(callRate({ callId: id })).toBeNull()
    }
    const { saveRate, upsertCall, callRate } = account()
    saveRate(HISTORY_START)
    upsertCall(loggedCall(id, '+4930231251', 4, 60))
    expect(callRate({ callId: id })).toBeNull()
  })
})

it('costs are those that the record of each call names, however old it is', () => {
  const { upsertCall, saveCdrs, callCosts } = account()
  const old = -400 * 86_400
  upsertCall(loggedCall('call-old1', '+4930231251', old, 60))
  upsertCall(loggedCall('call-new1', '+4930231251', 0, 60))
  upsertCall(loggedCall('call-free', '+4930231252', 900, 60))
  const amount = { units: 1000, currency: 'EUR' }
  saveCdrs({
    cdrs: [
      billedCall('004930231251', old, 60, { amount }),
      billedCall('004930231251', 0, 60, { amount, amountWithTax: { units: 1190, currency: 'EUR' } }),
      billedCall('004930231252', 900, 60),
    ],
  })
  expect(callCosts({ callIds: ['call-new1', 'call-old1', 'call-free', 'call-none'] }).sort((a, b) => (a.callId < b.callId ? -1 : 1))).toEqual([
    { callId: 'call-new1', cost: { units: 1190, currency: 'EUR' } },
    { callId: 'call-old1', cost: amount },
  ])
})
