import { describe, expect, it } from 'vitest'
import {
  type CallPrice,
  type DialOrigin,
  type DialReason,
  destinationOf,
  dialOriginSchema,
  dialReasonSchema,
  type GuardedCall,
  type GuardLimits,
  guardCall,
  isWorldPremium,
  needsPrice,
} from '../../../../shared/domain/spend-guard.ts'
import { defaultSpending } from '../../../../shared/domain/spending-settings.ts'

const euros = (units: number) => ({ units, currency: 'EUR' })
const usual: GuardLimits = { ...defaultSpending, linksAtOnce: false }
const call: GuardedCall = {
  origin: 'typed',
  emergency: false,
  destination: { number: '+442079460018', region: 'GB' },
  premium: false,
  ordinary: false,
  price: { state: 'known', price: euros(190) },
  balance: euros(184_000),
}
/** "call", what is asked, or what it is refused with. */
function decide(part: Partial<GuardedCall>, limits: Partial<GuardLimits> = {}, confirmed: readonly DialReason[] = []): string {
  const decision = guardCall({ ...call, ...part }, { ...usual, ...limits }, confirmed)
  return decision.kind === 'ask' ? decision.reasons.join(' ') : decision.kind === 'refuse' ? decision.code : 'call'
}

const shown: readonly DialOrigin[] = ['typed', 'auto-redial', 'referral']
const listed: readonly DialOrigin[] = ['redial', 'contact', 'voicemail', 'notification', 'tray']
const outside: readonly DialOrigin[] = ['link', 'clipboard', 'command-line']
const prices: Readonly<Record<string, CallPrice>> = {
  free: { state: 'known', price: euros(0) },
  cheap: { state: 'known', price: euros(190) },
  dear: { state: 'known', price: euros(9000) },
  foreign: { state: 'known', price: { units: 1, currency: 'USD' } },
  none: { state: 'none' },
  unread: { state: 'unread' },
}
const balances = { much: euros(184_000), nothing: euros(0), credit: euros(-10_000), unknown: null }
const limits: Readonly<Record<string, Partial<GuardLimits>>> = {
  usual: {},
  'at once up to 0.02': { atOnceUpTo: 200 },
  'ask above 0.50': { askAbove: 5000 },
  'ask without rate': { askWithoutRate: true },
  'not when used up': { usedUp: 'block' },
}

describe('every origin, price, balance and limit', () => {
  const all = dialOriginSchema.options.flatMap((origin) =>
    Object.entries(prices).flatMap(([price, of]) =>
      Object.entries(balances).flatMap(([balance, left]) =>
        Object.entries(limits).map(([limit, set]) => ({ origin, price, balance, limit, is: decide({ origin, price: of, balance: left }, set) })),
      ),
    ),
  )
  const where = (fits: Partial<Record<'price' | 'balance' | 'limit', readonly string[]>>, origins: readonly DialOrigin[]) => [
    ...new Set(
      all
        .filter((row) => origins.includes(row.origin) && Object.entries(fits).every(([key, values]) => values.includes(row[key as 'price'])))
        .map(({ is }) => is),
    ),
  ]

  it('is each in exactly one group', () => expect([...shown, ...listed, ...outside].sort()).toEqual([...dialOriginSchema.options].sort()))

  it.each([
    ['a price that was shown', shown, { limit: ['usual', 'at once up to 0.02'] }, ['call']],
    ['a list, usually', listed, { limit: ['usual'] }, ['price']],
    ['another program', outside, { limit: ['usual', 'at once up to 0.02'] }, ['price']],
    ['a list, cheap, at once', listed, { limit: ['at once up to 0.02'], price: ['free', 'cheap'], balance: ['much', 'unknown'] }, ['call']],
    ['a list, dear, at once', listed, { limit: ['at once up to 0.02'], price: ['dear', 'none', 'unread'] }, ['price']],
    ['a list, another currency', listed, { limit: ['at once up to 0.02'], price: ['foreign'], balance: ['much'] }, ['price']],
    ['a list, used up', listed, { limit: ['at once up to 0.02'], price: ['cheap'], balance: ['nothing', 'credit'] }, ['price']],
    ['above the limit', shown, { limit: ['ask above 0.50'], price: ['dear'] }, ['above-limit']],
    ['above the limit, other currency', shown, { limit: ['ask above 0.50'], price: ['foreign'], balance: ['much'] }, ['above-limit']],
    ['within the limit', shown, { limit: ['ask above 0.50'], price: ['free', 'cheap', 'none'] }, ['call']],
    ['a price that cannot be read', shown, { limit: ['ask above 0.50', 'ask without rate'], price: ['unread'] }, ['price-unread']],
    ['no rate', shown, { limit: ['ask without rate'], price: ['none'] }, ['no-rate']],
    ['a list above the limit', listed, { limit: ['ask above 0.50'], price: ['dear'] }, ['price above-limit']],
    ['another program above the limit', outside, { limit: ['ask above 0.50'], price: ['dear'] }, ['price above-limit']],
    [
      'used up, user says no',
      dialOriginSchema.options,
      { limit: ['not when used up'], price: ['cheap', 'dear', 'none', 'unread'], balance: ['nothing', 'credit'] },
      ['balance-used-up'],
    ],
    ['used up, free', shown, { limit: ['not when used up'], price: ['free'] }, ['call']],
    ['used up, the provider’s word', shown, { limit: ['usual'], balance: ['nothing', 'credit'] }, ['call']],
  ] as const)('%s', (_, origins, fits, expected) => expect(where(fits, origins)).toEqual(expected))
})

