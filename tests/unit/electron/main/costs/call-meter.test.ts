import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCallMeter } from '../../../../../electron/main/costs/call-meter.ts'
import type { CallSpending } from '../../../../../shared/domain/call-spending.ts'
import type { CallPrice } from '../../../../../shared/domain/spend-guard.ts'
import { callOf } from '../../../../support/state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const euros = (units: number) => ({ units, currency: 'EUR' })
const MINUTE = 60_000
const known: CallPrice = { state: 'known', price: euros(1000) }

function meter(
  limits: Partial<{ warnMinutes: number; warnCost: number; hangUp: boolean }> = {},
  price: () => Promise<CallPrice> = async () => known,
) {
  let shown: CallSpending[] = []
  const ended: string[] = []
  const made = createCallMeter({
    now: Date.now,
    limits: () => ({ warnMinutes: null, warnCost: null, hangUp: false, ...limits }),
    balance: () => euros(50_000),
    priceOf: price,
    hangUp: (callId) => ended.push(callId),
    onChange: (calls) => {
      shown = calls
    },
  })
  const answered = () => callOf({ direction: 'outgoing', state: 'connected', dialled: '00442079460018', connectedAt: Date.now() })
  return { ...made, begin: () => made.connected(answered()), shown: () => shown, warning: () => shown[0]?.warning ?? null, hungUp: () => ended }
}

describe('what a call costs while it runs', () => {
  it('is known once its price is', async () => {
    const { begin, shown, ended } = meter()
    begin()
    expect(shown()).toMatchObject([{ callId: 'call-0001', price: null, balanceAtStart: euros(50_000) }])
    await vi.advanceTimersByTimeAsync(0)
    expect(shown()).toMatchObject([{ price: euros(1000) }])
    ended('call-0001')
    expect(shown()).toEqual([])
  })
  it('is nothing for calls that come in', () => {
    const { connected, shown } = meter()
    connected(callOf({ state: 'connected', connectedAt: Date.now() }))
    expect(shown()).toEqual([])
  })
})

describe('a warning', () => {
  it('does not come where none was chosen', async () => {
    const { begin, warning } = meter({ hangUp: true })
    begin()
    await vi.advanceTimersByTimeAsync(600 * MINUTE)
    expect(warning()).toBeNull()
  })
  it('comes after each so many minutes, with what the call has cost', async () => {
    const { begin, warning, hungUp } = meter({ warnMinutes: 10 })
    begin()
    await vi.advanceTimersByTimeAsync(10 * MINUTE - 1)
    expect(warning()).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    expect(warning()).toEqual({ reason: 'time', minutes: 10, cost: euros(10_000), hangUpAt: null })
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(warning()).toMatchObject({ minutes: 20 })
    expect(hungUp()).toEqual([])
  })
  it('comes each time the call has cost so much', async () => {
    const { begin, warning, goOn } = meter({ warnCost: 2500, warnMinutes: 60 })
    begin()
    await vi.advanceTimersByTimeAsync(2.5 * MINUTE)
    expect(warning()).toMatchObject({ reason: 'cost', cost: euros(2500) })
    goOn('call-0001')
    expect(warning()).toBeNull()
    await vi.advanceTimersByTimeAsync(2.5 * MINUTE)
    expect(warning()).toMatchObject({ reason: 'cost', cost: euros(5000) })
  })
  it('waits for a cost that is further away than a timer goes', async () => {
    const limits = { warnCost: 200 * 10_000, hangUp: true }
    const { begin, warning, hungUp } = meter(limits, async () => ({ state: 'known', price: euros(40) }))
    begin()
    await vi.advanceTimersByTimeAsync(2 ** 31)
    expect([warning(), hungUp()]).toEqual([null, []])
    await vi.advanceTimersByTimeAsync((limits.warnCost / 40) * MINUTE - 2 ** 31)
    expect(warning()).toMatchObject({ reason: 'cost', cost: euros(limits.warnCost) })
  })
  it.each([
    ['no rate', async (): Promise<CallPrice> => ({ state: 'none' })],
    ['an answer that fails', () => Promise.reject(new Error('made up'))],
  ])('comes by the time alone with %s', async (_, price) => {
    const { begin, warning } = meter({ warnCost: 1, warnMinutes: 5 }, price)
    begin()
    await vi.advanceTimersByTimeAsync(5 * MINUTE)
    expect(warning()).toMatchObject({ reason: 'time', cost: null })
  })
  it('ends the call a minute later where that was chosen', async () => {
    const { begin, warning, hungUp } = meter({ warnMinutes: 1, hangUp: true })
    begin()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(warning()).toMatchObject({ hangUpAt: Date.now() + MINUTE })
    await vi.advanceTimersByTimeAsync(MINUTE - 1)
    expect(hungUp()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(hungUp()).toEqual(['call-0001'])
  })
  it('ends nothing when the user goes on, and comes again a step later', async () => {
    const { begin, warning, goOn, hungUp } = meter({ warnMinutes: 5, hangUp: true })
    begin()
    await vi.advanceTimersByTimeAsync(5 * MINUTE + 30_000)
    goOn('call-0001')
    goOn('call-0001')
    goOn('another')
    await vi.advanceTimersByTimeAsync(4 * MINUTE)
    expect([hungUp(), warning()]).toEqual([[], null])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(warning()).toMatchObject({ minutes: 10 })
  })
  it.each(['before it', 'after it'])('event after close: nothing comes for a call that ended %s', async (when) => {
    const { begin, ended, hungUp, shown } = meter({ warnMinutes: 1, hangUp: true })
    begin()
    await vi.advanceTimersByTimeAsync(when === 'before it' ? 1000 : MINUTE + 1000)
    ended('call-0001')
    ended('call-0001')
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect([hungUp(), shown()]).toEqual([[], []])
  })
  it('event after close: a price that comes too late changes nothing', async () => {
    let answer: (price: CallPrice) => void = () => {}
    const { begin, ended, shown } = meter({}, () => new Promise((resolve) => (answer = resolve)))
    begin()
    ended('call-0001')
    answer(known)
    await vi.advanceTimersByTimeAsync(0)
    expect(shown()).toEqual([])
  })
})
