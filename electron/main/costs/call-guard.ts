import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { Rate } from '../../../shared/domain/rate.ts'
import {
  type CallPrice,
  type Destination,
  type DialOrigin,
  type DialReason,
  destinationOf,
  type GuardLimits,
  guardCall,
  isWorldPremium,
  needsPrice,
} from '../../../shared/domain/spend-guard.ts'
import { loadNumberKinds, numberKind } from '../calls/number-kind.ts'

export type GuardRequest = {
  readonly origin: DialOrigin
  /** What the line dials. */
  readonly target: string
  /** Tones follow the answer. */
  readonly tones: boolean
  readonly emergency: boolean
  /** What the user was shown and agreed to. */
  readonly confirmed: readonly DialReason[]
}

export type CallGuardOptions = {
  /** Country of numbers without a country code. */
  readonly region: () => string
  readonly limits: () => GuardLimits
  readonly balance: () => Money | null
  /** Prices of the open account, null where none is open. */
  readonly askRates: (numbers: readonly string[]) => Promise<{ rates: Array<Rate | null>; error: Failure | null }> | null
}

export type CallGuard = {
  /**
   * Lets a call pass that may be made. Every way to begin one goes through here.
   *
   * @throws AppError `confirmation-needed` with `reasons` in its details, as many as are not confirmed, with commas between them;
   * `destination-blocked`, `balance-used-up`
   */
  readonly check: (request: GuardRequest) => Promise<void>
  /** What a dialled number costs, as far as it is known within a few seconds. */
  readonly priceOf: (target: string) => Promise<CallPrice>
}

/** ms that a call waits for its price; the provider may not answer at all. */
const PRICE_WAIT = 4000

export function createCallGuard({ region, limits, balance, askRates }: CallGuardOptions): CallGuard {
  const priceFor = async (destination: Destination | null): Promise<CallPrice> => {
    if (!destination) return { state: 'network' }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, PRICE_WAIT, null)
    })
    const asked = Promise.resolve(askRates([destination.number])).catch(() => null)
    const rate = (await Promise.race([asked, late]))?.rates[0] ?? null
    clearTimeout(timer)
    if (!rate) return { state: 'unread' }
    return rate.price ? { state: 'known', price: rate.price } : { state: 'none' }
  }
  return {
    async check({ origin, target, tones, emergency, confirmed }) {
      const destination = emergency ? null : destinationOf(target, region())
      if (destination) await loadNumberKinds()
      const kind = destination ? numberKind(destination.number, region()) : null
      // tones could tell a voicemail what to do
      const own = tones || /[*#]/.test(target) ? null : kind
      const known = {
        origin,
        emergency,
        destination,
        premium: kind?.premium === true || (destination !== null && isWorldPremium(destination)),
        ordinary: own?.ordinary === true && own.region === region(),
        balance: balance(),
      }
      // the limits of this moment: a change while the price is read is for the next call
      const now = limits()
      const price: CallPrice = needsPrice(known, now) ? await priceFor(destination) : { state: destination ? 'unread' : 'network' }
      const decision = guardCall({ ...known, price }, now, confirmed)
      switch (decision.kind) {
        case 'call':
          return
        case 'ask':
          throw new AppError('confirmation-needed', 'the user has to agree first', { details: { reasons: decision.reasons.join(',') } })
        case 'refuse':
          throw new AppError(decision.code, 'the user or the administrator does not want this call')
        default:
          return decision satisfies never
      }
    },
    priceOf: (target) => priceFor(destinationOf(target, region())),
  }
}