describe('destinations', () => {
  const premium = { premium: true, destination: { number: '+499001234567', region: 'DE' } }
  it.each([
    ['premium numbers are asked about', premium, {}, 'premium'],
    ['or called', premium, { premium: 'call' }, 'call'],
    ['or never called', premium, { premium: 'block' }, 'destination-blocked'],
    ['a country', {}, { destinations: [{ match: 'GB', action: 'block' }] }, 'destination-blocked'],
    ['another country', {}, { destinations: [{ match: 'DE', action: 'block' }] }, 'call'],
    ['a beginning', {}, { destinations: [{ match: '+4420', action: 'ask' }] }, 'destination'],
    [
      'the longer beginning counts',
      {},
      {
        destinations: [
          { match: 'GB', action: 'block' },
          { match: '+44', action: 'block' },
          { match: '+4420', action: 'ask' },
        ],
      },
      'destination',
    ],
    [
      'of two for the same the stricter one',
      {},
      {
        destinations: [
          { match: '+44', action: 'ask' },
          { match: '+44', action: 'block' },
        ],
      },
      'destination-blocked',
    ],
  ] as const)('%s', (_, part, set, expected) => expect(decide(part, set as Partial<GuardLimits>)).toBe(expected))

  it.each(dialOriginSchema.options)('hold for %s', (origin) => {
    const blocked: Partial<GuardLimits> = { destinations: [{ match: 'GB', action: 'block' }], atOnceUpTo: 10_000, linksAtOnce: true }
    expect(decide({ origin, ordinary: true }, blocked, dialReasonSchema.options)).toBe('destination-blocked')
    expect(decide({ origin, ordinary: true, premium: true }, { ...blocked, destinations: [] })).toContain('premium')
  })

  it.each([
    ['+447700900123', '+447700900123', 'GB'],
    ['0044 7700 900123'.replaceAll(' ', ''), '+447700900123', 'GB'],
    ['03023125110', '+493023125110', 'DE'],
    ['*31#09001234567', '+499001234567', 'DE'],
    ['#31#+447700900123', '+447700900123', 'GB'],
    ['+9999999999', '+9999999999', null],
  ])('%s leads to %s', (target, number, region) => expect(destinationOf(target, 'DE')).toEqual({ number, region }))
  it.each(['10000', '*98', 'bob', '110', '*21#', ''])('%j leads to no number', (target) => expect(destinationOf(target, 'DE')).toBeNull())
  it.each(['+8816123456', '+8821612345', '+870772001899', '+979123456789'])('%s costs as a premium number does', (number) =>
    expect(isWorldPremium({ number, region: null })).toBe(true),
  )
})

describe('emergency numbers', () => {
  const strict: Partial<GuardLimits> = {
    askAbove: 0,
    askWithoutRate: true,
    usedUp: 'block',
    premium: 'block',
    destinations: [{ match: '+1', action: 'block' }],
  }
  it('have no limit where they are typed', () => expect(decide({ emergency: true, balance: euros(-1) }, strict)).toBe('call'))
  it.each(dialOriginSchema.options.filter((o) => o !== 'typed'))('are asked about from %s', (origin) => {
    expect(decide({ origin, emergency: true }, strict)).toBe('emergency')
    expect(decide({ origin, emergency: true }, strict, ['price'])).toBe('emergency')
    expect(decide({ origin, emergency: true }, strict, ['emergency'])).toBe('call')
  })
})

describe('what the user agreed to', () => {
  it('counts for what was shown alone', () => {
    const dear = { origin: 'link', price: prices['dear'] as CallPrice, premium: true } as const
    expect(decide(dear, { askAbove: 5000 }, ['price'])).toBe('premium above-limit')
    expect(decide(dear, { askAbove: 5000 }, ['price', 'premium', 'above-limit'])).toBe('call')
  })
})

describe('links', () => {
  it.each([
    ['without a permission', { ordinary: true }, {}, 'price'],
    ['to an ordinary number', { ordinary: true }, { linksAtOnce: true }, 'call'],
    ['to any other number', { ordinary: false }, { linksAtOnce: true }, 'price'],
    ['whose price is not known', { ordinary: true, price: { state: 'unread' } }, { linksAtOnce: true }, 'price'],
    ['above the limit', { ordinary: true, price: prices['dear'] }, { linksAtOnce: true, atOnceUpTo: 200 }, 'price'],
  ] as const)('%s', (_, part, set, expected) => expect(decide({ origin: 'link', ...part } as Partial<GuardedCall>, set)).toBe(expected))
})

describe('the price is waited for', () => {
  it.each([
    ['where a limit needs it', {}, { askAbove: 1 }, true],
    ['where none does', {}, {}, false],
    ['where a list may call at once', { origin: 'redial' }, { atOnceUpTo: 200 }, true],
    ['where nothing is left, and that counts', { balance: euros(0) }, { usedUp: 'block' }, true],
    ['where it may not', { origin: 'redial' }, {}, false],
    ['never for an emergency', { emergency: true }, { askAbove: 1 }, false],
    ['never for a code of the network', { destination: null }, { askAbove: 1 }, false],
  ] as const)('%s', (_, part, set, expected) => expect(needsPrice({ ...call, ...part } as GuardedCall, { ...usual, ...set })).toBe(expected))
})
