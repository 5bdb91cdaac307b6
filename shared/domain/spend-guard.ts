import { z } from 'zod'
import type { Money } from './money.ts'
import { readPhoneNumber } from './phone-number.ts'
import type { SpendingSettings } from './spending-settings.ts'

/** Where a request to dial came from. Of a number that was typed or filled in here, the price was shown. */
export const dialOriginSchema = z.enum([
  'typed',
  'redial',
  'auto-redial',
  'contact',
  'voicemail',
  'referral',
  'clipboard',
  'link',
  'command-line',
  'notification',
  'tray',
])
export type DialOrigin = z.infer<typeof dialOriginSchema>

/**
 * Why a call is not made before the user says so. `emergency`: an emergency number that was not typed. `price`: its price has not
 * been shown. `price-unread`: the provider's answer is missing. `no-rate`: the provider has none.
 */
export const dialReasons = ['emergency', 'price', 'premium', 'destination', 'above-limit', 'price-unread', 'no-rate'] as const
export const dialReasonSchema = z.enum(dialReasons)
export type DialReason = z.infer<typeof dialReasonSchema>

/** What is known of a number's price. `network`: a code of the network, such as that of a mailbox, which has no rate. */
export type CallPrice =
  | { readonly state: 'known'; readonly price: Money }
  | { readonly state: 'none' }
  | { readonly state: 'unread' }
  | { readonly state: 'network' }

/** Where a call leads, as far as its limits go by that. */
export type Destination = {
  /** `+` and digits. */
  readonly number: string
  /** ISO 3166-1 alpha-2. */
  readonly region: string | null
}

export type GuardedCall = {
  readonly origin: DialOrigin
  readonly emergency: boolean
  /** Null: a code of the network or a SIP user. */
  readonly destination: Destination | null
  readonly premium: boolean
  /** A number of the own country that costs no more than a normal call, and that no tones follow. */
  readonly ordinary: boolean
  readonly price: CallPrice
  readonly balance: Money | null
}

export type GuardLimits = Pick<SpendingSettings, 'atOnceUpTo' | 'askAbove' | 'askWithoutRate' | 'premium' | 'destinations' | 'usedUp'> & {
  /** Links to ordinary numbers are called at once. */
  readonly linksAtOnce: boolean
}

export type GuardDecision =
  | { readonly kind: 'call' }
  | { readonly kind: 'ask'; readonly reasons: readonly DialReason[] }
  | { readonly kind: 'refuse'; readonly code: 'destination-blocked' | 'balance-used-up' }

/**
 * Whether a call is made, asked about or refused: the one rule for whatever can begin a call. Emergency calls have no limit.
 *
 * @param confirmed what the user was shown and agreed to
 */
export function guardCall(call: GuardedCall, limits: GuardLimits, confirmed: readonly DialReason[]): GuardDecision {
  if (call.emergency) return answer(call.origin === 'typed' ? [] : ['emergency'], confirmed)
  const rule = ruleFor(call.destination, limits)
  if (rule === 'block' || (call.premium && limits.premium === 'block')) return { kind: 'refuse', code: 'destination-blocked' }
  const usedUp = isUsedUp(call.balance) && costs(call.price)
  if (usedUp && limits.usedUp === 'block') return { kind: 'refuse', code: 'balance-used-up' }
  const { askAbove } = limits
  const reasons: DialReason[] = [
    ...(priceWasShown(call.origin) || (!usedUp && isWithinOwnLimit(call, limits)) ? [] : (['price'] as const)),
    ...(call.premium && limits.premium === 'ask' ? (['premium'] as const) : []),
    ...(rule === 'ask' ? (['destination'] as const) : []),
    ...(askAbove !== null && call.price.state === 'known' && !isAtMost(call.price.price, askAbove, call.balance) ? (['above-limit'] as const) : []),
    ...(call.price.state === 'unread' && (askAbove !== null || limits.askWithoutRate) ? (['price-unread'] as const) : []),
    ...(call.price.state === 'none' && limits.askWithoutRate ? (['no-rate'] as const) : []),
  ]
  return answer(reasons, confirmed)
}

