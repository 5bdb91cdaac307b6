import { AppError, type Failure } from '../../../shared/domain/failure.ts'
import { providerNumber } from '../../../shared/domain/phone-number.ts'
import {
  type KnownRate,
  knownRates,
  RATE_VALID,
  RATES_AT_ONCE,
  type Rate,
  type RateLookUp,
  type RateLookUpResult,
  type RateProgress,
} from '../../../shared/domain/rate.ts'
import type { OpenAccount } from '../account/account-session.ts'
import { asFailure } from '../failure.ts'
import { fetchRates } from '../provider/rates.ts'

export type Rates = {
  /**
   * One rate a number, in the order asked; null where none is known and the provider cannot be asked. A price younger than
   * an hour is not requested again, and the same number never twice at once. Twenty go into a request; the requests follow
   * one another and end with the first that fails.
   */
  readonly ask: (numbers: readonly string[], fresh: boolean) => Promise<{ rates: Array<Rate | null>; error: Failure | null }>
  /**
   * Asks all, and remembers the list from the begin on, so that one that was cancelled, failed or killed can go on: with `goOn`, only
   * what was not asked since then is. @throws AppError `busy` while another one runs
   */
  readonly lookUp: (numbers: readonly string[], goOn?: boolean) => Promise<RateLookUpResult>
  /** Ends it after the request that is under way. */
  readonly cancelLookUp: () => void
  readonly earlier: () => Promise<RateLookUp[]>
  readonly nameList: (id: number, name: string | null) => Promise<void>
  readonly removeList: (id: number) => Promise<void>
  /** By country, from earlier answers. */
  readonly known: () => Promise<KnownRate[]>
  /** What is stored of these numbers, without asking; null where nothing is. */
  readonly stored: (numbers: readonly string[]) => Promise<Array<Rate | null>>
}

export type RatesOptions = {
  readonly now: () => number
  /** Country of numbers without a country code. */
  readonly region?: () => string
  readonly onProgress?: (progress: RateProgress | null) => void
}

/** Earlier look-ups that are listed, besides those with a name. */
const EARLIER = 50
/** Stored prices that are looked through for what is known by country. */
const LOOKED_AT = 20_000

/** What ends a look-up, and how far it is. */
type Run = { readonly goesOn: () => boolean; readonly onAsked: (count: number) => void }

export function createRates({ client, credentials, database }: OpenAccount, { now, region = () => '', onProgress }: RatesOptions): Rates {
  const underWay = new Map<string, Promise<unknown>>()
  let lookingUp: { cancelled: boolean } | null = null

  const fetch = async (numbers: readonly string[]): Promise<void> => {
    const replies = await fetchRates(client, credentials, numbers)
    const asOf = now()
    const rates = numbers.flatMap((number, i): Rate[] => {
      const reply = replies[i]
      // a price that cannot be read leaves the one before, with its time
      if (reply === undefined) return []
      return [{ number, destination: reply?.destination ?? '', price: reply?.price ?? null, prefix: reply?.prefix ?? '', asOf }]
    })
    await database.request('saveRates', { rates })
    if (rates.length < numbers.length) throw new AppError('provider-unexpected-reply', 'a price could not be read', { retryable: true })
  }
  const stored = async (numbers: readonly string[]): Promise<Array<Rate | null>> => {
    const found = new Map((await database.request('rates', { numbers })).map((rate) => [rate.number, rate]))
    return numbers.map((n) => found.get(n) ?? null)
  }
  /** @param since what was read before is asked anew, ms */
  const askSince = async (typed: readonly string[], since: number, run?: Run): Promise<{ rates: Array<Rate | null>; error: Failure | null }> => {
    const numbers = typed.map(providerNumber)
    const kept = await stored(numbers)
    const old = [...new Set(numbers.filter((_, i) => (kept[i]?.asOf ?? Number.NEGATIVE_INFINITY) < since))]
    const isOld = new Set(old)
    run?.onAsked(numbers.filter((n) => !isOld.has(n)).length)
    const mine = old.filter((n) => !underWay.has(n))
    const waiting = old.flatMap((n) => underWay.get(n) ?? [])
    let previous: Promise<unknown> = Promise.resolve()
    for (let i = 0; i < mine.length; i += RATES_AT_ONCE) {
      const some = mine.slice(i, i + RATES_AT_ONCE)
      const request = previous
        .then(() => {
          if (run && !run.goesOn()) throw new AppError('cancelled', 'the user ended it')
          return fetch(some)
        })
        .then(() => run?.onAsked(some.length))
        .finally(() => {
          for (const n of some) underWay.delete(n)
        })
      for (const n of some) underWay.set(n, request)
      waiting.push(request)
      previous = request
    }
    const failed = (await Promise.allSettled(waiting)).find((r) => r.status === 'rejected')
    return { rates: await stored(numbers), error: failed ? asFailure(failed.reason) : null }
  }
  return {
    ask: (numbers, fresh) => askSince(numbers, fresh ? Number.POSITIVE_INFINITY : now() - RATE_VALID),
    async lookUp(numbers, goOn = false) {
      if (lookingUp) throw new AppError('busy', 'another list is being looked up')
      const current = { cancelled: false }
      lookingUp = current
      try {
        const { id, askedAt, before } = await database.request('beginRateLookUp', { askedAt: now(), numbers, goOn })
        let done = 0
        const { rates, error } = await askSince(numbers, goOn ? askedAt : Number.POSITIVE_INFINITY, {
          goesOn: () => !current.cancelled,
          onAsked(count) {
            done += count
            onProgress?.({ id, done, of: numbers.length })
          },
        })
        if (!error) await database.request('finishRateLookUp', { id, prices: rates.map((rate) => rate?.price ?? null) })
        const cancelled = error?.code === 'cancelled'
        return { id, askedAt, rates, before, error: cancelled ? null : error, cancelled }
      } finally {
        lookingUp = null
        onProgress?.(null)
      }
    },
    cancelLookUp() {
      if (lookingUp) lookingUp.cancelled = true
    },
    earlier: () => database.request('rateLookUps', { limit: EARLIER }),
    nameList: (id, name) => database.request('nameRateLookUp', { id, name }),
    removeList: (id) => database.request('removeRateLookUp', { id }),
    known: async () => knownRates(await database.request('newestRates', { limit: LOOKED_AT }), region()),
    stored: (numbers) => stored(numbers.map(providerNumber)),
  }
}
