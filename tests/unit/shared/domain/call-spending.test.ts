import { describe, expect, it } from 'vitest'
import { type CallSpending, costOf, minutesAt, minutesLeft } from '../../../../shared/domain/call-spending.ts'

const euros = (units: number) => ({ units, currency: 'EUR' })
const MINUTE = 60_000
const START = 1_000_000
const call = (part: Partial<CallSpending> = {}): CallSpending => ({
  callId: 'call-0001',
  connectedAt: START,
  price: euros(1000),
  balanceAtStart: euros(10_000),
  warning: null,
  ...part,
})
const left = (units: number, asOf: number, now: number, calls: readonly CallSpending[] = [call()]) =>
  minutesLeft({ amount: euros(units), asOf }, calls, now)

it('a part of a minute costs a part of its price', () => expect([costOf(euros(1000), 90_000), costOf(euros(1000), -5)]).toEqual([1500, 0]))

it.each([
  ['whole minutes alone', euros(184_000), euros(4470), 41],
  ['nothing left', euros(0), euros(190), 0],
  ['less than nothing left', euros(-5), euros(190), 0],
  ['free of charge', euros(184_000), euros(0), null],
  ['no rate', euros(184_000), null, null],
  ['no balance', null, euros(190), null],
  ['another currency', euros(184_000), { units: 190, currency: 'USD' }, null],
])('minutes at a price: %s', (_, balance, price, expected) => expect(minutesAt(balance, price)).toBe(expected))

describe('minutes left in a call', () => {
  it('get fewer while it runs', () => {
    expect(left(10_000, START - 5000, START)).toBe(10)
    expect(left(10_000, START - 5000, START + 3.5 * MINUTE)).toBe(6)
    expect(left(10_000, START - 5000, START + 60 * MINUTE)).toBe(0)
  })
  it('do not start anew with a balance that the call is not yet taken from', () =>
    expect(left(10_000, START + 4 * MINUTE, START + 5 * MINUTE)).toBe(5))
  it('count from a balance that the call was taken from', () => expect(left(6000, START + 4 * MINUTE, START + 5 * MINUTE)).toBe(5))
  it('get more by a top-up', () => expect(left(110_000, START + 4 * MINUTE, START + 5 * MINUTE)).toBe(105))
  it('are shared by all calls', () => expect(left(10_000, START, START, [call(), call({ callId: 'call-0002', price: euros(4000) })])).toBe(2))
  it('are not known without a price in the currency of the balance', () => {
    expect(left(10_000, START, START, [call({ price: null })])).toBeNull()
    expect(left(10_000, START, START, [call({ price: { units: 5, currency: 'USD' } })])).toBeNull()
    expect(minutesLeft({ amount: null, asOf: null }, [call()], START)).toBeNull()
  })
})