function answer(reasons: readonly DialReason[], confirmed: readonly DialReason[]): GuardDecision {
  const left = reasons.filter((reason) => !confirmed.includes(reason))
  return left.length ? { kind: 'ask', reasons: left } : { kind: 'call' }
}

/** Whether the answer depends on the price at all: then it is worth waiting for. */
export function needsPrice(call: Omit<GuardedCall, 'price'>, limits: GuardLimits): boolean {
  if (call.emergency || call.destination === null) return false
  if (limits.askAbove !== null || limits.askWithoutRate) return true
  // what costs nothing is called all the same
  if (limits.usedUp === 'block' && isUsedUp(call.balance)) return true
  return !priceWasShown(call.origin) && ownLimit(call, limits) !== null
}

/** What began there has shown the number with its price, or was begun by the user with one that was shown. */
const priceWasShown = (origin: DialOrigin): boolean => origin === 'typed' || origin === 'auto-redial' || origin === 'referral'

/** The price a minute up to which a call may begin at once; null: never. A link needs a permission of its own, for it is not the user's. */
function ownLimit({ origin, ordinary }: Pick<GuardedCall, 'origin' | 'ordinary'>, limits: GuardLimits): number | null {
  switch (origin) {
    case 'typed':
    case 'auto-redial':
    case 'referral':
      return Number.POSITIVE_INFINITY
    case 'redial':
    case 'contact':
    case 'voicemail':
    case 'notification':
    case 'tray':
      return limits.atOnceUpTo
    case 'link':
      return limits.linksAtOnce && ordinary ? (limits.atOnceUpTo ?? limits.askAbove ?? Number.POSITIVE_INFINITY) : null
    case 'clipboard':
    case 'command-line':
      return null
    default:
      return origin satisfies never
  }
}

function isWithinOwnLimit(call: GuardedCall, limits: GuardLimits): boolean {
  const most = ownLimit(call, limits)
  return most !== null && call.price.state === 'known' && isAtMost(call.price.price, most, call.balance)
}

/** Limits are in the currency of the account: a price in another one is within none. */
const isAtMost = (price: Money, most: number, balance: Money | null): boolean =>
  price.units <= most && (balance === null || balance.currency === price.currency)

/** Nothing is left, as far as the balance says: there may be credit. */
export const isUsedUp = (balance: Money | null): boolean => balance !== null && balance.units <= 0

const costs = (price: CallPrice): boolean => price.state !== 'network' && !(price.state === 'known' && price.price.units <= 0)

/** Of several rules that fit, that of the longest beginning counts; a country's counts least. */
function ruleFor(destination: Destination | null, { destinations }: GuardLimits): 'ask' | 'block' | null {
  if (!destination) return null
  const [best] = destinations
    .filter(({ match }) => (match.startsWith('+') ? destination.number.startsWith(match) : match === destination.region))
    .sort((a, b) => weight(b.match) - weight(a.match) || (a.action === 'block' ? -1 : 1))
  return best?.action ?? null
}
const weight = (match: string): number => (match.startsWith('+') ? match.length : 0)

/** Digits from which something is a number that somebody can be charged for, and no code of the network. */
const LEAST_DIGITS = 6

/**
 * Where a dialled number leads; null for a code of the network or a SIP user. What follows a service code, as in `*31#` and a
 * number, is a number too.
 *
 * @param target as the line dials it
 * @param region country of numbers without a country code
 */
export function destinationOf(target: string, region: string): Destination | null {
  const number = target.split(/[*#]/).reduce((longest, part) => (part.length > longest.length ? part : longest), '')
  if (!/^\+?\d+$/.test(number) || number.length < LEAST_DIGITS) return null
  const facts = readPhoneNumber(number, region)
  if (facts) return { number: facts.e164, region: facts.region }
  // not a number that exists, but a rule for its beginning may be meant for it all the same
  return { number: number.replace(/^00/, '+').replace(/^\+?/, '+'), region: null }
}

/** Codes of no country that cost as much as premium numbers: satellites (870, 881 to 883) and international premium (979). */
const WORLD_PREMIUM = /^\+(?:870|88[123]|979)/

export const isWorldPremium = ({ number }: Destination): boolean => WORLD_PREMIUM.test(number)
