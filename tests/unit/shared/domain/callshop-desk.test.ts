import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultDesk, ROUNDING_STEPS, type ShopPricing, shopPrice, sumDesk } from '../../../../shared/domain/callshop-desk.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })
const record = (caller: string, startedAt: number, units: number, billedSeconds = 60) => ({
  startedAt,
  caller,
  callee: '00447700900123',
  destination: 'UK',
  seconds: billedSeconds - 5,
  billedSeconds,
  amount: eur(units - 10),
  amountWithTax: eur(units),
})
const percent = (p: number, roundUpTo: ShopPricing['roundUpTo'] = 1): ShopPricing => ({ kind: 'percent', percent: p, perMinute: 0, roundUpTo })
const perMinute = (m: number, roundUpTo: ShopPricing['roundUpTo'] = 1): ShopPricing => ({ kind: 'per-minute', percent: 0, perMinute: m, roundUpTo })

describe('the shop’s own price of a call', () => {
  it.each([
    ['a fifth more', 1200, 60, percent(2000), 1440],
    ['a third of a percent more, never a fraction less', 1000, 60, percent(33), 1004],
    ['ten cents a minute more, for the time that was billed', 1200, 90, perMinute(1000), 2700],
    ['a cent a minute more, for a second', 0, 1, perMinute(100), 2],
    ['rounded up to whole cents', 1201, 60, percent(0, 100), 1300],
    ['rounded up to five cents', 1440, 60, percent(0, 500), 1500],
    ['that is whole already stays', 1500, 60, percent(0, 500), 1500],
    ['of a call that cost nothing is nothing', 0, 60, percent(5000, 1000), 0],
    ['of what was paid back is not more than that', -1250, 60, percent(0, 100), -1200],
  ] as const)('%s', (_name, units, seconds, pricing, expected) => {
    expect(shopPrice(record('1', 1, units, seconds), pricing)).toEqual(eur(expected))
  })
  it('is none without a mark-up, and where nobody knows what the call cost', () => {
    expect(shopPrice(record('1', 1, 5), defaultDesk.pricing)).toBeNull()
    expect(shopPrice({ amount: null, amountWithTax: null, billedSeconds: 60 }, percent(1000))).toBeNull()
    expect(shopPrice({ amount: eur(100), amountWithTax: null, billedSeconds: 60 }, percent(1000))).toEqual(eur(110))
  })
  it('is never below what the call cost, and a multiple of the step', () => {
    const pricing = fc.record({
      kind: fc.constantFrom('percent' as const, 'per-minute' as const),
      percent: fc.integer({ min: 0, max: 1_000_000 }),
      perMinute: fc.integer({ min: 0, max: 10_000_000 }),
      roundUpTo: fc.constantFrom(...ROUNDING_STEPS),
    })
    fc.assert(
      fc.property(pricing, fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 86_400 }), (p, units, seconds) => {
        const price = shopPrice(record('1', 1, units, seconds), p)?.units ?? -1
        return price >= units && price % p.roundUpTo === 0
      }),
    )
  })
})

it('calls by booth: the one with the last call first, all and those on no receipt yet, and the sum of the rounded prices', () => {
  const settings = {
    ...defaultDesk,
    pricing: percent(0, 100),
    booths: [{ caller: '0030111', name: 'Booth 1', settledUntil: 20 }],
  }
  const { booths, total } = sumDesk([record('0030111', 30, 150), record('0030111', 20, 150), record('0030222', 25, 150)], settings)
  expect(booths.map(({ name, caller, all, open }) => [name || caller, all.calls, open.calls, all.shop, open.shop])).toEqual([
    ['Booth 1', 2, 1, [eur(400)], [eur(200)]],
    ['0030222', 1, 1, [eur(200)], [eur(200)]],
  ])
  expect([total.calls, total.billedSeconds, total.provider, total.shop]).toEqual([3, 180, [eur(450)], [eur(600)]])
})
