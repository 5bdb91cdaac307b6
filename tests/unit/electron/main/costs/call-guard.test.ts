import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CallGuardOptions, createCallGuard, type GuardRequest } from '../../../../../electron/main/costs/call-guard.ts'
import type { GuardLimits } from '../../../../../shared/domain/spend-guard.ts'
import { defaultSpending } from '../../../../../shared/domain/spending-settings.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const euros = (units: number) => ({ units, currency: 'EUR' })
const rate = (units: number | null) => ({ number: '', destination: '', price: units === null ? null : euros(units), prefix: '', asOf: 0 })

const never: CallGuardOptions['askRates'] = () => new Promise(() => {})

function guard(limits: Partial<GuardLimits> = {}, part: Partial<CallGuardOptions> = {}) {
  const asked: string[] = []
  const made = createCallGuard({
    region: () => 'DE',
    limits: () => ({ ...defaultSpending, linksAtOnce: false, ...limits }),
    balance: () => euros(184_000),
    async askRates(numbers) {
      asked.push(...numbers)
      return { rates: [rate(4000)], error: null }
    },
    ...part,
  })
  const check = (request: Partial<GuardRequest>): Promise<unknown> =>
    made.check({ origin: 'typed', target: '00442079460018', tones: false, emergency: false, confirmed: [], ...request }).then(
      () => 'calls',
      (e) => e.details?.reasons ?? e.code,
    )
  return { check, asked, priceOf: made.priceOf }
}

describe('the guard of every call', () => {
  it('asks the provider for no price where no limit needs one', async () => {
    const { check, asked } = guard()
    expect([await check({}), await check({ origin: 'redial' }), asked]).toEqual(['calls', 'price', []])
  })
  it('reads the price of what is dialled, as the line dials it', async () => {
    const { check, asked } = guard({ askAbove: 1000 })
    expect([await check({}), await check({ confirmed: ['above-limit'] }), asked]).toEqual([
      'above-limit',
      'calls',
      ['+442079460018', '+442079460018'],
    ])
  })
  it.each([
    ['a premium number', '09003123456', 'premium'],
    ['one behind a service code', '*31#09003123456', 'premium'],
    ['a satellite phone', '00881612345678', 'premium'],
    ['a mobile', '015123456789', 'calls'],
    ['the mailbox', '*98', 'calls'],
    ['a SIP user', 'bob', 'calls'],
  ])('knows %s', async (_, target, expected) => expect(await guard().check({ target })).toBe(expected))
  it('calls links to ordinary numbers of the own country at once where that is allowed', async () => {
    const { check } = guard({ linksAtOnce: true })
    const link = (target: string) => check({ origin: 'link', target })
    expect([await link('004930123456'), await link('00442079460018'), await link('*31#030123456')]).toEqual(['calls', 'price', 'price'])
  })
  it('asks about a link to an ordinary number that tones follow', async () => {
    const { check } = guard({ linksAtOnce: true })
    expect(await check({ origin: 'link', target: '004930123456', tones: true })).toBe('price')
  })
  it.each([
    ['no account', { askRates: () => null }],
    ['no rate', { askRates: async () => ({ rates: [null], error: null }) }],
    ['a failure', { askRates: () => Promise.reject(new Error('made up')) }],
  ] satisfies [string, Partial<CallGuardOptions>][])('asks where the price cannot be read: %s', async (_, part) =>
    expect(await guard({ askAbove: 1 }, part).check({})).toBe('price-unread'),
  )
  it('does not wait for ever for a price', async () => {
    const { check } = guard({ askAbove: 1 }, { askRates: never })
    const answer = check({})
    await vi.advanceTimersByTimeAsync(4000)
    expect(await answer).toBe('price-unread')
  })
  it('holds up no emergency call', async () => {
    const { check, asked } = guard({ askAbove: 0, premium: 'block', usedUp: 'block' }, { balance: () => euros(-1), askRates: never })
    expect([await check({ target: '112', emergency: true }), asked]).toEqual(['calls', []])
    expect(await check({ target: '112', emergency: true, origin: 'auto-redial' })).toBe('emergency')
  })
  it('refuses what is blocked, and without balance where that is wanted', async () => {
    expect(await guard({ destinations: [{ match: 'GB', action: 'block' }] }).check({ confirmed: ['destination'] })).toBe('destination-blocked')
    expect(await guard({ usedUp: 'block' }, { balance: () => euros(0) }).check({})).toBe('balance-used-up')
  })
})
